"""Approvals: the seats of a post and the decisions that fill them."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.people import UserId, Workspace
from domain.posts import Post, State
from domain.refusals import InvalidForm, Refusal
from domain.signoffs import Decision, RejectReason, SignOff

COMMENT_LIMIT = 3_000
"""Characters of a comment; Slack's "plain-text input element" takes no more."""


class SeatState(StrEnum):
    """How a department's seat stands on the present version."""

    NOT_NEEDED = "not needed"
    WAITING = "waiting"
    VACANT = "vacant"
    SIGNED = "signed"
    CHANGES_REQUESTED = "changes requested"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A department's place on a post.

    Attributes:
        state: `vacant` when the seat is needed and nobody is left who may sign it: the post waits.
        approvers: who may still sign it.
        because: why the policy asks for it.
        sign_off: the decision that fills it, if any.
    """

    department: str
    state: SeatState
    approvers: tuple[UserId, ...] = ()
    because: tuple[str, ...] = ()
    sign_off: SignOff | None = None


_SEAT_OF = {
    Decision.APPROVED: SeatState.SIGNED,
    Decision.CHANGES_REQUESTED: SeatState.CHANGES_REQUESTED,
    Decision.REJECTED: SeatState.REJECTED,
}


def seats(post: Post, *, workspace: Workspace) -> tuple[Seat, ...]:
    """Every department's seat in the workspace's order, then needed departments that no longer exist."""
    needs = {need.department: need.because for need in post.version.needs}
    keys = [one.key for one in workspace.departments]
    keys += [key for key in needs if key not in keys]
    return tuple(_seat(post, key, because=needs.get(key), workspace=workspace) for key in keys)


def _seat(post: Post, key: str, *, because: tuple[str, ...] | None, workspace: Workspace) -> Seat:
    if because is None:
        return Seat(department=key, state=SeatState.NOT_NEEDED)
    sign_off = next((one for one in post.current_sign_offs if one.department == key), None)
    elsewhere = {one.by for one in post.current_sign_offs if one.department != key}
    department = workspace.department(key)
    approvers = tuple(
        user
        for user in (department.approvers if department else ())
        if user not in post.writers and user not in elsewhere
    )
    if sign_off is not None:
        state = _SEAT_OF[sign_off.decision]
    else:
        state = SeatState.WAITING if approvers else SeatState.VACANT
    return Seat(department=key, state=state, approvers=approvers, because=because, sign_off=sign_off)


def sign(post: Post, *, version: int, by: UserId, at: datetime, workspace: Workspace) -> Post:
    """The post with this person's approval of this version; approved when it was the last one missing.

    Raises:
        Refusal: with the reason why this person's approval cannot count now.
    """
    seat = _seat_for(post, version=version, by=by, workspace=workspace)
    if seat.sign_off is not None and (seat.state is SeatState.SIGNED or seat.sign_off.by != by):
        raise _taken(seat, seat.sign_off, workspace)
    signed = _with_decision(post, seat, Decision.APPROVED, by=by, at=at)
    if any(one.state is SeatState.CHANGES_REQUESTED for one in seats(signed, workspace=workspace)):
        return signed
    return concluded(signed.moved(State.IN_REVIEW, by=by, at=at), by=by, at=at, workspace=workspace)


def concluded(post: Post, *, by: UserId, at: datetime, workspace: Workspace) -> Post:
    """The post, approved when it is in review and nothing is missing any more."""
    states = {one.state for one in seats(post, workspace=workspace)} - {SeatState.NOT_NEEDED}
    complete = post.state is State.IN_REVIEW and states == {SeatState.SIGNED} and not post.blocking(at=at)
    return post.moved(State.APPROVED, by=by, at=at) if complete else post


def request_changes(
    post: Post, *, version: int, by: UserId, at: datetime, comment: str, workspace: Workspace
) -> Post:
    """The post with a change request on this version; it waits for its author.

    Raises:
        Refusal: this person cannot decide about this version now.
        InvalidForm: no comment, or one that is too long.
    """
    seat = _seat_for(post, version=version, by=by, workspace=workspace)
    comment = _comment(comment)
    asked = _with_decision(post, seat, Decision.CHANGES_REQUESTED, by=by, at=at, comment=comment)
    return asked.moved(State.CHANGES_REQUESTED, by=by, at=at)


def reject(
    post: Post,
    *,
    version: int,
    by: UserId,
    at: datetime,
    reason: RejectReason,
    comment: str,
    workspace: Workspace,
) -> Post:
    """The post, ended by a rejection.

    Raises:
        Refusal: this person cannot decide about this version now.
        InvalidForm: no comment, or one that is too long.
    """
    seat = _seat_for(post, version=version, by=by, workspace=workspace)
    comment = _comment(comment)
    rejected = _with_decision(post, seat, Decision.REJECTED, by=by, at=at, comment=comment, reason=reason)
    return rejected.moved(State.REJECTED, by=by, at=at)


def withdraw(post: Post, *, by: UserId, at: datetime) -> Post:
    """The post, taken back by its author.

    Raises:
        Refusal: somebody else's post, or one that has ended.
    """
    refuse_withdrawal(post, by=by)
    return post.moved(State.WITHDRAWN, by=by, at=at)


def refuse_withdrawal(post: Post, *, by: UserId) -> None:
    """Say no to a withdrawal that cannot be.

    Raises:
        Refusal: somebody else's post, or one that has ended.
    """
    if by != post.author:
        raise Refusal("Only {author} can withdraw this post.", author=post.author)
    if not (post.state.open or post.state is State.APPROVED):
        raise ended(post)


def ended(post: Post) -> Refusal:
    """The answer to a decision that comes too late: what happened, by whom and when."""
    return Refusal(
        "This post was {state} by {who} {when}. Nothing more to decide.",
        state=post.state.value,
        who=post.state_by,
        when=post.state_at,
    )


def refuse_decision(post: Post, *, version: int, by: UserId, workspace: Workspace) -> None:
    """Say no before a form is opened for a decision that could not count.

    Raises:
        Refusal: with the reason.
    """
    _seat_for(post, version=version, by=by, workspace=workspace)


def _seat_for(post: Post, *, version: int, by: UserId, workspace: Workspace) -> Seat:
    """The seat that this person's decision fills: their own, or an open one with the fewest others to fill it."""
    if not post.state.open:
        raise ended(post)
    if version != post.version.number:
        raise Refusal(
            "{who} made version {number} {when}; you were looking at version {version}. Read the card again, then decide.",
            who=post.version.by,
            number=post.version.number,
            when=post.version.at,
            version=version,
        )
    if by in post.writers:
        raise Refusal("You wrote this post, so somebody else has to sign it.")
    every = [one for one in seats(post, workspace=workspace) if one.state is not SeatState.NOT_NEEDED]
    if not every:
        raise Refusal("The policy asks no department to sign this post, so nobody can. Tell an admin.")
    own = [one for one in every if one.sign_off is not None and one.sign_off.by == by]
    mine = own or [one for one in every if by in one.approvers]
    if not mine:
        names = _listed([workspace.department_name(one.department) for one in every])
        raise Refusal("Only approvers of {names} decide about this post.", names=names)
    return min(mine, key=lambda one: (one.sign_off is not None, len(one.approvers)))


def _taken(seat: Seat, sign_off: SignOff, workspace: Workspace) -> Refusal:
    """Why a seat that is filled cannot be signed."""
    said = {
        SeatState.SIGNED: "{who} already signed for {department} {when}.",
        SeatState.CHANGES_REQUESTED: "{who} asked for changes for {department} {when}. "
        "A new version settles that, or {who}'s own approval.",
    }[seat.state]
    return Refusal(
        said, who=sign_off.by, department=workspace.department_name(seat.department), when=sign_off.at
    )


def _with_decision(
    post: Post,
    seat: Seat,
    decision: Decision,
    *,
    by: UserId,
    at: datetime,
    comment: str = "",
    reason: RejectReason | None = None,
) -> Post:
    sign_off = SignOff(
        department=seat.department,
        by=by,
        at=at,
        version=post.version.number,
        hash=post.version.hash,
        decision=decision,
        comment=comment,
        reason=reason,
    )
    return replace(post, sign_offs=(*post.sign_offs, sign_off))


def _comment(comment: str) -> str:
    comment = comment.strip()
    if not comment:
        raise InvalidForm({"comment": "Say in a few words what should change, so that the author can act."})
    if len(comment) > COMMENT_LIMIT:
        raise InvalidForm({"comment": f"{COMMENT_LIMIT:,} characters is the most for a comment."})
    return comment


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
