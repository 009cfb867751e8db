"""Who answers for a department, and what its check-in of a week asks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.asking import TIME_TO_ANSWER, Respondent, answers_for, ask, in_time, joined_since, respondent
from domain.checkins import CheckInState, read_subject
from domain.people import Absence, Department, UserId
from domain.timetable import Timetable, WeekTime
from domain.workspaces import Workspace
from tests.domain.maturity import KEYS, MODEL, WEEK, check_in
from tests.domain.stories import HAL, MAX, MIA, MONDAY, WORKSPACE

HR = WORKSPACE.departments[2]
DAY = timedelta(days=1)


def without(*gone: UserId, absences: tuple[Absence, ...] = ()) -> Workspace:
    return replace(WORKSPACE, deactivated=frozenset(gone), absences=absences)


def away(user: UserId, delegate: UserId | None = None) -> Absence:
    return Absence(user=user, since=MONDAY - DAY, until=MONDAY + DAY, delegate=delegate)


@pytest.mark.parametrize(
    ("workspace", "asked"),
    [
        (WORKSPACE, Respondent(user=HAL)),
        (without(absences=(away(HAL, MAX),)), Respondent(user=MAX, on_behalf_of=HAL)),
        (without(absences=(away(HAL),)), Respondent(user=HAL)),
        (without(MAX, absences=(away(HAL, MAX),)), Respondent(user=HAL)),
        (without(absences=(away(HAL, MAX), away(MAX))), Respondent(user=HAL)),
        (without(HAL), None),
        (without(HAL, absences=(away(HAL, MAX),)), None),
    ],
)
def test_the_lead_answers_or_their_delegate_who_is_there(
    workspace: Workspace, asked: Respondent | None
) -> None:
    assert respondent(HR, workspace=workspace, at=MONDAY) == asked


def test_a_department_without_a_lead_has_nobody() -> None:
    assert respondent(Department(key="legal", name="Legal"), workspace=WORKSPACE, at=MONDAY) is None


def test_only_a_delegate_stands_in() -> None:
    assert Respondent(user=HAL).stand_in is None
    assert Respondent(user=MAX, on_behalf_of=HAL).stand_in == MAX


def test_lead_and_delegate_both_may_answer_and_nobody_else() -> None:
    workspace = without(absences=(away(HAL, MIA),))
    assert [one.key for one in answers_for(HAL, workspace=workspace, at=MONDAY)] == ["hr"]
    assert [one.key for one in answers_for(MIA, workspace=workspace, at=MONDAY)] == ["marketing", "hr"]
    assert [one.key for one in answers_for(MIA, workspace=workspace, at=MONDAY + DAY)] == ["marketing"]
    assert answers_for(MAX, workspace=workspace, at=MONDAY) == ()


def test_a_check_in_closes_when_the_workspace_says_in_its_own_zone() -> None:
    workspace = replace(
        WORKSPACE, timezone="America/New_York", timetable=Timetable(close=WeekTime.parse("Thursday 18:00"))
    )
    asked = ask(HR, week=WEEK, model=MODEL, history=(), workspace=workspace)
    assert (asked.department, asked.week, asked.questions) == ("hr", WEEK, KEYS)
    assert asked.closes_at == datetime(2026, 11, 26, 23, tzinfo=UTC)
    assert asked.state is CheckInState.OPEN


def test_its_subject_names_week_and_department() -> None:
    assert check_in("field-ops").subject == "2026-W48/field-ops"
    assert read_subject("2026-W48/field-ops") == (WEEK, "field-ops")
    with pytest.raises(ValueError, match="no week"):
        read_subject("field-ops")


def test_a_department_that_joined_since_is_one_without_a_check_in_of_that_week() -> None:
    others = [check_in(department=one.key) for one in WORKSPACE.departments if one != HR]
    assert joined_since(WORKSPACE, week=WEEK, opened=others) == (HR,)
    assert joined_since(WORKSPACE, week=WEEK, opened=[*others, check_in(department=HR.key)]) == ()
    assert joined_since(WORKSPACE, week=WEEK.plus(1), opened=others) == WORKSPACE.departments


def test_there_is_time_to_ask_until_two_days_before_the_close() -> None:
    close = WORKSPACE.timetable.close.within(WEEK, timezone=WORKSPACE.timezone)
    latest = close - TIME_TO_ANSWER
    assert in_time(WORKSPACE, week=WEEK, at=latest)
    assert not in_time(WORKSPACE, week=WEEK, at=latest + timedelta(seconds=1))
