"""Asking anew: when somebody else answers for a department in mid-week, they are asked at once, and admins read it."""

from collections.abc import Callable
from datetime import datetime

from domain.asking import respondent
from domain.notices import NoticeKind, Wanted
from domain.people import Department
from domain.runs import went_out
from domain.weeks import Week
from domain.workspaces import Workspace
from handlers.checkin_settling import ASKING
from handlers.wanting import want_each, wanted_again
from storage.database import Transaction


def ask_anew(
    work: Transaction, *, before: Workspace, after: Workspace, at: datetime, new_id: Callable[[], str]
) -> None:
    """Ask whoever answers now, where that is somebody else than before and this week's check-in waits.

    What was sent about it already is drawn anew, and so is what admins were told of a department without a lead.
    """
    wanted: list[Wanted] = []
    for department in after.departments:
        was = before.department(department.key)
        asked_before = respondent(was, workspace=before, at=at) if was else None
        asked = respondent(department, workspace=after, at=at)
        if asked == asked_before:
            continue
        wanted += _told_admins(work, department, was)
        wanted += _asked(work, department, after, at=at)
    want_each(work, wanted, new_id=new_id, at=at)


def _asked(work: Transaction, department: Department, workspace: Workspace, *, at: datetime) -> list[Wanted]:
    week = Week.of(at, timezone=workspace.timezone)
    check_in = work.checkins.seen(department.key, week=week)
    if check_in is None or not went_out(work.runs.since(week), week=week):
        return []
    told = [one for kind in ASKING for one in work.notices.of(kind, check_in.subject)]
    wanted = wanted_again(told)
    now = respondent(department, workspace=workspace, at=at)
    if now and check_in.state.waiting and at < check_in.closes_at:
        wanted.append(Wanted(kind=NoticeKind.CHECK_IN, subject=check_in.subject, place=now.user))
    return wanted


def _told_admins(work: Transaction, department: Department, was: Department | None) -> list[Wanted]:
    """What admins read about nobody answering: it says who leads the department now."""
    leads = {None, department.lead, was.lead if was else None}
    subjects = sorted(f"{department.key}/{one or ''}" for one in leads)
    told = [one for subject in subjects for one in work.notices.of(NoticeKind.CHECK_IN_UNASKED, subject)]
    return wanted_again(told)
