"""Kept routes: a route as a form carries it along while it is looked at."""

from collections.abc import Mapping
from typing import Any

from domain.networks import Network
from domain.routes import Condition, Route

LISTS = ("departments", "networks", "tags", "finding_tags", "regions", "campaigns")


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


def route_of(kept: Mapping[str, Any]) -> Route:
    """The route that a form carried along.

    Raises:
        KeyError, TypeError, ValueError: it carried something else.
    """
    return Route(
        name=str(kept["name"]),
        because=str(kept["because"]),
        departments=tuple(kept["departments"]),
        when=tuple(_condition_of(one) for one in kept.get("when", ())),
        approvers=kept.get("approvers", "any"),
        after=tuple(kept.get("after", ())),
        readiness=bool(kept.get("readiness")),
    )


def _condition_of(kept: Mapping[str, Any]) -> Condition:
    words = {part: frozenset(kept.get(part, ())) for part in LISTS if part != "networks"}
    return Condition(
        **words,
        networks=frozenset(map(Network, kept.get("networks", ()))),
        stores=int(kept.get("stores", 0)),
        shows_people=bool(kept.get("shows_people")),
        over_budget=kept.get("over_budget"),
    )
