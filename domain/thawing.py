"""Thawing: what becomes of a post when a freeze that held it is over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.freeze import Freeze
from domain.freezes import frozen, holds
from domain.people import UserId
from domain.posts import OVERDUE, Post, State
from domain.settling import settled
from domain.workspaces import Workspace


def thawed(post: Post, *, freeze: Freeze, workspace: Workspace, by: UserId | None, at: datetime) -> Post:
    """The post after the thaw; as it was while another freeze holds it.

    What became overdue goes back to review: nothing goes out late because a freeze has ended. It waits for
    its author to choose a new time; what was signed on its version stays signed. Anything else that has all it
    needs is approved.

    Args:
        freeze: the one that is over, and held this post.
        workspace: without it.
        by: who thawed it; None when its time was over.
    """
    if frozen(post, workspace=workspace, at=at):
        return post
    if became_overdue(post, freeze=freeze, at=at):
        return post.moved(State.IN_REVIEW, by=by, at=at, because=OVERDUE)
    return settled(post, by=by, at=at, workspace=workspace, because="the freeze is over")


def became_overdue(post: Post, *, freeze: Freeze, at: datetime) -> bool:
    """Whether a post could have gone out in the time of this freeze and did not."""
    return (
        post.state in {State.APPROVED, State.IN_REVIEW}
        and not post.overdue
        and post.publish_at is not None
        and freeze.since <= post.publish_at <= at
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """How many posts a thaw concerns.

    Attributes:
        approved: become approved.
        back: became overdue, and go back to review.
        on: go on as they stand.
        still: stay frozen by another freeze.
    """

    approved: int = 0
    back: int = 0
    on: int = 0
    still: int = 0


def outlook(
    posts: Iterable[Post], *, freeze: Freeze, before: Workspace, after: Workspace, at: datetime
) -> Outlook:
    """What thawing this freeze does to these posts at this moment.

    Args:
        before: with the freeze in force.
        after: without it.
    """
    held = [one for one in posts if freeze.counts(at) and holds(freeze, one, workspace=before)]
    free = [one for one in held if frozen(one, workspace=after, at=at) is None]
    became = [thawed(one, freeze=freeze, workspace=after, by=None, at=at) for one in free]
    moved = [new for old, new in zip(free, became, strict=True) if new is not old]
    approved = sum(one.state is State.APPROVED for one in moved)
    back = sum(one.overdue for one in moved)
    return Outlook(approved=approved, back=back, on=len(free) - approved - back, still=len(held) - len(free))
