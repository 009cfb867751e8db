"""Check-ins listed: a week's, for those who answer and for admins."""

from collections.abc import Sequence
from datetime import datetime

from blocks.checkins import check_in_request
from blocks.elements import section
from blocks.messages import Message, said
from blocks.moments import when
from blocks.seats import department_name
from blocks.text import mention
from domain.checkins import CheckIn, CheckInState
from domain.people import UserId
from domain.weeks import Week
from domain.workspaces import Workspace

DEPARTMENTS_SHOWN = 20
"""With three blocks each, more would not fit into one message."""


def check_in_list(
    mine: Sequence[tuple[CheckIn, int]],
    everybody: Sequence[CheckIn],
    *,
    reader: UserId,
    workspace: Workspace,
    week: Week,
    at: datetime,
) -> Message:
    """What `/social checkin` answers somebody with several check-ins, and admins.

    Args:
        mine: check-ins of the week that this person may answer, and how many questions each has.
        everybody: all of the week, for an admin; empty for others.
    """
    requests = [
        check_in_request(check_in, reader=reader, workspace=workspace, questions=questions, at=at)
        for check_in, questions in mine[:DEPARTMENTS_SHOWN]
    ]
    blocks = [block for one in requests for block in one.blocks[:2]]
    if everybody or not mine:
        blocks.append(
            section("\n".join([f"*Week {week.number}*", *_everybody(everybody, workspace=workspace)]))
        )
    return Message(f"Check-ins of week {week.number}", tuple(blocks))


_MARKS = {
    CheckInState.OPEN: "⏳ not answered yet",
    CheckInState.SAVED: "💾 begun, not submitted",
    CheckInState.ANSWERED: "✅ answered",
    CheckInState.LATE: "✅ answered late",
    CheckInState.SKIPPED: "⏭️ skipped",
}


def _everybody(check_ins: Sequence[CheckIn], *, workspace: Workspace) -> list[str]:
    """How each department's check-in of this week stands, for an admin."""
    asked = {one.department: one for one in check_ins}
    found = []
    for department in workspace.departments:
        name, one = department_name(department.key, workspace=workspace), asked.get(department.key)
        mark = _MARKS[one.state] if one else "not asked yet"
        who = (
            f"{mention(one.by)} {when(one.at)}"
            if one and one.by and one.at
            else _lead(department.lead, workspace)
        )
        reason = f" · {one.reason}" if one and one.state is CheckInState.SKIPPED and one.reason else ""
        found.append(f"{name}: {mark} · {who}{reason}")
    return found


def _lead(lead: UserId | None, workspace: Workspace) -> str:
    if lead is None:
        return "🟠 no lead"
    return f"🟠 {mention(lead)}, whose account is gone" if lead in workspace.deactivated else mention(lead)


def nobody_answers(key: str, *, workspace: Workspace) -> Message:
    """Tells an admin that a department has nobody to ask, or has somebody again."""
    name, department = department_name(key, workspace=workspace), workspace.department(key)
    lead = department.lead if department else None
    if lead and lead not in workspace.deactivated:
        return said(f"✅ {mention(lead)} leads {name} now and is asked each week.")
    why = f"{mention(lead)}, who leads it, has no Slack account any more" if lead else "it has no lead"
    return said(
        f"🟠 *Nobody can answer the check-in for {name}*: {why}. Name a lead in `/social setup`; "
        "until then its part of the maturity picture stays as it is and fades."
    )
