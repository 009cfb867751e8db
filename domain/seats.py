"""Seats: each department's place on a post, who may fill it, and why it is empty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.people import Role, UserId
from domain.policy import Need
from domain.posts import Post
from domain.signers import Signer, counting, elsewhere, signers
from domain.signoffs import Decision, SignOff
from domain.workspaces import Workspace


class SeatState(StrEnum):
    """How a department's seat stands on the present version."""

    NOT_NEEDED = "not needed"
    WAITING = "waiting"
    VACANT = "vacant"
    SIGNED = "signed"
    CHANGES_REQUESTED = "changes requested"
    REJECTED = "rejected"
    NOT_YET = "not yet"
    WAIVED = "waived"
    BY_POLICY = "by policy"
    """The policy trusts a filled template so far that nobody has to sign (`Need.trusted`)."""

    @property
    def settled(self) -> bool:
        """Whether the post no longer waits for this seat."""
        return self in {SeatState.NOT_NEEDED, SeatState.SIGNED, SeatState.WAIVED, SeatState.BY_POLICY}


class Cause(StrEnum):
    """Why nobody can fill a seat."""

    GONE = "no such department"
    NO_APPROVER = "no approver"
    ONLY_WRITERS = "only its authors"
    DEACTIVATED = "deactivated"
    SIGNED_ELSEWHERE = "signed for another department"
    AWAY = "away"
    TOO_FEW = "too few approvers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancy:
    """Why a needed seat cannot be filled.

    Attributes:
        until: when somebody is back who can, in UTC; None unless the cause is that they are away.
    """

    cause: Cause
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A department's place on a post.

    Attributes:
        state: `vacant` when the seat is needed and those who are left cannot fill it: the post waits.
            `not yet` when other departments have to sign before.
        approvers: who can be asked to sign it now, delegates included; nobody who has signed it.
        because: why the policy asks for it.
        sign_off: the decision that fills it, if any: the last approval needed, the waiver, the change
            request or the rejection.
        sign_offs: every approval that counts for it, oldest first; more than one where the policy asks so.
        signers: the same people as `approvers`, with those they stand for.
        after: keys of the departments that have yet to sign before this seat may be.
        vacancy: why it is vacant.
        need: what the policy asks, with the names of its routes; None when it asks nothing.
    """

    department: str
    state: SeatState
    approvers: tuple[UserId, ...] = ()
    because: tuple[str, ...] = ()
    sign_off: SignOff | None = None
    sign_offs: tuple[SignOff, ...] = ()
    signers: tuple[Signer, ...] = ()
    after: tuple[str, ...] = ()
    vacancy: Vacancy | None = None
    need: Need | None = None


def seats(post: Post, *, workspace: Workspace, at: datetime | None = None) -> tuple[Seat, ...]:
    """Every department's seat in the workspace's order, then needed departments that no longer exist.

    Args:
        at: the moment that absences are looked at for; None leaves them out, as a record of the past does.
    """
    needs = {need.department: need for need in post.needs}
    keys = [one.key for one in workspace.departments]
    keys += [key for key in needs if key not in keys]
    alone = {
        key: _seat(post, needs[key], workspace=workspace, at=at)
        if key in needs
        else Seat(department=key, state=SeatState.NOT_NEEDED)
        for key in keys
    }
    return tuple(_in_order(seat, alone) for seat in alone.values())


def _in_order(seat: Seat, alone: Mapping[str, Seat]) -> Seat:
    """The seat, told to wait for those before it. Steps that wait for each other all wait: fail closed."""
    before = seat.need.after if seat.need and seat.state is not SeatState.SIGNED else ()
    after = tuple(key for key in before if key in alone and not alone[key].state.settled)
    if not after:
        return seat
    early = seat.state is SeatState.WAITING
    return replace(seat, after=after, state=SeatState.NOT_YET if early else seat.state)


def _seat(post: Post, need: Need, *, workspace: Workspace, at: datetime | None) -> Seat:
    key = need.department
    decisions = [one for one in post.current_sign_offs if one.department == key]
    approvals = counting(post, key, workspace=workspace)
    able = signers(post, key, workspace=workspace, at=at)
    missing = _missing(post, need, approvals, workspace=workspace)
    seat = Seat(
        department=key,
        state=SeatState.WAITING,
        approvers=tuple(one.user for one in able),
        because=need.because,
        sign_offs=approvals,
        signers=able,
        need=need,
    )
    for decision, state in (
        (Decision.REJECTED, SeatState.REJECTED),
        (Decision.CHANGES_REQUESTED, SeatState.CHANGES_REQUESTED),
    ):
        for one in reversed(decisions):
            if one.decision is decision:
                return replace(seat, state=state, sign_off=one)
    if not (need.quorum or approvals):
        return replace(seat, state=SeatState.BY_POLICY)
    if len(approvals) >= need.quorum and not missing:
        return replace(seat, state=SeatState.SIGNED, sign_off=approvals[-1])
    waivers = [one for one in decisions if _waives(one, post, workspace=workspace)]
    if waivers:
        return replace(seat, state=SeatState.WAIVED, sign_off=waivers[-1])
    within_reach = {one.stands_for for one in able}
    if len(approvals) + len(able) < need.quorum or not set(missing) <= within_reach:
        vacancy = _vacancy(post, need, missing, workspace=workspace, at=at)
        return replace(seat, state=SeatState.VACANT, vacancy=vacancy)
    return seat


def _missing(
    post: Post, need: Need, approvals: Sequence[SignOff], *, workspace: Workspace
) -> tuple[UserId, ...]:
    """Whose approval is still missing where everybody has to sign.

    Everybody is every approver but the post's writers and those who fill another seat of this version.
    """
    department = workspace.department(need.department)
    if not need.everybody or department is None or post.state.decided:
        return ()
    signed = {one.stands_for for one in approvals}
    spared = post.writers | elsewhere(post, need.department)
    return tuple(one for one in dict.fromkeys(department.approvers) if one not in signed | spared)


def _waives(one: SignOff, post: Post, *, workspace: Workspace) -> bool:
    """Whether this is a waiver that counts: while the post is undecided, its giver must still be entitled."""
    department = workspace.department(one.department)
    entitled = one.by in (department.approvers if department else ()) or Role.ADMIN in workspace.roles_of(
        one.by
    )
    trusted = one.by not in post.writers | workspace.deactivated
    return one.decision is Decision.WAIVED and (post.state.decided or (entitled and trusted))


def _vacancy(
    post: Post,
    need: Need,
    missing: Sequence[UserId],
    *,
    workspace: Workspace,
    at: datetime | None,
) -> Vacancy:
    """The nearest thing to mend: what would still be wrong if everything after it were right."""
    department = workspace.department(need.department)
    if department is None:
        return Vacancy(cause=Cause.GONE)
    left = frozenset(department.approvers)
    for cause, out in (
        (Cause.NO_APPROVER, frozenset[UserId]()),
        (Cause.ONLY_WRITERS, post.writers),
        (Cause.DEACTIVATED, workspace.deactivated),
        (Cause.SIGNED_ELSEWHERE, elsewhere(post, need.department)),
    ):
        left -= out
        if not left:
            return Vacancy(cause=cause)
    if set(missing) & workspace.deactivated:
        return Vacancy(cause=Cause.DEACTIVATED)
    back = [absence.until for user in missing or left if (absence := workspace.absence_of(user, at=at))]
    if back:
        return Vacancy(cause=Cause.AWAY, until=max(back) if need.everybody else min(back))
    return Vacancy(cause=Cause.TOO_FEW)
