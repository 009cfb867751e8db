"""Settling: when a post is approved, and when its changes are no longer asked for."""

from collections.abc import Iterable
from datetime import datetime

from domain.freezes import frozen
from domain.people import UserId
from domain.posts import Post, State
from domain.readiness import stores_ready
from domain.seats import Seat, SeatState, seats
from domain.workspaces import Workspace


def complete(post: Post, *, workspace: Workspace, at: datetime) -> bool:
    """Whether everything is there that an approval takes (PRODUCT.md section 3).

    All that `filled` asks; and no freeze holds the post, nor does it wait for a new time after one.
    """
    held = post.overdue or frozen(post, workspace=workspace, at=at)
    return not held and filled(post, workspace=workspace, at=at)


def filled(post: Post, *, workspace: Workspace, at: datetime) -> bool:
    """Whether people have said all that they have to say.

    Every needed seat is signed, as `signed_by_all` says; nobody's change request is open; no finding blocks; and where
    the policy asks for readiness, every store is ready or readiness is waived.
    """
    signed = signed_by_all(seats(post, workspace=workspace, at=at))
    agreed = signed and not post.change_requests and not post.blocking(at=at)
    return agreed and stores_ready(post, workspace=workspace)


def signed_by_all(every: Iterable[Seat]) -> bool:
    """Whether nobody's signature is missing: each needed seat is signed or waived, at least one of them signed.

    Where the policy trusts a filled template so far that nobody has to sign, its word stands for that one.
    """
    needed = {one.state for one in every if one.state is not SeatState.NOT_NEEDED}
    answered = needed & {SeatState.SIGNED, SeatState.BY_POLICY}
    return bool(answered) and all(state.settled for state in needed)


def settled(post: Post, *, by: UserId | None, at: datetime, workspace: Workspace, because: str = "") -> Post:
    """The post after something about its seats or its stores' readiness has changed.

    It is back in review when the last change request is gone, and approved when everything is there.

    Args:
        by: whose act it was; None for the program itself.
    """
    if post.state is State.CHANGES_REQUESTED and not post.change_requests:
        post = post.moved(State.IN_REVIEW, by=by, at=at)
    if post.state is State.IN_REVIEW and complete(post, workspace=workspace, at=at):
        return post.moved(State.APPROVED, by=by, at=at, because=because)
    return post
