"""Check-ins by the clock: asked on Monday, reminded once, closed on Friday, unless an admin has set other times."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial

from bot.admins import tell_admins_once
from bot.clock import Task
from domain.asking import ask, respondent
from domain.audit import Action, Event
from domain.checkins import CheckIn
from domain.maturity import MaturityModel
from domain.maturity_score import GONE
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import Department, UserId
from domain.runs import Slot
from domain.timetable import Kind
from domain.weeks import Week
from domain.workspaces import Workspace
from handlers.checkin_settling import show_check_in
from handlers.kit import Kit
from handlers.wanting import want_each, wanted_again
from storage.database import Transaction

NO_DEPARTMENT = "There is no department that could be asked."
ANSWERED = "Everybody has answered or skipped."


def checkin_tasks(kit: Kit) -> Mapping[Kind, Task]:
    """What the clock does about check-ins."""
    return {
        Kind.CHECK_IN: partial(open_check_ins, model=kit.model, new_id=kit.new_id),
        Kind.REMINDER: partial(remind, new_id=kit.new_id),
        Kind.CLOSE: partial(close, new_id=kit.new_id),
    }


def open_check_ins(
    work: Transaction,
    slot: Slot,
    at: datetime,
    *,
    model: Callable[[], MaturityModel],
    new_id: Callable[[], str],
) -> str:
    """Open the week's check-in of every department and ask whoever answers; admins hear where nobody does."""
    workspace, week = work.people.workspace(), slot.week
    if not workspace.departments:
        return NO_DEPARTMENT
    ask_departments(work, workspace.departments, week=week, at=at, model=model, new_id=new_id)
    return ""


def ask_departments(
    work: Transaction,
    departments: Sequence[Department],
    *,
    week: Week,
    at: datetime,
    model: Callable[[], MaturityModel],
    new_id: Callable[[], str],
) -> None:
    """Open a week's check-in of these departments and ask whoever answers; admins hear where nobody does."""
    workspace = work.people.workspace()
    history, chosen = work.checkins.history(since=week.plus(-GONE)), work.checkins.chosen(week)
    in_force = work.maturity_models.in_force(model())
    work.checkins.open(
        ask(one, week=week, model=in_force, history=history, workspace=workspace, chosen=chosen)
        for one in departments
    )
    keys = {one.key for one in departments}
    asked = {key: user for key, user in _respondents(workspace, at=at).items() if key in keys}
    detail = {"departments": ", ".join(asked)}
    work.audit.record(Event(action=Action.CHECKINS_OPENED, by=None, at=at, subject=str(week), detail=detail))
    _want(work, NoticeKind.CHECK_IN, _waiting(work, week), asked, at=at, new_id=new_id)
    vacant = [one for one in departments if one.key not in asked]
    _tell_admins(work, vacant, workspace=workspace, at=at, new_id=new_id)


def remind(work: Transaction, slot: Slot, at: datetime, *, new_id: Callable[[], str]) -> str:
    """Ask those once more who have not answered; whoever has, or has skipped, hears nothing.

    A lead may have left since Monday: admins hear of that now.
    """
    waiting = _waiting(work, slot.week)
    if not waiting:
        return ANSWERED
    workspace = work.people.workspace()
    asked = _respondents(workspace, at=at)
    _want(work, NoticeKind.CHECK_IN_REMINDER, waiting, asked, at=at, new_id=new_id)
    # The buttons move down to the reminder.
    first = [told for one in waiting for told in work.notices.of(NoticeKind.CHECK_IN, one.subject)]
    want_each(work, wanted_again(first), new_id=new_id, at=at)
    open_ones = {one.department for one in waiting}
    vacant = [one for one in workspace.departments if one.key in open_ones - asked.keys()]
    _tell_admins(work, vacant, workspace=workspace, at=at, new_id=new_id)
    return ""


def close(work: Transaction, slot: Slot, at: datetime, *, new_id: Callable[[], str]) -> str:
    """From now on answers are late: the messages that still ask say so, those answered take no more changes."""
    for one in _of_week(work, slot.week):
        show_check_in(work, one, at=at, new_id=new_id)
    return ""


def _of_week(work: Transaction, week: Week) -> list[CheckIn]:
    return [one for one in work.checkins.history(since=week) if one.week == week]


def _waiting(work: Transaction, week: Week) -> list[CheckIn]:
    return [one for one in _of_week(work, week) if one.state.waiting]


def _respondents(workspace: Workspace, *, at: datetime) -> dict[str, UserId]:
    """Department to whoever answers for it now; without those for which nobody does."""
    found = {one.key: respondent(one, workspace=workspace, at=at) for one in workspace.departments}
    return {key: one.user for key, one in found.items() if one}


def _want(
    work: Transaction,
    kind: NoticeKind,
    check_ins: Iterable[CheckIn],
    asked: Mapping[str, UserId],
    *,
    at: datetime,
    new_id: Callable[[], str],
) -> None:
    wanted = [
        Wanted(kind=kind, subject=one.subject, place=asked[one.department])
        for one in check_ins
        if one.department in asked
    ]
    work.notices.want_all([(one, NoticeId(new_id())) for one in wanted], at=at)


def _tell_admins(
    work: Transaction,
    vacant: Iterable[Department],
    *,
    workspace: Workspace,
    at: datetime,
    new_id: Callable[[], str],
) -> None:
    """Each admin hears once of a department without a lead, and once of each lead who has left."""
    for department in vacant:
        subject = f"{department.key}/{department.lead or ''}"
        tell_admins_once(
            NoticeKind.CHECK_IN_UNASKED, subject, work=work, workspace=workspace, at=at, new_id=new_id
        )
