"""Policy changes: one route of the policy comes, changes or goes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from domain.policy import Policy
from domain.refusals import Refusal
from domain.routes import Route
from domain.trusted_routes import TrustedRoute

One = TypeVar("One", bound=Route | TrustedRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChange:
    """What somebody wants of one route.

    Attributes:
        was: the name of the route that is changed or removed; empty for a new one.
        route: as it will be; None when it is removed.
        trusted: whether it is one of those that filled templates take.
    """

    was: str
    route: Route | TrustedRoute | None
    trusted: bool = False


def changed(policy: Policy, change: PolicyChange) -> Policy:
    """The policy with this change in it.

    All routes add up, so that a new one stands last; of those for templates the first that fits counts, so that a new
    one, which is for fewer than those that are there, stands first.

    Raises:
        Refusal: there is no such route any more.
    """
    route = change.route
    if change.trusted:
        new = (route,) if isinstance(route, TrustedRoute) else ()
        return replace(policy, trusted=_with(policy.trusted, change.was, new, first=True))
    added = (route,) if isinstance(route, Route) else ()
    return replace(policy, routes=_with(policy.routes, change.was, added, first=False))


def still_there(routes: Iterable[One], name: str) -> One | None:
    """The route of this name; None where no name is given.

    Raises:
        Refusal: it is gone.
    """
    route = next((one for one in routes if one.name == name), None)
    if name and route is None:
        raise Refusal(
            "There is no route “{name}” any more. Type /social setup to see what there is.", name=name
        )
    return route


def _with(routes: Sequence[One], was: str, new: tuple[One, ...], *, first: bool) -> tuple[One, ...]:
    old = still_there(routes, was)
    if old is None:
        return (*new, *routes) if first else (*routes, *new)
    place = routes.index(old)
    return (*routes[:place], *new, *routes[place + 1 :])
