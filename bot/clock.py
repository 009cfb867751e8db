"""The clock: one look at every workspace, settling what of its timetable is due."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from structlog import get_logger

from domain.people import WorkspaceId
from domain.runs import Run, Slot, Standing, due_now, horizon, standings
from domain.timetable import Kind
from storage.database import Database, Transaction, Unavailable

Task = Callable[[Transaction, Slot, datetime], str]
"""What a kind does when its time has come, within the transaction that settles the slot: it only raises notices.

It is called with the slot and the present, and gives a sentence about why there was nothing to do; empty when it did.
"""

log = get_logger("onevoice.clock")


def settle_due(database: Database, *, at: datetime, tasks: Mapping[Kind, Task]) -> tuple[Run, ...]:
    """Settle in every workspace what is due, each slot in a transaction of its own; what this clock has settled.

    Any number of clocks may do this at once. A task that fails is logged, leaves nothing behind and is tried again
    with the next look, for as long as it is of use; it keeps no other slot waiting.

    Args:
        at: the present, in UTC.
        tasks: what to do for each kind; a kind without one is left alone, as if there were no such kind.

    Raises:
        Unavailable: the database does not answer; what was settled before stays settled.
    """
    settled = []
    for workspace in database.workspaces():
        try:
            due = _due(database, workspace, at=at, tasks=tasks)
        except (LookupError, ValueError):  # for example a time zone that this machine does not know
            log.exception("timetable cannot be read", workspace=workspace)
            continue
        for run in due:
            done = _settle(database, workspace, run, tasks=tasks)
            if done is not None:
                log.info(str(run.slot.kind), workspace=workspace, week=str(run.slot.week), skipped=done.why)
                settled.append(done)
    return tuple(settled)


def clock_standings(database: Database, workspace: WorkspaceId, *, at: datetime) -> tuple[Standing, ...]:
    """What the clock settled last in a workspace and what it does next, for admins.

    Raises:
        Unavailable: the database does not answer.
    """
    with database.snapshot(workspace) as transaction:
        here = transaction.people.workspace()
        runs = transaction.runs.since(horizon(at, timezone=here.timezone)[0])
        return standings(here.timetable, timezone=here.timezone, runs=runs, at=at)


def _due(
    database: Database, workspace: WorkspaceId, *, at: datetime, tasks: Mapping[Kind, Task]
) -> tuple[Run, ...]:
    with database.snapshot(workspace) as transaction:
        here = transaction.people.workspace()
        runs = transaction.runs.since(horizon(at, timezone=here.timezone)[0])
        return due_now(here.timetable, timezone=here.timezone, runs=runs, at=at, kinds=tuple(tasks))


def _settle(
    database: Database, workspace: WorkspaceId, run: Run, *, tasks: Mapping[Kind, Task]
) -> Run | None:
    try:
        with database.transaction(workspace) as transaction:
            if not transaction.runs.claim(run):
                return None
            if run.why:
                return run
            why = tasks[run.slot.kind](transaction, run.slot, run.at)
            if why:
                transaction.runs.skip(run.slot, why=why)
            return replace(run, why=why)
    except Unavailable:
        raise
    except Exception:  # one workspace's trouble must not silence the others; it is logged whole
        log.exception("task failed", workspace=workspace, kind=run.slot.kind, week=str(run.slot.week))
        return None
