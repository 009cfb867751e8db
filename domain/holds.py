"""Holds: a post that waits on purpose, until somebody releases it."""

from datetime import datetime

from domain.belonging import refuse_outsider
from domain.comments import required_words
from domain.endings import ended
from domain.people import Role, UserId
from domain.posts import Post, State
from domain.refusals import Refusal
from domain.settling import settled
from domain.workspaces import Workspace


def hold(post: Post, *, by: UserId, at: datetime, reason: str, workspace: Workspace) -> Post:
    """The post on hold, with the reason on its card. What was signed stays signed.

    Raises:
        Refusal: as `refuse_hold`.
        InvalidForm: no reason, or one that is too long.
    """
    refuse_hold(post, by=by, workspace=workspace)
    reason = required_words(reason, field="comment", ask="Say what the post waits for: the card shows it.")
    return post.moved(State.ON_HOLD, by=by, at=at, because=reason)


def release(post: Post, *, by: UserId, at: datetime, workspace: Workspace) -> Post:
    """The post back in review; approved when everything it needs was there meanwhile.

    Raises:
        Refusal: as `refuse_release`.
    """
    refuse_release(post, by=by, workspace=workspace)
    released = post.moved(State.IN_REVIEW, by=by, at=at)
    return settled(released, by=by, at=at, workspace=workspace)


def refuse_hold(post: Post, *, by: UserId, workspace: Workspace) -> None:
    """Say no to a hold that cannot be.

    Raises:
        Refusal: the post is not in review, or this person is neither its author, an approver of a needed
            seat, nor an admin.
    """
    if post.state is State.CHANGES_REQUESTED:
        raise Refusal("This post waits for {author} to edit it already.", author=post.author)
    if post.state is not State.IN_REVIEW:
        raise ended(post)
    refuse_outsider(by, workspace=workspace)
    if by != post.author and not _has_a_say(post, by, workspace=workspace):
        raise Refusal(
            "Only {author}, approvers of this post and admins can put it on hold.", author=post.author
        )


def refuse_release(post: Post, *, by: UserId, workspace: Workspace) -> None:
    """Say no to a release that cannot be.

    Its author may release only what they put on hold themselves.

    Raises:
        Refusal: the post is not on hold, or this person may not release it.
    """
    if post.state.open:
        raise Refusal(
            "This post is not on hold any more: it is {state} since {when}, by {who}.",
            state=post.state.value,
            when=post.state_at,
            who=post.state_by or "Onevoice",
        )
    if post.state is not State.ON_HOLD or post.state_by is None:
        raise ended(post)
    refuse_outsider(by, workspace=workspace)
    if by != post.state_by and (by in post.writers or not _has_a_say(post, by, workspace=workspace)):
        raise Refusal(
            "Only {holder}, who put this post on hold, its approvers and admins can release it.",
            holder=post.state_by,
        )


def _has_a_say(post: Post, user: UserId, *, workspace: Workspace) -> bool:
    approves = any(
        user in department.approvers
        for need in post.needs
        if (department := workspace.department(need.department))
    )
    return (approves or Role.ADMIN in workspace.roles_of(user)) and user not in workspace.deactivated
