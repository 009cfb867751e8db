"""The people and posts that the domain's stories are about."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.departments import staff
from domain.drafts import Draft
from domain.findings import Finding, Level, Verdict
from domain.networks import Network
from domain.people import ChannelId, Department, Store, UserId, WorkspaceId
from domain.policy import SHIPPED_POLICY
from domain.posts import Post, PostId
from domain.proposals import propose
from domain.ticking import tick
from domain.workspaces import Workspace

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

EVE, ELI, MIA, MAX, HAL, FAY, FLO, ADA, SAM = map(
    UserId, ("U0EVE", "U0ELI", "U0MIA", "U0MAX", "U0HAL", "U0FAY", "U0FLO", "U0ADA", "U0SAM")
)

WORKSPACE = Workspace(
    id=WorkspaceId("T0SHOP"),
    desk=ChannelId("C0DESK"),
    timezone="Europe/London",
    admins=(ADA,),
    departments=(
        Department(key="ecommerce", name="E-commerce", lead=ELI, approvers=(ELI,), members=(EVE,)),
        Department(key="marketing", name="Marketing", lead=MIA, approvers=(MIA, MAX)),
        Department(key="hr", name="HR", lead=HAL, approvers=(HAL,)),
        Department(key="field-ops", name="Field operations", lead=FAY, approvers=(FAY,), members=(FLO,)),
    ),
    stores=(Store(key="S001", name="Leeds Briggate", region="North", manager=SAM),),
)


def without(user: UserId, workspace: Workspace = WORKSPACE) -> Workspace:
    """The workspace when an admin has taken this person out of every department."""
    for one in workspace.departments_of(user):
        workspace = staff(
            workspace,
            of=one.key,
            lead=None if one.lead == user else one.lead,
            approvers=[who for who in one.approvers if who != user],
            members=[who for who in one.members if who != user],
            by=workspace.admins[0],
        )
    return workspace


def later(hours: float = 1) -> datetime:
    return MONDAY + timedelta(hours=hours)


def draft(**changes: Any) -> Draft:
    plain: dict[str, Any] = {
        "text": "Autumn jackets are here. Come and feel the wool.",
        "department": "ecommerce",
        "networks": (Network.INSTAGRAM, Network.X),
    }
    return Draft(**plain | changes)


def finding(*tags: str, level: Level = Level.SUGGESTION, rule: str = "House.Price") -> Finding:
    return Finding(rule=rule, level=level, message="A price.", start=0, end=6, match="Autumn", tags=tags)


def proposed(*findings: Finding, by: UserId = EVE, workspace: Workspace = WORKSPACE, **changes: Any) -> Post:
    return propose(
        draft(**changes),
        Verdict(findings=findings, rulebook="r1"),
        id=PostId("P1"),
        by=by,
        at=MONDAY,
        workspace=workspace,
        policy=SHIPPED_POLICY,
    )


def ready(post: Post, *, by: UserId = FAY, at: datetime | None = None) -> Post:
    """The post with every store ready."""
    return tick(post, by=by, at=at or later(), workspace=WORKSPACE)


class Stated:
    """A rule in force."""

    source = None

    def __init__(
        self, name: str, *, review: date | None = None, reason: str = "", level: Level = Level.WARNING
    ) -> None:
        self.name, self.review, self.reason = name, review, reason
        self.level, self.message, self.owner = level, "Shorter.", "Marketing"
        self.tags: tuple[str, ...] = ("price",)
        self.good: tuple[str, ...] = ("good",)
        self.bad: tuple[str, ...] = ("too long",)
