"""Absences: "you are away until …", shown back before it counts, and what a delegate hears."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock, UserSelectElement

from blocks.elements import mrkdwn, section
from blocks.messages import Message, said
from blocks.moments import when
from blocks.text import escape, inline, listed, mention
from blocks.unknown import unknown_button
from domain.absences import needs_delegate
from domain.days import EXAMPLES
from domain.people import Absence, UserId
from domain.workspaces import Workspace
from domain.zones import zone

AWAY = "away_"
"""What the action ids of everything about absences begin with."""
CONFIRM = "away_confirm"
CANCEL = "away_cancel"
DELEGATE = "away_delegate"
BACK = "away_back"
"""Action id of "I am back"; the three before belong to the question whether it shall count."""
_OFFER = "away:"
NAME_SHOWN = 60
_NO_SEAT = "You sign for no department, so nobody has to stand in for you."


def absence_offer(
    until: datetime,
    *,
    delegate: UserId | None,
    timezone: str,
    stands: bool = True,
    alone: Sequence[str] = (),
    unknown: str = "",
) -> Message:
    """Shows what was understood, and asks whether it shall count.

    Args:
        until: the first moment at which they are back, in UTC.
        timezone: the person's IANA zone, in which it is shown.
        stands: whether they sign or answer for a department, so that somebody can do it in their place.
        alone: names of departments that have nobody else to sign meanwhile.
        unknown: what was typed as the delegate, when it is not clear who that is.
    """
    last = (until - timedelta(microseconds=1)).astimezone(zone(timezone))
    back = until.astimezone(zone(timezone))
    signs = f"Meanwhile {mention(delegate)} signs for you." if delegate else "Meanwhile nobody signs for you."
    away = f"You are away from now until *{back:%a} {back.day} {back:%b %Y, %H:%M}* ({escape(timezone)})"
    told = [f"{away}: {last:%A} {last.day} {last:%B} is the last day. {signs if stands else _NO_SEAT}"]
    if unknown:
        told.append(
            f"I do not know which colleague “{escape(inline(unknown, limit=NAME_SHOWN))}” is: choose below."
        )
    if alone:
        names = listed([escape(inline(one, limit=NAME_SHOWN)) for one in alone])
        told.append(f"🟠 Nobody else can sign for {names}: posts would wait until you are back.")
    select = UserSelectElement(action_id=DELEGATE, placeholder="Choose a colleague", initial_user=delegate)
    asked = SectionBlock(
        block_id=f"{_OFFER}{until.isoformat()}", text=mrkdwn("Who signs for you?"), accessory=select
    )
    value = f"{until.isoformat()} {delegate or ''}".strip()
    return Message(
        told[0],
        (
            section("\n".join(told)),
            *([asked] if stands else []),
            ActionsBlock(
                block_id="away",
                elements=[
                    ButtonElement(text="Confirm", action_id=CONFIRM, value=value, style="primary"),
                    ButtonElement(text="Cancel", action_id=CANCEL),
                ],
            ),
        ),
    )


def read_offer(action: Mapping[str, Any]) -> tuple[datetime, UserId | None]:
    """Until when and with whom as delegate somebody is about to go away, from "Confirm" or the delegate's menu.

    Raises:
        Refusal: no offer of ours looks like this.
    """
    if action.get("action_id") == DELEGATE:
        until, who = (
            str(action.get("block_id", "")).removeprefix(_OFFER),
            str(action.get("selected_user") or ""),
        )
    else:
        until, _, who = str(action.get("value", "")).partition(" ")
    try:
        moment = datetime.fromisoformat(until).astimezone(UTC)
    except ValueError:
        raise unknown_button(again="Type /social away again.") from None
    return moment, UserId(who) if who else None


def absence_state(user: UserId, *, workspace: Workspace, at: datetime) -> Message:
    """Whether somebody is away, until when, and for whom they sign meanwhile."""
    absence = workspace.absence_of(user, at=at)
    stands_in = [
        one
        for one in workspace.absences
        if one.delegate == user and workspace.absence_of(one.user, at=at) == one
    ]
    others = [f"You sign for {mention(one.user)} until {when(one.until)}." for one in stands_in]
    stands = needs_delegate(user, workspace=workspace)
    if absence is None:
        how = (
            "and who signs for you: `/social away friday @colleague`"
            if stands
            else "you are away: `/social away friday`"
        )
        lines = [
            f"You are here. Before you go, type the last day {how}.",
            f"A day can be {EXAMPLES}.",
            *others,
        ]
        return said("\n".join(lines))
    blocks: list[Block] = [
        section("\n".join([_away(absence, stands=stands), *others])),
        ActionsBlock(
            block_id="back", elements=[ButtonElement(text="I am back", action_id=BACK, style="primary")]
        ),
    ]
    return Message(_away(absence, stands=stands), tuple(blocks))


def went_away(absence: Absence, *, stands: bool) -> Message:
    """Says that it counts."""
    return said(f"✅ {_away(absence, stands=stands)} When you are back earlier, type `/social away off`.")


def came_back(*, stands: bool) -> Message:
    """Says that they are asked again, where anything is."""
    if not stands:
        return said("✅ Welcome back.")
    return said("✅ Welcome back. You are asked to sign again, and nobody signs for you any more.")


def not_away() -> Message:
    """Says that nothing was changed."""
    return said("Nothing was changed: you are here.")


def _away(absence: Absence, *, stands: bool) -> str:
    nobody = "; nobody signs for you" if stands else ""
    signs = f"; {mention(absence.delegate)} signs for you" if absence.delegate else nobody
    return f"🌴 You are away until {when(absence.until)}{signs}."


def stand_in(absent: UserId, absence: Absence | None, *, at: datetime) -> Message:
    """Tells a delegate for whom they sign, or that they no longer do.

    Args:
        absence: while it is the one that counts; None when it is over, or was changed.
    """
    if absence is None or not absence.covers(at):
        return said(f"✅ You no longer sign for {mention(absent)}.")
    return said(
        f"🌴 {mention(absent)} is away until {when(absence.until)} and named you: you sign for them meanwhile. "
        "I ask you as I would ask them, and the record says for whom you signed."
    )
