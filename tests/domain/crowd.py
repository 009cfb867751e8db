"""The people, the policies and the first posts that made-up sequences of decisions begin with."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from domain.exceptions import excusing
from domain.exemptions import Exemption
from domain.findings import Finding, Level, Verdict
from domain.freeze import Scope, ScopeKind
from domain.people import Department, UserId
from domain.policy import SHIPPED_POLICY, Policy
from domain.posts import Post, PostId
from domain.proposals import propose
from domain.routes import Condition, Route
from tests.domain.stories import ADA, ELI, EVE, FAY, HAL, MAX, MIA, MONDAY, WORKSPACE, draft, finding

PEOPLE = (EVE, ELI, MIA, MAX, HAL, FAY, ADA, UserId("U0WHO"))
KEYS = ("ecommerce", "marketing", "hr", "field-ops")
GROUPS = ("S0EAST", "S0WEST")
CROWDED = replace(
    WORKSPACE,
    admins=(ADA, ELI),
    departments=(
        Department(key="ecommerce", name="E-commerce", approvers=(ELI, HAL), members=(EVE, ADA)),
        Department(key="marketing", name="Marketing", approvers=(MIA, MAX)),
        Department(key="hr", name="HR", approvers=(HAL, MIA)),
        Department(key="field-ops", name="Field operations", approvers=(FAY, MAX)),
    ),
)
"""Several people approve for two departments, and an admin approves for one."""
BRAND = SHIPPED_POLICY.routes[0]
POLICIES = (
    SHIPPED_POLICY,
    Policy(routes=(BRAND,)),
    Policy(routes=(replace(BRAND, approvers=2),)),
    Policy(routes=(BRAND, Route(name="hr", because="we ask", departments=("hr",), after=("marketing",)))),
    Policy(routes=(replace(BRAND, approvers="all"), replace(SHIPPED_POLICY.routes[3], when=()))),
    Policy(
        routes=(
            BRAND,
            Route(
                name="offer",
                because="it costs",
                departments=("ecommerce", "field-ops"),
                when=(Condition(finding_tags=frozenset({"price"})),),
                after=("hr",),
            ),
        )
    ),
)
SCOPES: dict[Scope, Callable[[Post], bool]] = {
    Scope(): lambda _: True,
    Scope(kind=ScopeKind.DEPARTMENT, keys=("ecommerce", "hr")): lambda post: post.department == "ecommerce",
    Scope(kind=ScopeKind.STORE, keys=("S001",)): lambda _: False,
    Scope(words=("coat",)): lambda post: "coats" in post.version.content.text.lower(),
}
"""What can be frozen, and whether it touches the post, worked out obviously."""
TAGS = ((), ("price",), ("people",), ("in-store", "price"))
CLAIMS = ("House.Price", "House.Claims")
"""The rules that forbid something."""


def verdict_on(
    *remarks: Finding,
    asked: bool = True,
    exemptions: tuple[Exemption, ...] = (),
    writers: frozenset[UserId] = frozenset(),
    at: datetime = MONDAY,
) -> Verdict:
    """What the rulebook says, with exceptions asked for or granted for what it forbids."""
    said = Verdict(findings=remarks, rulebook="r1")
    return excusing(said, exemptions=exemptions, writers=writers, asked=asked, at=at)


def forbidden(number: int) -> Finding:
    """One of four findings that block: two rules, and two places for each."""
    found = finding(level=Level.ERROR, rule=CLAIMS[number % 2])
    return replace(found, match=("Autumn", "wool")[number // 2 % 2])


def begun(*remarks: Finding, by: UserId = EVE, department: str = "ecommerce") -> Post:
    return propose(
        draft(publish_at=MONDAY + timedelta(hours=20), department=department),
        verdict_on(*remarks),
        id=PostId("P1"),
        by=by,
        at=MONDAY,
        workspace=CROWDED,
        policy=SHIPPED_POLICY,
    )


PROPOSED = (
    *(begun(finding(*tags)) for tags in TAGS),
    *(begun(forbidden(number)) for number in range(3)),
    begun(forbidden(1), forbidden(2)),
    begun(forbidden(1), by=MIA, department="marketing"),
)
