"""Endings: what is said to a decision that comes too late, and an author who takes a post back."""

from datetime import datetime

from domain.belonging import refuse_other_author
from domain.people import UserId
from domain.posts import Post, State
from domain.refusals import Refusal
from domain.workspaces import Workspace


def ended(post: Post) -> Refusal:
    """The answer to a decision that comes too late: what happened, by whom and when, and what happens now."""
    if post.state is State.EXPIRED:
        return Refusal(
            "The publish time came first, so this post expired {when}. {author} may choose a new time.",
            when=post.state_at,
            author=post.author,
        )
    if post.state_by is None:
        return Refusal(
            "This post was {state} {when}. Nothing more to decide.",
            state=post.state.value,
            when=post.state_at,
        )
    if post.state is State.ON_HOLD:
        return Refusal(
            "{who} put this post on hold {when}: “{why}”. Nothing is decided until it is released.",
            who=post.state_by,
            when=post.state_at,
            why=post.state_because,
        )
    return Refusal(
        "This post was {state} by {who} {when}. Nothing more to decide.",
        state=post.state.value,
        who=post.state_by,
        when=post.state_at,
    )


def withdraw(post: Post, *, by: UserId, at: datetime, workspace: Workspace) -> Post:
    """The post, taken back by its author; by an admin when its author has no role any more.

    Raises:
        Refusal: somebody else's post, or one that has ended.
    """
    refuse_withdrawal(post, by=by, workspace=workspace)
    return post.moved(State.WITHDRAWN, by=by, at=at)


def refuse_withdrawal(post: Post, *, by: UserId, workspace: Workspace) -> None:
    """Say no to a withdrawal that cannot be.

    Raises:
        Refusal: somebody else's post, or one that has ended.
    """
    refuse_other_author(by, post, to="withdraw this post", workspace=workspace)
    if not (post.state.open or post.state in {State.APPROVED, State.ON_HOLD}):
        raise ended(post)
