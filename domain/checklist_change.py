"""Checklist changes: an admin says what has to be true in a store before a promise about it goes out."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from domain.checklist import Item
from domain.people import UserId
from domain.refusals import InvalidForm
from domain.setup import refuse_non_admin
from domain.sight import visible
from domain.workspaces import Workspace

ITEMS_LIMIT = 10
"""Lines of the checklist: as many boxes as one group of a form has (Slack's reference, "Checkboxes element")."""
NAME_LIMIT = 70
"""Characters of a line, which is a box's text."""


def name_field(number: int) -> str:
    """The field of a form that holds the name of the line of this number, counted from 0."""
    return f"item_{number}"


def change_checklist(workspace: Workspace, items: Mapping[int, Item], *, by: UserId) -> Workspace:
    """The workspace with this checklist. Ticks of lines that stay, also under another name, stay with them.

    Args:
        items: by the number of their line in the form; one with nothing to see in its name is left out.

    Raises:
        Refusal: not asked by an admin.
        InvalidForm: no line is left, or a name is too long or stands twice.
    """
    refuse_non_admin(by, workspace=workspace)
    named = {number: replace(one, name=" ".join(one.name.split())) for number, one in items.items()}
    kept = {number: one for number, one in named.items() if visible(one.name)}
    if not kept:
        raise InvalidForm({name_field(0): "One line at least has to stay: it is what field operations tick."})
    problems = {
        number: said
        for number, one in kept.items()
        if (said := _problem(one.name, [other.name for at, other in kept.items() if at < number]))
    }
    if problems:
        raise InvalidForm({name_field(number): said for number, said in problems.items()})
    return replace(workspace, checklist=tuple(kept.values()))


def checklist_lines(items: Iterable[Item]) -> str:
    """The checklist in one line, for the record: "Staff briefed, Stock is there (offer)"."""
    return ", ".join(
        f"{one.name} ({', '.join(sorted(one.promises))})" if one.promises else one.name for one in items
    )


def _problem(name: str, before: Iterable[str]) -> str:
    if len(name) > NAME_LIMIT:
        return f"{NAME_LIMIT} characters is the most for a line."
    return "This line stands above already." if name.casefold() in map(str.casefold, before) else ""
