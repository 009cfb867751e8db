"""Policy: which departments must sign a post, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.people import UserId
from domain.routes import Condition, Route, Subject
from domain.trusted_routes import SHIPPED_TRUSTED, TrustedRoute


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A seat that must sign, and what the routes that asked for it want of it together.

    Attributes:
        because: the reason of each route that asked for it.
        quorum: how many different people must sign it, at least; 0 only where a filled template is trusted so far.
        everybody: whether every approver who may must sign it.
        after: keys of the departments that must have signed before, if the post needs them at all.
        readiness: whether the stores must be confirmed ready too.
        routes: the names of these routes, in the order of `because`.
        trusted: whether it stands for the full review of a filled template.
    """

    department: str
    because: tuple[str, ...]
    quorum: int = 1
    everybody: bool = False
    after: tuple[str, ...] = ()
    readiness: bool = False
    routes: tuple[str, ...] = ()
    trusted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """An ordered list of routes, of which all that hold add up.

    Attributes:
        trusted: what is asked instead of a post that only fills the slots of a template.
    """

    routes: tuple[Route, ...]
    trusted: tuple[TrustedRoute, ...] = SHIPPED_TRUSTED

    def needs(self, subject: Subject) -> tuple[Need, ...]:
        """The seats that must sign such a post, in the order in which the routes first name them."""
        return needs_from(one for one in self.routes if one.holds_for(subject))


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyVersion:
    """A policy as it came into force; it never changes.

    Attributes:
        number: counted from 1 within the workspace; 0 for what holds before anybody changed anything.
        by: who changed it; None when a file did.
        at: when, in UTC; None for number 0.
    """

    policy: Policy
    number: int
    by: UserId | None
    at: datetime | None


def needs_from(routes: Iterable[Route]) -> tuple[Need, ...]:
    """The seats that these routes ask for together, in the order in which they first name them.

    Where several ask for a seat, the largest number of approvers counts, every step before it, and readiness if
    any of them wants it.
    """
    asking: dict[str, list[Route]] = {}
    for route in routes:
        for department in dict.fromkeys(route.departments):
            asking.setdefault(department, []).append(route)
    return tuple(_need(key, asked) for key, asked in asking.items())


def _need(department: str, routes: list[Route]) -> Need:
    return Need(
        department=department,
        because=tuple(one.because for one in routes),
        quorum=max(one.approvers if isinstance(one.approvers, int) else 1 for one in routes),
        everybody=any(one.approvers == "all" for one in routes),
        after=tuple(dict.fromkeys(key for one in routes for key in one.after)),
        readiness=any(one.readiness for one in routes),
        routes=tuple(one.name for one in routes),
    )


SHIPPED_POLICY = Policy(
    routes=(
        Route(
            name="brand",
            because="marketing keeps the one brand voice",
            departments=("marketing",),
        ),
        Route(
            name="stores",
            because="stores have to keep the promise",
            departments=("field-ops",),
            when=(Condition(stores=1), Condition(finding_tags=frozenset({"in-store"}))),
            readiness=True,
        ),
        Route(
            name="people",
            because="staff are shown, named or recruited",
            departments=("hr",),
            when=(
                Condition(shows_people=True),
                Condition(finding_tags=frozenset({"people", "recruiting"})),
            ),
        ),
        Route(
            name="offer",
            because="a price, a discount or a product link appears",
            departments=("ecommerce",),
            when=(Condition(finding_tags=frozenset({"price", "product-link"})),),
        ),
    ),
)
"""What holds until an admin says otherwise (PRODUCT.md section 4); `policy.toml` at the root spells it out."""

BEFORE_ANY_CHANGE = PolicyVersion(policy=SHIPPED_POLICY, number=0, by=None, at=None)
"""The policy of a workspace that never changed it."""
