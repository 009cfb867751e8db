"""What needs a leader: who waits on whom, by department and never by person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.approvals import SeatState, seats
from domain.posts import Post, PostId, State
from domain.readiness import readiness_of
from domain.workspaces import Workspace

LATE = timedelta(hours=24)
"""A seat that has waited for so long is worth a leader's eye; the first reminder comes then (PRODUCT.md, section 8)."""


class Reason(StrEnum):
    """Why something needs a leader."""

    NOBODY_TO_ASK = "no approver"
    """A department has no approver at all."""
    NOBODY_CAN_SIGN = "nobody can sign"
    """A needed seat has nobody who may sign it."""
    NOT_ANSWERED = "not answered"
    """A department's seat has been waiting."""
    STORES_NOT_READY = "stores not ready"
    """Everybody has signed, and stores are not ready for what the post promises."""
    NOT_REVISED = "not revised"
    """Changes were asked for, and the proposing department has not answered them."""
    NOT_MARKED = "not marked"
    """Approved, past its time, and nobody has marked it as published."""
    EXPIRED = "expired"
    """Its time passed in this week before it was approved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What needs a leader: never a person, always a department.

    Attributes:
        department: key of the department that could move it; of what was missed, the one that proposed it.
        post: id and title of the post that has waited longest for that; None for a whole department.
        since: since when that post waits, in UTC.
        more: further posts that wait for the same.
    """

    reason: Reason
    department: str
    post: tuple[PostId, str] | None = None
    since: datetime | None = None
    more: int = 0


def needs_of(posts: Iterable[Post], *, workspace: Workspace, at: datetime) -> tuple[Need, ...]:
    """What needs a leader, the most pressing first, one for each reason and department.

    Args:
        posts: the undecided ones.
        at: the present, in UTC.
    """
    found: dict[tuple[Reason, str], list[tuple[datetime, Post]]] = {}
    for post in posts:
        for reason, department, since in _waits(post, workspace=workspace):
            if reason is Reason.NOBODY_CAN_SIGN or at - since >= LATE:
                found.setdefault((reason, department), []).append((since, post))
    departments = [
        Need(reason=Reason.NOBODY_TO_ASK, department=one.key)
        for one in workspace.departments
        if not one.approvers
    ]
    # That nobody there can sign goes without saying where there is no approver at all.
    unmanned = {(Reason.NOBODY_CAN_SIGN, one.department) for one in departments}
    waits = [_need(*which, waits=waits) for which, waits in found.items() if which not in unmanned]
    order = tuple(Reason)
    waits.sort(key=lambda one: (order.index(one.reason) > order.index(Reason.NOBODY_CAN_SIGN), one.since))
    return (*departments, *waits)


def _waits(post: Post, *, workspace: Workspace) -> Iterable[tuple[Reason, str, datetime]]:
    if post.state is State.CHANGES_REQUESTED:
        return [(Reason.NOT_REVISED, post.department, post.state_at)]
    reasons = {SeatState.WAITING: Reason.NOT_ANSWERED, SeatState.VACANT: Reason.NOBODY_CAN_SIGN}
    asked = [
        (reasons[seat.state], seat.department, post.version.at)
        for seat in seats(post, workspace=workspace)
        if seat.state in reasons
    ]
    return asked or _for_stores(post, workspace=workspace)


def _for_stores(post: Post, *, workspace: Workspace) -> list[tuple[Reason, str, datetime]]:
    readiness = readiness_of(post, workspace=workspace)
    if readiness is None or readiness.complete:
        return []
    since = max([post.version.at, *(one.at for one in post.current_sign_offs)])
    return [(Reason.STORES_NOT_READY, readiness.departments[0], since)]


def _need(reason: Reason, department: str, *, waits: list[tuple[datetime, Post]]) -> Need:
    since, post = min(waits, key=lambda one: (one[0], one[1].id))
    return Need(
        reason=reason,
        department=department,
        post=(post.id, post.title),
        since=since,
        more=len(waits) - 1,
    )
