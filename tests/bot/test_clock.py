"""One look at the clock settles what is due in every workspace, and nobody's trouble keeps the others waiting."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.clock import Task, clock_standings, settle_due
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import ChannelId, WorkspaceId
from domain.runs import Outcome, Slot
from domain.timetable import SHIPPED_TIMETABLE, Kind, Timetable, WeekTime
from domain.workspaces import Workspace
from storage.database import Database, Transaction
from tests.handlers.logs import Log
from tests.storage.examples import at_once

SUNDAY = datetime(2026, 11, 15, 12, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 20, 16, tzinfo=UTC)
OURS, THEIRS = WorkspaceId("T01"), WorkspaceId("T02")


def raise_notice(transaction: Transaction, slot: Slot, at: datetime) -> str:
    wanted = Wanted(kind=NoticeKind.WELCOME, subject=f"{slot.kind} {slot.week}", place=ChannelId("C0LEAD"))
    transaction.notices.want(wanted, id=NoticeId(f"{slot.kind}"), at=at)
    return ""


DIGEST: dict[Kind, Task] = {Kind.DIGEST: raise_notice}


def workspace(
    database: Database,
    id: WorkspaceId = OURS,
    *,
    timezone: str = "Europe/London",
    timetable: Timetable = SHIPPED_TIMETABLE,
) -> None:
    with database.transaction(id) as transaction:
        transaction.people.workspace()
        transaction.people.save(Workspace(id=id, timezone=timezone, timetable=timetable))
    settle_due(database, at=SUNDAY, tasks={**DIGEST, Kind.CHECK_IN: raise_notice})


def wanted(database: Database, subject: str = "digest 2026-W47", *, id: WorkspaceId = OURS) -> int:
    with database.transaction(id) as transaction:
        return sum(one.wanted for one in transaction.notices.of(NoticeKind.WELCOME, subject))


def test_a_digest_comes_when_it_is_due_and_once(database: Database) -> None:
    workspace(database)
    assert settle_due(database, at=FRIDAY - timedelta(seconds=1), tasks=DIGEST) == ()
    (run,) = settle_due(database, at=FRIDAY, tasks=DIGEST)
    assert (run.slot.kind, str(run.slot.week), run.outcome, run.at) == (
        Kind.DIGEST,
        "2026-W47",
        Outcome.RAN,
        FRIDAY,
    )
    assert settle_due(database, at=FRIDAY, tasks=DIGEST) == ()
    assert wanted(database) == 1


def test_two_clocks_that_look_at_once_settle_it_once(database: Database) -> None:
    workspace(database)
    settled = at_once(4, lambda _: settle_due(database, at=FRIDAY, tasks=DIGEST))
    assert sorted(len(one) for one in settled) == [0, 0, 0, 1]
    assert wanted(database) == 1


def test_each_workspace_has_its_own_friday(database: Database) -> None:
    workspace(database)
    workspace(database, THEIRS, timezone="America/New_York")
    settle_due(database, at=FRIDAY, tasks=DIGEST)
    assert (wanted(database), wanted(database, id=THEIRS)) == (1, 0)
    settle_due(database, at=FRIDAY + timedelta(hours=5), tasks=DIGEST)
    assert (wanted(database), wanted(database, id=THEIRS)) == (1, 1)


def test_what_is_too_late_is_recorded_with_the_reason_and_nothing_is_sent(database: Database) -> None:
    workspace(database)
    runs = settle_due(database, at=FRIDAY + timedelta(days=17), tasks=DIGEST)
    assert [(str(one.slot.week), one.outcome) for one in runs] == [
        ("2026-W47", Outcome.SKIPPED),
        ("2026-W48", Outcome.SKIPPED),
        ("2026-W49", Outcome.RAN),
    ]
    assert (wanted(database), wanted(database, "digest 2026-W49")) == (0, 1)


def test_a_task_that_fails_is_logged_leaves_nothing_and_is_tried_again(database: Database, log: Log) -> None:
    def fail(transaction: Transaction, slot: Slot, at: datetime) -> str:
        raise_notice(transaction, slot, at)
        raise RuntimeError("no")

    workspace(database)
    workspace(database, THEIRS)
    tasks = {Kind.CHECK_IN: fail, **DIGEST}
    monday = SUNDAY + timedelta(days=1)
    assert settle_due(database, at=monday, tasks=tasks) == ()
    assert len(log.of("task failed")) == 2
    assert wanted(database, "check-in 2026-W47") == 0
    (run, _) = settle_due(database, at=monday, tasks={Kind.CHECK_IN: raise_notice})
    assert run.outcome is Outcome.RAN
    assert wanted(database, "check-in 2026-W47") == 1


def test_a_task_that_has_nothing_to_do_says_why(database: Database) -> None:
    workspace(database)
    why = "No leadership channel is named."
    (run,) = settle_due(database, at=FRIDAY, tasks={Kind.DIGEST: lambda *_: why})
    assert (run.outcome, run.why) == (Outcome.SKIPPED, why)
    told = {one.kind: one for one in clock_standings(database, OURS, at=FRIDAY)}
    assert told[Kind.DIGEST].last == run
    assert told[Kind.DIGEST].next.due == FRIDAY + timedelta(weeks=1)


def test_a_workspace_with_a_zone_that_nobody_knows_keeps_no_other_one_waiting(
    database: Database, log: Log
) -> None:
    workspace(database, THEIRS)
    workspace(database, OURS, timezone="Atlantis/Capital")
    (run,) = settle_due(database, at=FRIDAY, tasks=DIGEST)
    assert run.outcome is Outcome.RAN
    assert wanted(database, id=THEIRS) == 1
    assert log.of("timetable cannot be read")


def test_an_admins_timetable_counts(database: Database) -> None:
    workspace(database, timetable=replace(SHIPPED_TIMETABLE, digest=WeekTime(3, FRIDAY.time())))
    assert len(settle_due(database, at=FRIDAY - timedelta(days=1), tasks=DIGEST)) == 1
