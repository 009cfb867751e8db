"""Newcomers: a department that joins in mid-week is asked still, whoever has added it and by whatever way."""

from datetime import datetime

from bot.checkins import ask_departments
from domain.asking import in_time, joined_since
from domain.people import Department
from domain.runs import went_out
from domain.weeks import Week
from handlers.kit import Kit
from storage.database import Transaction


def ask_newcomers(kit: Kit) -> None:
    """Ask departments that joined after this week's check-ins had gone out, while there is time to answer.

    Raises:
        Unavailable: the database does not answer.
    """
    at = kit.now()
    for id in kit.database.workspaces():
        try:
            with kit.database.snapshot(id) as seen:
                joined, week = _joined(seen, at=at)
        except (
            LookupError,
            ValueError,
        ):  # such as a time zone that is none; settling the timetable has logged it
            continue
        if not joined:
            continue
        with kit.database.transaction(id) as work:
            # Held one by one: of two clocks the second finds nobody left.
            new = [one for one in joined if work.checkins.get(one.key, week=week) is None]
            if new:
                ask_departments(work, new, week=week, at=at, model=kit.model, new_id=kit.new_id)
        kit.wake()


def _joined(work: Transaction, *, at: datetime) -> tuple[tuple[Department, ...], Week]:
    workspace = work.people.workspace()
    week = Week.of(at, timezone=workspace.timezone)
    if not went_out(work.runs.since(week), week=week):
        return (), week
    joined = joined_since(workspace, week=week, opened=work.checkins.history(since=week))
    return joined if in_time(workspace, week=week, at=at) else (), week
