"""Filling problems: what is wrong with where, when and on which networks somebody wants to use a template."""

from collections.abc import Mapping
from datetime import date, datetime

from domain.campaigns import today
from domain.networks import Network
from domain.people import UserId
from domain.slots import SlotKind
from domain.templates import Editable, Template, for_any_store, stores_for
from domain.workspaces import Workspace


def store_problem(template: Template, key: str, *, by: UserId, workspace: Workspace) -> str:
    """Why this person cannot fill the template for this store, in a sentence; empty when they can.

    Args:
        key: of the store; empty for none.
    """
    if not key:
        needed = template.needs_store or not for_any_store(template, by, workspace=workspace)
        return "Choose the store." if needed else ""
    store = next((one for one in workspace.stores if one.key == key), None)
    if store is None:
        return "This store is not there any more. Choose another."
    allowed = stores_for(template, by, workspace=workspace)
    return (
        "" if store in allowed else f"You cannot fill this template for {store.name}. Choose your own store."
    )


def day_problem(template: Template, moment: datetime, *, workspace: Workspace) -> str:
    """Why its posts do not go out on the day of this moment (UTC), in a sentence; empty when they do."""
    day = today(workspace, at=moment)
    first, last = template.valid_from, template.valid_until
    if first and day < first:
        return f"Posts from this template go out from {day_words(first)} on. Choose a time from then on."
    if last and day > last:
        return f"Posts from this template go out until {day_words(last)}. Choose an earlier time."
    return ""


def over_problem(template: Template, values: Mapping[str, str], *, goes_out: date) -> str:
    """Why a post that names these days goes out too late, in a sentence; empty when one of them is still to come.

    Args:
        values: by slot's name what `domain.filling.fill` took.
        goes_out: the day where its readers are.
    """
    days = [
        date.fromisoformat(values[one.name].strip()) for one in template.slots if one.kind is SlotKind.DATE
    ]
    if not days or max(days) >= goes_out:
        return ""
    return f"It would go out after {day_words(max(days))}, the day it is about. Choose an earlier time, or another day."


def networks_problem(template: Template, chosen: tuple[Network, ...] | None) -> str:
    """Why it cannot go to these networks, in a sentence; empty when it can.

    Args:
        chosen: None for all of the template's.
    """
    if chosen is None:
        return ""
    if Editable.NETWORKS not in template.editable and set(chosen) != set(template.networks):
        return "The template says to which networks it goes."
    return "" if set(chosen) <= set(template.networks) else "Choose among the template's own networks."


def day_words(day: date) -> str:
    """The day as it stands in a sentence: "24 Dec 2026"."""
    return f"{day.day} {day:%b %Y}"
