"""Policies in words: what a route asks for and when, and what differs between two policies."""

from collections.abc import Iterable, Iterator

from domain.journey import Step
from domain.networks import Network
from domain.policy import Policy
from domain.routes import Condition, Route
from domain.trusted_words import trusted_changes
from domain.wording import listed
from domain.workspaces import Workspace


def condition_words(condition: Condition, *, workspace: Workspace) -> str:
    """When it holds, to stand behind "when"."""
    said = [
        _one_of("it comes from", (workspace.department_name(one) for one in sorted(condition.departments))),
        _one_of("it goes to", (Network(one).label for one in sorted(condition.networks))),
        _one_of("it is tagged", sorted(condition.tags)),
        _one_of("the rulebook finds", sorted(condition.finding_tags)),
        _stores(condition.stores),
        _one_of("it touches a store in", sorted(condition.regions)),
        "people are shown or named" if condition.shows_people else "",
        _one_of("it belongs to", sorted(condition.campaigns)),
        _one_of("it serves", (f"“{workspace.step_name(one)}”" for one in Step if one in condition.steps)),
        "" if condition.over_budget is None else f"it costs more than {condition.over_budget:,}",
    ]
    return " and ".join(one for one in said if one) or "nothing is asked"


def route_words(route: Route, *, workspace: Workspace) -> str:
    """What it asks for, and when, in one sentence without a full stop."""
    who = listed([workspace.department_name(one) for one in route.departments]) or "nobody"
    said = [f"{who} must sign", _approvers(route)]
    if route.after:
        said.append(f"after {listed([workspace.department_name(one) for one in route.after])}")
    if route.readiness:
        said.append("stores must be ready")
    when = "; or ".join(condition_words(one, workspace=workspace) for one in route.when)
    return ", ".join(one for one in said if one) + (f", when {when}" if when else ", always")


def policy_changes(before: Policy, after: Policy, *, workspace: Workspace) -> tuple[str, ...]:
    """What differs between two policies, a line for each route, and for each trusted one."""
    was = {one.name: one for one in before.routes}
    is_now = {one.name: one for one in after.routes}
    changes = [f"{name}: removed" for name in was if name not in is_now]
    for name, route in is_now.items():
        if name not in was:
            changes.append(f"{name}: added; {route_words(route, workspace=workspace)}")
        elif route != was[name]:
            changes += _differences(was[name], route, workspace=workspace)
    if not changes and before.routes != after.routes:
        changes.append(f"order: {', '.join(is_now)}")
    return (*changes, *trusted_changes(before, after, workspace=workspace))


def _differences(before: Route, after: Route, *, workspace: Workspace) -> Iterator[str]:
    was, is_now = (route_words(one, workspace=workspace) for one in (before, after))
    if was != is_now:
        yield f"{after.name}: {was} → {is_now}"
    if before.because != after.because:
        yield f"{after.name}, because: {before.because} → {after.because}"


def _approvers(route: Route) -> str:
    if route.approvers == "all":
        return "every approver of each"
    if route.approvers in {"any", 1}:
        return ""
    return f"{route.approvers} approvers of each"


def _stores(number: int) -> str:
    if not number:
        return ""
    return "it touches stores" if number == 1 else f"it touches {number} stores or more"


def _one_of(begins: str, words: Iterable[str]) -> str:
    said = listed(list(words), last="or")
    return f"{begins} {said}" if said else ""
