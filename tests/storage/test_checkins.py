"""A check-in comes back as it was kept, and two people cannot answer it over each other."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.checkins import Answer, CheckIn, CheckInState, Reading, SkipReason
from domain.maturity import Anchor
from domain.moves import Move, MoveForm, Outcome, Report
from domain.people import WorkspaceId
from domain.weeks import Week
from storage.database import Database
from tests.storage.examples import AT, EVE, MIA, WORKSPACE, at_once

WEEK = Week.parse("2026-W48")
OPEN = CheckIn(
    workspace=WORKSPACE,
    department="hr",
    week=WEEK,
    questions=("profiles", "rhythm"),
    closes_at=AT + timedelta(days=4),
)
MOVE = Move(what="Answer \x00 within \ud83d a day", who=MIA, due=date(2026, 12, 4))
ANSWERED = replace(
    OPEN,
    state=CheckInState.LATE,
    answers=(
        Answer(capability="profiles", level=Anchor.ALWAYS),
        Answer(capability="rhythm", level=Anchor.NOT_YET),
    ),
    readings=(Reading(capability="rhythm", measure="growth", value=4.5, unit="%"),),
    report=Report(move=MOVE, outcome=Outcome.DROPPED, word="No time"),
    move=MOVE,
    by=EVE,
    at=AT,
)
SAVED = replace(
    OPEN, state=CheckInState.SAVED, draft=MoveForm(what="Ask", due=date(2026, 12, 1)), by=EVE, at=AT
)


@pytest.mark.parametrize(
    "check_in",
    [
        OPEN,
        ANSWERED,
        SAVED,
        replace(SAVED, draft=MoveForm()),
        replace(SAVED, draft=MoveForm(outcome=Outcome.NOT_YET, word="soon", who=MIA)),
        replace(OPEN, state=CheckInState.SKIPPED, reason=SkipReason.BUSY, by=EVE, at=AT),
    ],
)
def test_a_check_in_comes_back_as_it_was_kept(database: Database, check_in: CheckIn) -> None:
    with database.transaction(WORKSPACE) as transaction:
        transaction.checkins.save(check_in)
    with database.transaction(WORKSPACE) as transaction:
        assert transaction.checkins.get("hr", week=WEEK) == check_in
        assert transaction.checkins.seen("hr", week=WEEK) == check_in


def test_opening_again_leaves_what_was_answered(database: Database) -> None:
    with database.transaction(WORKSPACE) as transaction:
        transaction.checkins.open([OPEN, replace(OPEN, department="marketing")])
        transaction.checkins.save(ANSWERED)
    with database.transaction(WORKSPACE) as transaction:
        transaction.checkins.open([OPEN])
        transaction.checkins.open([])
        assert transaction.checkins.get("hr", week=WEEK) == ANSWERED


def test_history_is_of_one_department_or_all_since_a_week(database: Database) -> None:
    weeks = [WEEK.plus(number) for number in range(-9, 1)]
    with database.transaction(WORKSPACE) as transaction:
        transaction.checkins.open(
            replace(OPEN, department=department, week=week)
            for week in weeks
            for department in ("hr", "field-ops")
        )
    with database.snapshot(WORKSPACE) as seen:
        found = seen.checkins.history(since=WEEK.plus(-1))
        assert [(one.week, one.department) for one in found] == [
            (WEEK.plus(-1), "field-ops"),
            (WEEK.plus(-1), "hr"),
            (WEEK, "field-ops"),
            (WEEK, "hr"),
        ]
        assert [one.week for one in seen.checkins.history(since=weeks[0], department="hr")] == weeks
    with database.snapshot(WorkspaceId("T02")) as seen:
        assert seen.checkins.history(since=weeks[0]) == ()
        assert seen.checkins.seen("hr", week=WEEK) is None


def test_another_workspaces_check_in_is_refused(database: Database) -> None:
    with (
        database.transaction(WorkspaceId("T02")) as transaction,
        pytest.raises(ValueError, match="another workspace"),
    ):
        transaction.checkins.save(OPEN)


def test_of_many_who_answer_at_once_each_sees_what_the_others_did(database: Database) -> None:
    with database.transaction(WORKSPACE) as transaction:
        transaction.checkins.open([OPEN])

    def answer(_number: int) -> bool:
        with database.transaction(WORKSPACE) as transaction:
            found = transaction.checkins.get("hr", week=WEEK)
            assert found is not None
            if found.state.counts:
                return False
            transaction.checkins.save(ANSWERED)
            return True

    assert sorted(at_once(6, answer)) == [False] * 5 + [True]
