"""Check-ins: what a lead is asked each week, how it stands, and the buttons under it."""

from datetime import datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    InteractiveElement,
    StaticSelectElement,
)

from blocks.elements import context, section
from blocks.fields import option
from blocks.messages import Message
from blocks.moments import when
from blocks.seats import department_name
from blocks.text import listed, mention, plural
from domain.answering import LATEST
from domain.asking import answers_for, respondent
from domain.checkins import CheckIn, CheckInState, SkipReason, read_subject
from domain.people import UserId
from domain.refusals import Refusal
from domain.weeks import Week
from domain.workspaces import Workspace

CHECKIN = "checkin_"
"""What the action ids of everything about check-ins begin with."""
START = "checkin_start"
SKIP = "checkin_skip"
_IN_A_MINUTE = 4


def check_in_request(
    check_in: CheckIn,
    *,
    reader: UserId,
    workspace: Workspace,
    questions: int,
    at: datetime,
    again: bool = False,
    asked_again: bool = False,
) -> Message:
    """Asks whoever answers for a department, and follows what became of it.

    Args:
        reader: whose direct message it is.
        questions: how many there are.
        at: the present, in UTC.
        again: whether this is the reminder.
        asked_again: whether the reminder stands below it, with the buttons.
    """
    name = department_name(check_in.department, workspace=workspace)
    title = f"Check-in for {name}, week {check_in.week.number}"
    waiting = check_in.state.waiting
    asks = waiting and at < check_in.closes_at
    head = f"⏰ *Still open: {title}*" if again and asks else f"📋 *{title}*"
    moved = asked_again and waiting
    lines = [head, "I have asked again below." if moved else _state(check_in, questions=questions, at=at)]
    blocks: list[Block] = [section("\n".join([*lines, *_why_you(check_in, reader, workspace, at=at)]))]
    controls = [] if asked_again else _controls(check_in, reader=reader, workspace=workspace, at=at)
    if controls:
        blocks.append(ActionsBlock(block_id=f"checkin:{check_in.subject}", elements=controls))
    others = [
        department_name(one.key, workspace=workspace)
        for one in answers_for(reader, workspace=workspace, at=at)
        if one.key != check_in.department
    ]
    if controls and others:
        blocks.append(context(f"You answer for {listed(others)} too: that is a check-in of its own."))
    return Message(" · ".join(lines).replace("*", ""), tuple(blocks))


def _state(check_in: CheckIn, *, questions: int, at: datetime) -> str:
    by, moment = mention(check_in.by), when(check_in.at) if check_in.at else ""
    closed = at >= check_in.closes_at
    until = (
        "It has closed; you can still answer late: that is kept and marked."
        if closed
        else f"Open until {when(check_in.closes_at)}."
    )
    match check_in.state:
        case CheckInState.ANSWERED:
            return f"✅ Answered by {by} {moment}."
        case CheckInState.LATE:
            return f"✅ Answered by {by} {moment}, after it had closed: it counts, and is marked as late."
        case CheckInState.SKIPPED:
            return f"⏭️ Skipped by {by} {moment}: {check_in.reason or ''}."
        case CheckInState.SAVED:
            return f"💾 Saved by {by} {moment}; it counts once it is submitted. {until}"
        case CheckInState.OPEN:
            asked = f"{plural(questions, 'question', 'questions')} and one next step: {takes(questions)}."
            return until if closed else f"{asked} {until}"


def takes(questions: int) -> str:
    """How long so many questions and a next step take, at a quarter of a minute each."""
    return "about a minute" if questions <= _IN_A_MINUTE else "two or three minutes"


def _why_you(check_in: CheckIn, reader: UserId, workspace: Workspace, *, at: datetime) -> list[str]:
    """Why this person is asked when they are not the lead, or is not asked any more."""
    department = workspace.department(check_in.department)
    asked = respondent(department, workspace=workspace, at=at) if department else None
    if asked is None or not check_in.state.waiting:
        return []
    if asked.user == reader and asked.on_behalf_of:
        return [f"{mention(asked.on_behalf_of)} is away and named you, so I ask you."]
    if asked.on_behalf_of == reader:
        return [f"You are away, so {mention(asked.user)} is asked as well."]
    return [] if asked.user == reader else [f"{mention(asked.user)} answers for this department now."]


def _controls(
    check_in: CheckIn, *, reader: UserId, workspace: Workspace, at: datetime
) -> list[InteractiveElement]:
    """What this person can do about it now; nothing when it is not theirs or cannot be answered any more."""
    old = Week.of(at, timezone=workspace.timezone).since(check_in.week) > LATEST
    mine = check_in.department in {one.key for one in answers_for(reader, workspace=workspace, at=at)}
    if old or not mine:
        return []
    closed = at >= check_in.closes_at
    label = {
        CheckInState.OPEN: "Answer late" if closed else "Start check-in",
        CheckInState.SAVED: "Finish check-in",
        CheckInState.SKIPPED: "Answer after all",
    }.get(check_in.state)
    if label is None:
        if check_in.by != reader or closed:
            return []
        return [ButtonElement(text="Change answers", action_id=START, value=check_in.subject)]
    start = ButtonElement(text=label, action_id=START, value=check_in.subject, style="primary")
    return [start, _skip(check_in)] if check_in.state.waiting and not closed else [start]


def _skip(check_in: CheckIn) -> StaticSelectElement:
    """One click and a reason."""
    options = [option(f"{one.name}:{check_in.subject}", one.value) for one in SkipReason]
    return StaticSelectElement(action_id=SKIP, placeholder="Skip this week", options=options)


def read_start(value: str) -> tuple[Week, str]:
    """The week and department of a button's check-in.

    Raises:
        Refusal: no button of ours looks like this.
    """
    try:
        return read_subject(value)
    except ValueError:
        raise Refusal("I do not know this check-in any more. Type /social checkin for this week's.") from None


def read_skip(value: str) -> tuple[Week, str, SkipReason]:
    """The week and department of a check-in, and why it is skipped.

    Raises:
        Refusal: no menu of ours looks like this.
    """
    name, _, subject = value.partition(":")
    reason = SkipReason.__members__.get(name)
    if reason is None:
        raise Refusal("I do not know this reason any more. Type /social checkin for this week's check-in.")
    return (*read_start(subject), reason)
