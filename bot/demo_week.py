"""The demo's weeks: what the clock would have done of the timetable by now, the last of each kind for real."""

from collections.abc import Iterator
from datetime import datetime

from bot.demo_checkins import WEEKS
from bot.week import tasks
from domain.runs import Run, Slot
from domain.timetable import Kind
from domain.weeks import Week
from domain.workspaces import Workspace
from handlers.kit import Kit
from storage.database import Transaction

WAS_DUE = "was due"


def slots(workspace: Workspace, *, today: datetime) -> Iterator[tuple[Slot, bool]]:
    """What was due in the demo's weeks, and whether it is the last of its kind.

    Only then are its messages sent: of eight weeks of digests a visitor reads the last one.
    """
    this = Week.of(today, timezone=workspace.timezone)
    for kind in Kind:
        when = workspace.timetable.of(kind)
        weeks = ((week, when.within(week, timezone=workspace.timezone)) for week in map(this.plus, _BACK))
        due = [Slot(kind=kind, week=week, due=at) for week, at in weeks if at <= today]
        yield from ((slot, slot is due[0]) for slot in due)


_BACK = range(0, -WEEKS - 1, -1)


def keep_slot(kit: Kit, transaction: Transaction, slot: Slot, *, last: bool) -> None:
    """The clock settles a slot when it is due, so that none is found missed later."""
    transaction.runs.claim(Run(slot=slot, at=slot.due))
    if last and (why := tasks(kit)[slot.kind](transaction, slot, slot.due)):
        transaction.runs.skip(slot, why=why)
