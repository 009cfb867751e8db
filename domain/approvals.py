"""Approvals: the decisions of those who fill the seats of a post."""

from dataclasses import replace
from datetime import datetime

from domain.comments import COMMENT_LIMIT, required_words
from domain.endings import ended, refuse_withdrawal, withdraw
from domain.people import UserId
from domain.posts import Post, State
from domain.refusals import Refusal
from domain.seats import Seat, SeatState, seats
from domain.settling import settled
from domain.signers import Signer, elsewhere, signer_of
from domain.signoffs import Decision, RejectReason, SignOff
from domain.wording import listed
from domain.workspaces import Workspace

__all__ = [  # the subject in one place; each name lives in the module that explains it
    "COMMENT_LIMIT",
    "Seat",
    "SeatState",
    "ended",
    "refuse_decision",
    "refuse_withdrawal",
    "reject",
    "request_changes",
    "seats",
    "sign",
    "withdraw",
]

_LEAST_FIRST = (
    SeatState.WAITING,
    SeatState.VACANT,
    SeatState.NOT_YET,
    SeatState.CHANGES_REQUESTED,
    SeatState.WAIVED,
    SeatState.BY_POLICY,
    SeatState.SIGNED,
)
"""Which seat of several a decision is meant for: the one that has the least of what it needs."""
NAMED = 3
"""Approvers whom a refusal names."""
_ASK = "Say in a few words what should change, so that the author can act."


def sign(post: Post, *, version: int, by: UserId, at: datetime, workspace: Workspace) -> Post:
    """The post with this person's approval of this version; approved when it was the last one missing.

    A delegate signs for the approver who is away, and the sign-off says so. An approval is possible for
    a seat that was waived too: then it is signed.

    Raises:
        Refusal: with the reason why this person's approval cannot count now.
    """
    seat, signer = _seat_for(post, version=version, by=by, at=at, workspace=workspace)
    taken = _signed_already(seat, signer) or _asked_by_others(post, seat, signer)
    if taken:
        raise _taken(seat, taken, workspace)
    if seat.after:
        names = listed([workspace.department_name(key) for key in seat.after])
        raise Refusal("Not yet: {names} must sign first. You will be asked then.", names=names)
    signed = _with_decision(post, seat, signer, Decision.APPROVED, at=at)
    return settled(signed, by=by, at=at, workspace=workspace)


def request_changes(
    post: Post, *, version: int, by: UserId, at: datetime, comment: str, workspace: Workspace
) -> Post:
    """The post with a change request on this version; it waits for its author.

    Raises:
        Refusal: this person cannot decide about this version now.
        InvalidForm: no comment, or one that is too long.
    """
    seat, signer = _seat_for(post, version=version, by=by, at=at, workspace=workspace)
    comment = required_words(comment, field="comment", ask=_ASK)
    asked = _with_decision(post, seat, signer, Decision.CHANGES_REQUESTED, at=at, comment=comment)
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
    seat, signer = _seat_for(post, version=version, by=by, at=at, workspace=workspace)
    comment = required_words(comment, field="comment", ask=_ASK)
    rejected = _with_decision(post, seat, signer, Decision.REJECTED, at=at, comment=comment, reason=reason)
    return rejected.moved(State.REJECTED, by=by, at=at)


def refuse_decision(
    post: Post, *, version: int, by: UserId, workspace: Workspace, at: datetime | None = None
) -> None:
    """Say no before a form is opened for a decision that could not count.

    Args:
        at: the present; without it nobody counts as away, so a delegate is refused.

    Raises:
        Refusal: with the reason.
    """
    _seat_for(post, version=version, by=by, at=at, workspace=workspace)


def refuse_late(post: Post, *, version: int) -> None:
    """Say no to a decision on a post that is no longer open, or on a version that is no longer the present one.

    Raises:
        Refusal: with what happened, by whom and when.
    """
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


def _seat_for(
    post: Post, *, version: int, by: UserId, at: datetime | None, workspace: Workspace
) -> tuple[Seat, Signer]:
    """The seat that this person's decision fills: one that still waits, as themselves, with the fewest others."""
    refuse_late(post, version=version)
    if by in post.writers:
        raise Refusal("You wrote this post, so somebody else has to sign it.")
    every = [one for one in seats(post, workspace=workspace, at=at) if one.state is not SeatState.NOT_NEEDED]
    if not every:
        raise Refusal("The policy asks no department to sign this post, so nobody can. Tell an admin.")
    mine = [
        (one, signer)
        for one in every
        if (signer := signer_of(by, post, one.department, workspace=workspace, at=at))
    ]
    if not mine:
        raise _not_theirs(post, every, by=by, workspace=workspace)
    return min(
        mine,
        key=lambda one: (
            _LEAST_FIRST.index(one[0].state),
            one[1].on_behalf_of is not None,
            len(one[0].approvers),
        ),
    )


def _not_theirs(post: Post, every: list[Seat], *, by: UserId, workspace: Workspace) -> Refusal:
    """Why none of the seats is theirs to decide about."""
    approves = any(by in found.approvers for one in every if (found := workspace.department(one.department)))
    if approves and by in elsewhere(post, ""):
        return Refusal(
            "You have decided about this version for another department; one person fills one seat."
        )
    names = listed([workspace.department_name(one.department) for one in every])
    only = "Only approvers of {names} decide about this post."
    asked = dict.fromkeys(user for one in every for user in one.approvers)
    who = tuple(asked)[:NAMED]
    return Refusal(f"{only} Ask {{who}}.", names=names, who=who) if who else Refusal(only, names=names)


def _signed_already(seat: Seat, signer: Signer) -> SignOff | None:
    """The approval that leaves nothing for this person to sign: theirs, or the last one that was missing."""
    theirs = (one for one in seat.sign_offs if signer.user == one.by or signer.stands_for == one.stands_for)
    return seat.sign_off if seat.state is SeatState.SIGNED else next(theirs, None)


def _asked_by_others(post: Post, seat: Seat, signer: Signer) -> SignOff | None:
    """A colleague's change request, which this person's approval would not settle."""
    asked = [one for one in post.change_requests if one.department == seat.department]
    own = any(signer.user == one.by or signer.stands_for == one.stands_for for one in asked)
    return None if own or not asked else asked[-1]


def _taken(seat: Seat, sign_off: SignOff, workspace: Workspace) -> Refusal:
    """Why a seat that is filled cannot be signed."""
    said = (
        "{who} already signed for {department} {when}."
        if sign_off.decision is Decision.APPROVED
        else "{who} asked for changes for {department} {when}. "
        "A new version settles that, or {who}'s own approval."
    )
    return Refusal(
        said, who=sign_off.by, department=workspace.department_name(seat.department), when=sign_off.at
    )


def _with_decision(
    post: Post,
    seat: Seat,
    signer: Signer,
    decision: Decision,
    *,
    at: datetime,
    comment: str = "",
    reason: RejectReason | None = None,
) -> Post:
    sign_off = SignOff(
        department=seat.department,
        by=signer.user,
        at=at,
        version=post.version.number,
        hash=post.version.hash,
        decision=decision,
        comment=comment,
        reason=reason,
        on_behalf_of=signer.on_behalf_of,
    )
    return replace(post, sign_offs=(*post.sign_offs, sign_off))
