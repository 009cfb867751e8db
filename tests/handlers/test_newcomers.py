"""A department that joins in mid-week is asked at once while there is time, and else told when its first check-in is."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.audit import Action
from domain.notices import NoticeKind
from domain.people import Department, UserId
from tests.handlers.desk import ADA, FAY, HAL, WORKSPACE, Desk
from tests.handlers.slack import FakeSlack
from tests.handlers.test_checkins import LED, MINUTE, MONDAY, WEEK, Checking

PRESS = Department(key="press", name="Press", lead=FAY)
LATEST = datetime.fromisoformat("2026-11-25T12:00+00:00")
"""Two days before the check-in closes on Friday at noon."""


@pytest.fixture
def checking(shared_desk: Desk, slack: FakeSlack) -> Checking:
    shared_desk.set_up(LED)
    checking = Checking(shared_desk, slack)
    checking.begin()
    return checking


def join(checking: Checking, department: Department = PRESS) -> None:
    """However it was added: in Slack, by the file, or with somebody's first admission."""
    here = checking.desk.workspace()
    checking.desk.set_up(replace(here, departments=(*here.departments, department)))


def asked_about_press(checking: Checking) -> list[UserId]:
    return [
        UserId(one.place)
        for one in checking.desk.notices()
        if one.kind is NoticeKind.CHECK_IN and one.subject == f"{WEEK}/press"
    ]


def test_a_department_added_on_tuesday_is_asked_once_and_the_others_hear_nothing(checking: Checking) -> None:
    before = checking.desk.wanted()
    join(checking)
    for minutes in (0, 1, 60):
        checking.tick(MONDAY + timedelta(days=1, minutes=minutes))

    assert asked_about_press(checking) == [FAY]
    news = {key: wanted for key, wanted in checking.desk.wanted().items() if before.get(key) != wanted}
    assert news == {("check-in", f"{WEEK}/press", FAY): 1}
    assert 1 <= len(checking.kept("press").questions) <= 7
    *_, last = (one.event for one in checking.desk.trail() if one.event.action is Action.CHECKINS_OPENED)
    assert last.detail == {"departments": "press"}


def test_without_a_lead_the_admins_hear_of_it_at_once(checking: Checking) -> None:
    join(checking, replace(PRESS, lead=None))
    checking.tick(MONDAY + timedelta(days=1))
    told = {one.place for one in checking.desk.notices() if one.subject == "press/"}
    assert told == set(LED.admins)


@pytest.mark.parametrize(("at", "asked"), [(LATEST, [FAY]), (LATEST + MINUTE, [])])
def test_with_less_than_two_days_left_it_waits_for_the_next_check_in(
    checking: Checking, at: datetime, asked: list[UserId]
) -> None:
    join(checking)
    checking.tick(at)
    assert asked_about_press(checking) == asked

    checking.desk.command(ADA, "setup")
    shown = str(checking.slack.view)
    assert ("First check-in" in shown) is (not asked)
    if not asked:
        assert "as this week's closes soon; its lead may begin with `/social checkin`" in shown
        assert checking.desk.command(FAY, "checkin").body == "", "the form opens"
        assert asked_about_press(checking) == []


def test_before_mondays_check_in_nobody_is_asked(shared_desk: Desk, slack: FakeSlack) -> None:
    shared_desk.set_up(LED)
    checking = Checking(shared_desk, slack)
    checking.tick(MONDAY - timedelta(days=7))
    join(checking)
    checking.tick(MONDAY - timedelta(hours=1))
    assert asked_about_press(checking) == []
    checking.tick(MONDAY)
    assert asked_about_press(checking) == [FAY]


def test_a_zone_that_is_none_keeps_no_other_workspace_waiting(checking: Checking) -> None:
    join(checking)
    with checking.desk.database.transaction(WORKSPACE) as work:
        here = work.people.workspace()
    other = replace(here, id=type(here.id)("T0BAD"), timezone="Mars/Olympus")
    with checking.desk.database.transaction(other.id) as work:
        work.people.workspace()
        work.people.save(other)
    checking.tick(MONDAY + timedelta(days=1))
    assert asked_about_press(checking) == [FAY]
    assert HAL in checking.told().values()
