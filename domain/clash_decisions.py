"""Clash decisions: two posts that clash shall both go out, and somebody says why."""

from collections.abc import Iterable
from datetime import datetime

from domain.clashes import Clash, ClashState, Standing
from domain.comments import required_words
from domain.people import Role, UserId
from domain.posts import Post, PostId
from domain.refusals import Refusal
from domain.signers import signer_of
from domain.workspaces import Workspace


def keep_both(
    posts: tuple[Post, Post],
    standing: Iterable[Standing],
    *,
    by: UserId,
    at: datetime,
    reason: str,
    workspace: Workspace,
) -> tuple[tuple[Clash, ...], str]:
    """What was open between two posts and is settled now, and the reason as it is kept.

    Args:
        standing: every clash of either post that is open or was kept.

    Raises:
        Refusal: as `refuse_keeping_both`, or nothing is open between them any more.
        InvalidForm: no reason, or one that is too long.
    """
    refuse_keeping_both(posts, by=by, at=at, workspace=workspace)
    between = [one for one in standing if {one.clash.first, one.clash.second} == {each.id for each in posts}]
    settled = tuple(one.clash for one in between if one.state is ClashState.OPEN)
    if not settled:
        raise _settled_before(between)
    return settled, required_words(
        reason, field="comment", ask="Say why both shall go out as they are: both authors read it."
    )


def refuse_keeping_both(posts: tuple[Post, Post], *, by: UserId, at: datetime, workspace: Workspace) -> None:
    """Say no to somebody who has no say in either post.

    Raises:
        Refusal: this person may decide about neither of them.
    """
    if not may_keep_both(posts, by=by, at=at, workspace=workspace):
        raise Refusal("Only approvers of one of these two posts and admins can let both stand.")


def may_keep_both(posts: tuple[Post, Post], *, by: UserId, at: datetime, workspace: Workspace) -> bool:
    """Whether this person may decide about one of the two posts, or is an admin."""
    admin = Role.ADMIN in workspace.roles_of(by) and by not in workspace.deactivated
    return admin or any(_may_decide(one, by, at=at, workspace=workspace) for one in posts)


def others(standing: Iterable[Standing], *, than: PostId) -> tuple[PostId, ...]:
    """The posts with which something is open, each once, the weightiest first."""
    return tuple(dict.fromkeys(one.clash.other(than) for one in standing if one.state is ClashState.OPEN))


def _may_decide(post: Post, by: UserId, *, at: datetime, workspace: Workspace) -> bool:
    return any(signer_of(by, post, need.department, workspace=workspace, at=at) for need in post.needs)


def _settled_before(between: Iterable[Standing]) -> Refusal:
    told = [(one.by, one.at, one.because) for one in between]
    if not told:
        return Refusal("These two posts do not clash any more, so there is nothing to settle.")
    who, when, why = told[0]
    assert who is not None
    assert when is not None
    return Refusal("{who} settled this {when}: “{why}”. Nothing more to decide.", who=who, when=when, why=why)
