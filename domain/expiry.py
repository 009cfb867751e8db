"""Expiry: a post whose publish time came before its last signature, and the new time its author gives it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from domain.belonging import refuse_other_author
from domain.draft_problems import publish_time_problem
from domain.endings import ended
from domain.freezes import frozen
from domain.people import UserId
from domain.policy import Policy
from domain.posts import Post, State
from domain.promises import told_anew
from domain.reconsidering import asked_anew
from domain.refusals import InvalidForm, Refusal
from domain.settling import settled
from domain.workspaces import Workspace


def due_to_expire(post: Post, *, workspace: Workspace, at: datetime) -> bool:
    """Whether the publish time of an open post has come; while it is frozen, that is for the thaw to settle."""
    passed = post.publish_at is not None and post.publish_at <= at
    if not (passed and post.state.open) or post.overdue:
        return False
    return frozen(post, workspace=workspace, at=at) is None


def expiries(posts: Iterable[Post], *, workspace: Workspace, at: datetime) -> tuple[Post, ...]:
    """Those of these posts that have to expire now."""
    return tuple(one for one in posts if due_to_expire(one, workspace=workspace, at=at))


def expire(post: Post, *, workspace: Workspace, at: datetime) -> Post:
    """The post, expired by the program itself.

    Raises:
        Refusal: it was decided, rescheduled, put on hold or frozen meanwhile.
    """
    if not post.state.open:
        raise ended(post)
    if frozen(post, workspace=workspace, at=at):
        raise Refusal("This post is frozen, so it does not expire now.")
    if not due_to_expire(post, workspace=workspace, at=at):
        raise Refusal("This post's publish time has not come.")
    return post.moved(State.EXPIRED, by=None, at=at)


def refuse_reschedule(post: Post, *, by: UserId, workspace: Workspace) -> None:
    """Say no to a new time that cannot be given.

    Raises:
        Refusal: somebody else's post, one that has neither expired nor come overdue out of a freeze, or one whose
            template has ended.
    """
    refuse_other_author(by, post, to="choose a new time for this post", workspace=workspace)
    if post.use is not None and post.use.ended:
        raise Refusal(
            "It cannot go out any more: {why}. Type /social library for another template.", why=post.use.ended
        )
    if post.state.open and not post.overdue:
        raise Refusal(
            "This post is in review again since {when}. Its time can be changed with “Edit”.",
            when=post.state_at,
        )
    if post.state is not State.EXPIRED and not post.overdue:
        raise ended(post)


def reschedule(
    post: Post,
    *,
    publish_at: datetime,
    by: UserId,
    at: datetime,
    workspace: Workspace,
    policy: Policy,
) -> Post:
    """The expired or overdue post back in review, to go out at a new time.

    Its version is the same, so what was signed on it stays signed, and changes that were asked for are
    still asked for; what the policy asks is looked at anew, so a seat that it has come to need since is
    waited for. On another day, stores have to be ready anew.

    Raises:
        Refusal: as `refuse_reschedule`.
        InvalidForm: the new time has passed, or is too far away.
    """
    refuse_reschedule(post, by=by, workspace=workspace)
    wrong = publish_time_problem(publish_at, at=at)
    if wrong:
        raise InvalidForm({"publish_at": wrong})
    timed = told_anew(post, replace(post, publish_at=publish_at), by=by, at=at, workspace=workspace)
    again = timed.moved(State.IN_REVIEW, by=by, at=at)
    if again.change_requests:
        again = again.moved(State.CHANGES_REQUESTED, by=by, at=at)
    asked = asked_anew(again, policy=policy, workspace=workspace)
    return settled(asked, by=by, at=at, workspace=workspace)
