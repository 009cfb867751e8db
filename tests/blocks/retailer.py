"""A made-up retailer: four departments, a few people, a post on its way."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from domain.drafts import Draft
from domain.findings import Finding, Level, Verdict
from domain.networks import Network
from domain.people import ChannelId, Department, Store, UserId, WorkspaceId
from domain.policy import SHIPPED_POLICY
from domain.posts import Post, PostId
from domain.proposals import propose, revise
from domain.ticking import tick
from domain.workspaces import Workspace

AT = datetime(2026, 11, 26, 13, 0, tzinfo=UTC)
EVE, ELI, MIA, MAX, HAL, FAY, ADA = map(
    UserId, ("U0EVE", "U0ELI", "U0MIA", "U0MAX", "U0HAL", "U0FAY", "U0ADA")
)

WORKSPACE = Workspace(
    id=WorkspaceId("T1"),
    desk=ChannelId("C0DESK"),
    admins=(ADA,),
    departments=(
        Department(key="ecommerce", name="E-commerce", approvers=(ELI,), members=(EVE,)),
        Department(key="marketing", name="Marketing", approvers=(MIA, MAX)),
        Department(key="hr", name="HR", approvers=(HAL,)),
        Department(key="field-ops", name="Field operations", approvers=(FAY,)),
    ),
    stores=(
        Store(key="S001", name="Leeds Briggate", region="North"),
        Store(key="S002", name="York Coney Street", region="North"),
        Store(key="S003", name="Bath Union Street", region="South"),
    ),
)

DRAFT = Draft(
    text="Autumn jackets are in our stores and online.\nCome and try one on.",
    title="Autumn jackets are here",
    department="ecommerce",
    networks=(Network.X, Network.INSTAGRAM),
    publish_at=AT + timedelta(hours=21, minutes=5),
    media_link="https://cdn.example.com/jackets.jpg?w=800&h=600",
    alt_text="A rack of *waxed* jackets",
    stores=("S001", "S003"),
    shows_people=False,
)


def finding(**changes: object) -> Finding:
    plain = Finding(
        rule="House.Superlatives",
        level=Level.WARNING,
        message="say what makes it good",
        start=0,
        end=20,
        match="the best jacket ever",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # a test names the fields it is about


PRICE = finding(
    rule="House.Prices",
    level=Level.SUGGESTION,
    message="a price needs its currency",
    match="20",
    tags=("price",),
)


def proposed(*findings: Finding, workspace: Workspace = WORKSPACE, draft: Draft = DRAFT) -> Post:
    return propose(
        draft,
        Verdict(findings=findings, rulebook="r1"),
        id=PostId("post-1"),
        by=EVE,
        at=AT,
        workspace=workspace,
        policy=SHIPPED_POLICY,
    )


def ready(post: Post, *, by: UserId = FAY) -> Post:
    """The post with every store ready."""
    return tick(post, by=by, at=AT, workspace=WORKSPACE)


def revised(post: Post, draft: Draft, *, at: datetime = AT, workspace: Workspace = WORKSPACE) -> Post:
    return revise(
        post,
        draft,
        Verdict(),
        read=post.version.number,
        by=EVE,
        at=at,
        workspace=workspace,
        policy=SHIPPED_POLICY,
    )


@dataclass(frozen=True)
class Ruler:
    """As much of a length as `blocks.findings.Measured` asks for."""

    used: int
    limit: int

    @property
    def fits(self) -> bool:
        return self.used <= self.limit
