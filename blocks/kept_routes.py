"""Kept routes: a route, and what is wanted of it, as a form carries it along while it is looked at."""

from typing import Any

from blocks.metadata import Metadata
from domain.journey import Step
from domain.networks import Network
from domain.policy_changes import PolicyChange
from domain.routes import Approvers, Condition, Route
from domain.trusted_routes import TrustedRoute

LISTS = ("departments", "networks", "tags", "finding_tags", "regions", "campaigns", "steps")


def kept_change(change: PolicyChange) -> dict[str, Any]:
    """What is wanted of a route as a form carries it along."""
    route = change.route
    kept = kept_trusted(route) if isinstance(route, TrustedRoute) else route and kept_route(route)
    return {"was": change.was, "route": kept, "trusted": change.trusted}


def change_of(kept: Metadata) -> PolicyChange:
    """What was wanted of a route.

    Raises:
        Refusal: the form carried something else.
    """
    was, trusted = kept.text("was"), kept.ticked("trusted")
    if "route" in kept and kept.carried["route"] is None:
        return PolicyChange(was=was, route=None, trusted=trusted)
    route = kept.inner("route")
    return PolicyChange(was=was, route=trusted_of(route) if trusted else route_of(route), trusted=trusted)


def kept_trusted(route: TrustedRoute) -> dict[str, Any]:
    """The route of templates as a form carries it along."""
    return {
        "name": route.name,
        "because": route.because,
        "templates": sorted(route.templates),
        "managers": route.managers,
        "department": route.department,
        "sign_offs": route.sign_offs,
        "sample": route.sample,
    }


def trusted_of(kept: Metadata) -> TrustedRoute:
    """The route of templates that a form carried along.

    Raises:
        Refusal: it carried something else.
    """
    return TrustedRoute(
        name=kept.text("name"),
        because=kept.text("because"),
        templates=frozenset(kept.texts("templates")),
        managers=kept.ticked("managers"),
        department=kept.text("department"),
        sign_offs=kept.number("sign_offs"),
        sample=kept.number("sample"),
    )


def kept_route(route: Route) -> dict[str, Any]:
    """The route as a form carries it along, with nothing that says nothing."""
    kept: dict[str, Any] = {
        "name": route.name,
        "because": route.because,
        "departments": list(route.departments),
        "when": [_kept_condition(one) for one in route.when],
        "approvers": route.approvers,
        "after": list(route.after),
        "readiness": route.readiness,
    }
    return {key: value for key, value in kept.items() if value}


def _kept_condition(condition: Condition) -> dict[str, Any]:
    kept: dict[str, Any] = {part: sorted(getattr(condition, part)) for part in LISTS}
    kept |= {"stores": condition.stores, "shows_people": condition.shows_people}
    found = {key: value for key, value in kept.items() if value}
    return found if condition.over_budget is None else {**found, "over_budget": condition.over_budget}


def route_of(kept: Metadata) -> Route:
    """The route that a form carried along.

    Raises:
        Refusal: it carried something else.
    """
    return Route(
        name=kept.text("name"),
        because=kept.text("because"),
        departments=kept.texts("departments"),
        when=tuple(_condition_of(one) for one in kept.inners("when")),
        approvers=_approvers_of(kept),
        after=kept.texts("after"),
        readiness=kept.ticked("readiness"),
    )


def _approvers_of(kept: Metadata) -> Approvers:
    match kept.carried.get("approvers"):
        case None | "any":
            return "any"
        case "all":
            return "all"
    return kept.number("approvers")


def _condition_of(kept: Metadata) -> Condition:
    words = {part: frozenset(kept.texts(part)) for part in LISTS if part not in {"networks", "steps"}}
    try:
        networks = frozenset(map(Network, kept.texts("networks")))
        steps = frozenset(map(Step, kept.texts("steps")))
    except ValueError:
        raise kept.unknown from None
    return Condition(
        **words,
        networks=networks,
        steps=steps,
        stores=kept.number("stores", 0),
        shows_people=kept.ticked("shows_people"),
        over_budget=kept.number("over_budget") if "over_budget" in kept else None,
    )
