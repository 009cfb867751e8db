"""Waivers: a seat that need not be signed on this version, by somebody who may say so, with the reason."""

from dataclasses import replace
from datetime import datetime

from domain.approvals import refuse_late
from domain.comments import required_words
from domain.people import Role, UserId
from domain.posts import Post
from domain.refusals import Refusal
from domain.seats import Seat, SeatState, seats
from domain.settling import settled
from domain.signoffs import Decision, SignOff
from domain.wording import listed
from domain.workspaces import Workspace

_UNASKED = frozenset({SeatState.NOT_NEEDED, SeatState.BY_POLICY})
"""Seats that nobody has to sign."""
_WROTE_IT = "You wrote this post, so somebody else has to waive a seat."


def waive(
    post: Post,
    *,
    department: str,
    version: int,
    by: UserId,
    at: datetime,
    reason: str,
    workspace: Workspace,
) -> Post:
    """The post with this department's seat waived on this version; approved when nothing else is missing.

    Raises:
        Refusal: as `refuse_waiver`.
        InvalidForm: no reason, or one that is too long.
    """
    refuse_waiver(post, department=department, version=version, by=by, at=at, workspace=workspace)
    reason = required_words(
        reason, field="comment", ask="Say why this seat need not be signed: the card shows it."
    )
    waiver = SignOff(
        department=department,
        by=by,
        at=at,
        version=post.version.number,
        hash=post.version.hash,
        decision=Decision.WAIVED,
        comment=reason,
    )
    waived = replace(post, sign_offs=(*post.sign_offs, waiver))
    return settled(waived, by=by, at=at, workspace=workspace)


def refuse_waiver(
    post: Post, *, department: str, version: int, by: UserId, at: datetime, workspace: Workspace
) -> None:
    """Say no to a waiver that cannot be.

    Whoever signed one seat of a version cannot waive another, nor the other way round (`signers.elsewhere`),
    so that no single person brings a post past two departments. An admin may waive several. One seat at
    least has to be signed.

    Raises:
        Refusal: too late, not theirs to waive, nothing to waive, or nobody would have signed.
    """
    refuse_late(post, version=version)
    if by in post.writers:
        raise Refusal(_WROTE_IT)
    every = {one.department: one for one in seats(post, workspace=workspace, at=at)}
    seat = every.get(department)
    name = workspace.department_name(department)
    if not _entitled(by, department, workspace=workspace):
        raise Refusal(
            "Only approvers of {department} and admins can waive its seat: {admins}.",
            department=name,
            admins=workspace.admins,
        )
    if seat is None or seat.state in _UNASKED:
        raise Refusal("{department} does not have to sign this post.", department=name)
    refuse_filled(seat, name=name)
    if any(by in {one.by, one.stands_for} for one in _decisions_elsewhere(post, department)):
        raise Refusal(
            "You have decided about this version for another department, so somebody else has to waive this seat."
        )
    left = [
        one
        for one in every.values()
        if one.department != department and one.state not in {*_UNASKED, SeatState.WAIVED}
    ]
    if not left:
        raise Refusal(
            "Every other seat is waived or not needed, and one department at least has to sign. {department} is left.",
            department=name,
        )


def refuse_waiving(post: Post, *, version: int, by: UserId, at: datetime, workspace: Workspace) -> None:
    """Say no to somebody who may waive no seat of this post now, before a form is opened for it.

    Raises:
        Refusal: with the reason, about a seat that would be theirs to waive where there is one.
    """
    refuse_late(post, version=version)
    if waivable(post, by=by, at=at, workspace=workspace):
        return
    still_open = to_waive(post, workspace=workspace, at=at)
    theirs = [one.department for one in post.needs if _entitled(by, one.department, workspace=workspace)]
    for department in sorted(theirs, key=lambda key: key not in still_open):
        refuse_waiver(post, department=department, version=version, by=by, at=at, workspace=workspace)
    if by in post.writers:
        raise Refusal(_WROTE_IT)
    raise Refusal(
        "Only approvers of {departments} and admins can waive a seat of this post: {admins}.",
        departments=listed([workspace.department_name(one.department) for one in post.needs]),
        admins=workspace.admins,
    )


def refuse_filled(seat: Seat, *, name: str) -> None:
    """Say no where a decision stands in the seat already.

    Raises:
        Refusal: with whose it is and when it was taken.
    """
    said = {
        SeatState.SIGNED: "{who} already signed for {department} {when}, so there is nothing to waive.",
        SeatState.WAIVED: "{who} already waived the seat of {department} {when}.",
        SeatState.CHANGES_REQUESTED: "{who} asked for changes for {department} {when}. "
        "A new version settles that, or {who}'s own approval; a waiver does not.",
    }.get(seat.state)
    if said and seat.sign_off:
        raise Refusal(said, who=seat.sign_off.by, department=name, when=seat.sign_off.at)


def to_waive(post: Post, *, workspace: Workspace, at: datetime) -> tuple[str, ...]:
    """Keys of the departments whose seat somebody could waive now, whoever that is."""
    if not post.state.open:
        return ()
    needed = [
        one
        for one in seats(post, workspace=workspace, at=at)
        if one.state not in {*_UNASKED, SeatState.WAIVED}
    ]
    decided = {SeatState.SIGNED, SeatState.CHANGES_REQUESTED}
    return tuple(one.department for one in needed if one.state not in decided and len(needed) > 1)


def waivable(post: Post, *, by: UserId, at: datetime, workspace: Workspace) -> tuple[str, ...]:
    """Keys of the departments whose seat this person may waive now; what "Waive seat" offers."""
    found = []
    for need in post.needs:
        try:
            refuse_waiver(
                post,
                department=need.department,
                version=post.version.number,
                by=by,
                at=at,
                workspace=workspace,
            )
        except Refusal:
            continue
        found.append(need.department)
    return tuple(found)


def _entitled(by: UserId, department: str, *, workspace: Workspace) -> bool:
    own = workspace.department(department)
    approves = own is not None and by in own.approvers
    return (approves or Role.ADMIN in workspace.roles_of(by)) and by not in workspace.deactivated


def _decisions_elsewhere(post: Post, department: str) -> list[SignOff]:
    return [
        one
        for one in post.current_sign_offs
        if one.department != department and one.decision is not Decision.WAIVED
    ]
