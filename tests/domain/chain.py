"""A retailer with four stores, and what people do about a post that promises something there."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.approvals import sign
from domain.exclusions import exclude, include
from domain.findings import Finding, Level, Verdict
from domain.offers import Offer, Unit
from domain.people import Store, UserId
from domain.policy import SHIPPED_POLICY, Policy
from domain.posts import Post
from domain.proposals import revise
from domain.readiness import Readiness, readiness_of
from domain.readiness_waivers import waive_readiness
from domain.ticking import say_not_ready, tick, untick
from domain.workspaces import Workspace
from tests.domain.stories import FAY, MIA, SAM, WORKSPACE, draft, later, proposed

TOM = UserId("U0TOM")
CHAIN = replace(
    WORKSPACE,
    stores=(
        Store(key="S001", name="Leeds Briggate", region="North", manager=SAM),
        Store(key="S002", name="York", region="North", manager=TOM),
        Store(key="S003", name="Hull", region="North", manager=SAM),
        Store(key="S004", name="Bath", region="South"),
    ),
)
ALL = ("S001", "S002", "S003", "S004")
TEN = Offer(unit=Unit.PERCENT, amount="10", products=("jackets",))
TEXT = "Autumn jackets are here. Come and feel the wool."


def found(*tags: str, text: str = TEXT, match: str = "Autumn") -> Finding:
    start = text.index(match)
    return Finding(
        rule="House.Promise",
        level=Level.SUGGESTION,
        message="A promise.",
        start=start,
        end=start + len(match),
        match=match,
        tags=tags,
    )


def promised(*findings: Finding, workspace: Workspace = CHAIN, **changes: Any) -> Post:
    return proposed(*findings, workspace=workspace, **{"stores": ALL, **changes})


def signed(post: Post, *, at: datetime | None = None, workspace: Workspace = CHAIN) -> Post:
    """Signed by everybody who has to."""
    number = post.version.number
    half = sign(post, version=number, by=MIA, at=at or later(1), workspace=workspace)
    return sign(half, version=number, by=FAY, at=at or later(2), workspace=workspace)


def ticked(
    post: Post, *stores: str, by: UserId = FAY, items: tuple[str, ...] | None = None, hours: float = 3
) -> Post:
    return tick(post, stores=stores or None, items=items, by=by, at=later(hours), workspace=CHAIN)


def unticked(
    post: Post, *stores: str, by: UserId = FAY, items: tuple[str, ...] | None = None, hours: float = 4
) -> Post:
    return untick(post, stores=stores, items=items, by=by, at=later(hours), workspace=CHAIN)


def not_ready(
    post: Post, *stores: str, by: UserId = FAY, note: str = "No sizes left.", hours: float = 4
) -> Post:
    return say_not_ready(post, stores=stores, note=note, by=by, at=later(hours), workspace=CHAIN)


def without(
    post: Post, *stores: str, by: UserId = FAY, hours: float = 5, policy: Policy = SHIPPED_POLICY
) -> Post:
    return exclude(post, stores=stores, by=by, at=later(hours), workspace=CHAIN, policy=policy)


def with_again(
    post: Post, *stores: str, by: UserId = FAY, hours: float = 6, policy: Policy = SHIPPED_POLICY
) -> Post:
    return include(post, stores=stores, by=by, at=later(hours), workspace=CHAIN, policy=policy)


def waived(
    post: Post, *, by: UserId = FAY, reason: str = "It is in the window only.", version: int = 0
) -> Post:
    number = version or post.version.number
    return waive_readiness(post, version=number, reason=reason, by=by, at=later(4), workspace=CHAIN)


def edited(
    post: Post, *findings: Finding, offers: tuple[Offer, ...] = (), hours: float = 5, **changes: Any
) -> Post:
    """The post after its author's edit."""
    kept = {"stores": post.stores, "publish_at": post.publish_at, "tags": post.tags}
    return revise(
        post,
        draft(**{**kept, **changes}),
        Verdict(findings=findings, rulebook="r1", offers=offers),
        read=post.version.number,
        by=post.author,
        at=later(hours),
        workspace=CHAIN,
        policy=SHIPPED_POLICY,
    )


def standing(post: Post, workspace: Workspace = CHAIN) -> Readiness:
    readiness = readiness_of(post, workspace=workspace)
    assert readiness is not None
    return readiness
