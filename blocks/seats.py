"""Seats: who has signed, who has to, and who nobody asks."""

from collections.abc import Callable, Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block, SectionBlock

from blocks.elements import context, mrkdwn
from blocks.moments import when
from blocks.readiness_words import seat_readiness
from blocks.text import escape, inline, listed, mention
from domain.approvals import Seat, SeatState, seats
from domain.freezes import frozen
from domain.people import UserId
from domain.posts import Post, State
from domain.readiness import readiness_of
from domain.signoffs import SignOff
from domain.workspaces import Workspace

NAME_LIMIT = 60
APPROVERS_SHOWN = 3
DEPARTMENTS_SHOWN = 3
REASON_SHOWN = 150
"""Weight of the words given for a decision; "Details" has all of them."""
REASONS_SHOWN = 900
"""Weight of all of them on one card; a message has its limit too."""
FIELDS_A_SECTION = 10
"""Fields of a section (Slack's reference, "Section block")."""
SEATS_SHOWN = 20


def department_name(key: str, *, workspace: Workspace) -> str:
    """The department's name as mrkdwn."""
    return escape(inline(workspace.department_name(key), limit=NAME_LIMIT))


def seat_words(
    seat: Seat, *, workspace: Workspace, post: Post, at: datetime, limit: int = REASON_SHOWN
) -> str:
    """How a seat of this post stands, as mrkdwn. ⏳ is only before those who are asked now, and stores not ready yet.

    Args:
        at: the present, in UTC.
        limit: weight of the words given for a decision.
    """
    said = _signature_words(seat, workspace=workspace, post=post, at=at, limit=limit)
    asks = seat.need is not None and seat.need.readiness and post.state not in _OVER
    readiness = readiness_of(post, workspace=workspace) if asks else None
    if readiness is None or (post.state.decided and not readiness.complete):
        return said  # a line that came to the checklist after the approval is asked of nobody
    return f"{said}\n{seat_readiness(readiness)}"


_OVER = frozenset({State.REJECTED, State.WITHDRAWN})
"""States in which nobody asks any more whether stores are ready."""


def _signature_words(seat: Seat, *, workspace: Workspace, post: Post, at: datetime, limit: int) -> str:
    if seat.sign_off is not None and seat.state in _SAID:
        comment = seat.sign_off.comment if seat.state in _TOLD else ""
        because = f": {escape(inline(comment, limit=limit))}" if comment else ""
        return _SAID[seat.state](seat, seat.sign_off) + because
    if seat.state is SeatState.NOT_NEEDED:
        return "not needed"
    if seat.state is SeatState.BY_POLICY:
        return "✅ by policy: a trusted template"
    so_far = listed([signer(one) for one in seat.sign_offs], limit=APPROVERS_SHOWN)
    open_for = _open_for(seat, workspace=workspace, post=post, at=at)
    return f"✅ {so_far} · {open_for}" if so_far else open_for


def _open_for(seat: Seat, *, workspace: Workspace, post: Post, at: datetime) -> str:
    """Who is to sign it, and what comes before that."""
    first = _RESCHEDULED if post.overdue else _FIRST.get(post.state, "")
    if post.state is not State.IN_REVIEW and not first:
        return "not signed"
    if seat.state is SeatState.VACANT:
        return f"🟠 {_vacant(seat)}"
    before = [department_name(key, workspace=workspace) for key in seat.after]
    who = f"after {listed(before, limit=DEPARTMENTS_SHOWN)}" if before else _asked(seat)
    if not first and frozen(post, workspace=workspace, at=at):
        # An approval of a frozen post is kept, but nobody is reminded of it.
        return f"🧊 {who}" if before else f"🧊 {who} may sign already; it counts once it is thawed"
    return f"⏸️ {who}, {first}" if first else f"⏳ {who}"


_RESCHEDULED = "once it has a new time"
_FIRST = {
    State.ON_HOLD: "once it is released",
    State.CHANGES_REQUESTED: "once it is edited",
    State.EXPIRED: _RESCHEDULED,
}
"""What has to happen before anybody is asked to sign; a state that is not here and not in review asks nobody again."""


def signer(sign_off: SignOff) -> str:
    """Who decided, and for whom when a delegate did, as mrkdwn."""
    absent = sign_off.on_behalf_of
    return mention(sign_off.by) + (f" for {mention(absent)}" if absent else "")


def _signed(seat: Seat, last: SignOff) -> str:
    everybody = [*(signer(one) for one in seat.sign_offs[:-1]), signer(last)]
    return f"✅ {listed(everybody, limit=APPROVERS_SHOWN)} {when(last.at)}"


_SAID: dict[SeatState, Callable[[Seat, SignOff], str]] = {
    SeatState.SIGNED: _signed,
    SeatState.WAIVED: lambda _, waiver: f"⏭️ waived by {mention(waiver.by)}",
    SeatState.REJECTED: lambda _, decision: f"🔴 {signer(decision)} rejected it",
    SeatState.CHANGES_REQUESTED: lambda _, decision: f"✏️ {signer(decision)} asked for changes",
}
_TOLD = frozenset(_SAID) - {SeatState.SIGNED}
"""Where the words given for the decision stand too."""


def _asked(seat: Seat) -> str:
    """Who has to act: one of them, so many of them, or all."""
    need = seat.need
    if need and need.everybody:
        return people(seat.approvers, last="and")
    left = need.quorum - len(seat.sign_offs) if need else 1
    return f"{left} of {people(seat.approvers, last='and')}" if left > 1 else people(seat.approvers)


def _vacant(seat: Seat) -> str:
    until = seat.vacancy.until if seat.vacancy else None
    return f"nobody is there until {when(until)}" if until else "no approver"


def people(users: Sequence[UserId], *, last: str = "or") -> str:
    """Those of whom one has to act, as mrkdwn; all of them when `last` is "and"."""
    return listed([mention(user) for user in users], last=last, limit=APPROVERS_SHOWN)


def seat_blocks(post: Post, *, workspace: Workspace, at: datetime) -> list[Block]:
    """One field a department; when there are too many to show, the needed ones come first."""
    every: Sequence[Seat] = seats(post, workspace=workspace, at=at)
    if len(every) > SEATS_SHOWN:
        every = sorted(every, key=lambda one: one.state is SeatState.NOT_NEEDED)
    limit = min(REASON_SHOWN, REASONS_SHOWN // max(len(every[:SEATS_SHOWN]), 1))
    fields = [
        mrkdwn(
            f"*{department_name(seat.department, workspace=workspace)}*\n"
            f"{seat_words(seat, workspace=workspace, post=post, at=at, limit=limit)}"
        )
        for seat in every[:SEATS_SHOWN]
    ]
    blocks: list[Block] = [
        SectionBlock(fields=fields[start : start + FIELDS_A_SECTION])
        for start in range(0, len(fields), FIELDS_A_SECTION)
    ]
    hidden = len(every) - SEATS_SHOWN
    return [*blocks, context(f"+{hidden:,} more in Details")] if hidden > 0 else blocks
