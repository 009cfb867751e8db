"""Seats: who has signed, who has to, and who nobody asks."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, SectionBlock

from blocks.elements import context, mrkdwn
from blocks.text import escape, inline, listed, mention, when
from domain.approvals import Seat, SeatState
from domain.people import UserId, Workspace

NAME_LIMIT = 60
APPROVERS_SHOWN = 3
FIELDS_A_SECTION = 10
"""Fields of a section (Slack's reference, "Section block")."""
SEATS_SHOWN = 20


def department_name(key: str, *, workspace: Workspace) -> str:
    """The department's name as mrkdwn."""
    return escape(inline(workspace.department_name(key), limit=NAME_LIMIT))


def seat_words(seat: Seat) -> str:
    """How a seat stands, as mrkdwn."""
    sign_off = seat.sign_off
    if sign_off is None:
        match seat.state:
            case SeatState.NOT_NEEDED:
                return "not needed"
            case SeatState.VACANT:
                return "🟠 no approver"
            case _:
                return f"⏳ {people(seat.approvers)}"
    match seat.state:
        case SeatState.SIGNED:
            return f"✅ {mention(sign_off.by)} {when(sign_off.at)}"
        case SeatState.REJECTED:
            return f"🔴 {mention(sign_off.by)} rejected it"
        case _:
            return f"✏️ {mention(sign_off.by)} asked for changes"


def people(users: Sequence[UserId]) -> str:
    """Those of whom one has to act, as mrkdwn."""
    return listed([mention(user) for user in users], last="or", limit=APPROVERS_SHOWN)


def seat_blocks(seats: Sequence[Seat], *, workspace: Workspace) -> list[Block]:
    """One field a department; when there are too many to show, the needed ones come first."""
    if len(seats) > SEATS_SHOWN:
        seats = sorted(seats, key=lambda one: one.state is SeatState.NOT_NEEDED)
    fields = [
        mrkdwn(f"*{department_name(seat.department, workspace=workspace)}*\n{seat_words(seat)}")
        for seat in seats[:SEATS_SHOWN]
    ]
    blocks: list[Block] = [
        SectionBlock(fields=fields[start : start + FIELDS_A_SECTION])
        for start in range(0, len(fields), FIELDS_A_SECTION)
    ]
    hidden = len(seats) - SEATS_SHOWN
    return [*blocks, context(f"+{hidden:,} more in Details")] if hidden > 0 else blocks
