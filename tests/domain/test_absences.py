"""Who is away says until when in plain words, and hears what was understood."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.absences import (
    LONGEST,
    Absence,
    alone_without,
    come_back,
    go_away,
    named,
    needs_delegate,
    read_until,
)
from domain.days import read_day
from domain.people import Member, UserId
from domain.refusals import Refusal
from domain.workspaces import Workspace
from domain.zones import end_of, known_zone, local, zone
from tests.domain.stories import ELI, EVE, FLO, HAL, MAX, MIA, MONDAY, WORKSPACE, later

TODAY = date(2026, 11, 23)
"""A Monday."""


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2026-11-23"),
        ("tonight", "2026-11-23"),
        ("Tomorrow", "2026-11-24"),
        ("friday", "2026-11-27"),
        ("FRI", "2026-11-27"),
        ("until Friday", "2026-11-27"),
        ("end of friday", "2026-11-27"),
        ("tues", "2026-11-24"),
        ("thurs", "2026-11-26"),
        ("monday", "2026-11-30"),
        ("this wednesday", "2026-11-25"),
        ("next wednesday", "2026-12-02"),
        ("next monday", "2026-11-30"),
        ("this week", "2026-11-29"),
        ("end of the week", "2026-11-29"),
        ("next week", "2026-12-06"),
        ("end of month", "2026-11-30"),
        ("the end of this month", "2026-11-30"),
        ("next month", "2026-12-31"),
        ("end of year", "2026-12-31"),
        ("3 days", "2026-11-26"),
        ("in 3 days", "2026-11-26"),
        ("1 day", "2026-11-24"),
        ("2 weeks", "2026-12-07"),
        ("a week", "2026-11-30"),
        ("for two weeks", "2026-12-07"),
        ("a month", "2026-12-23"),
        ("3 months", "2027-02-23"),
        ("24 Dec", "2026-12-24"),
        ("Dec 24", "2026-12-24"),
        ("24. December", "2026-12-24"),
        ("24th of December", "2026-12-24"),
        ("December 24, 2026", "2026-12-24"),
        ("1st dec", "2026-12-01"),
        ("2nd Dec.", "2026-12-02"),
        ("3 Sept", "2027-09-03"),
        ("1 may", "2027-05-01"),
        ("23 nov", "2026-11-23"),
        ("22 nov", "2027-11-22"),
        (" 2026-12-24 ", "2026-12-24"),
        ("until 2026-12-24", "2026-12-24"),
    ],
)
def test_what_people_type_is_understood(typed: str, day: str) -> None:
    assert read_day(typed, today=TODAY) == date.fromisoformat(day)


def test_the_same_weekday_is_the_one_in_a_week() -> None:
    assert read_day("friday", today=date(2026, 11, 27)) == date(2026, 12, 4)
    assert read_day("next friday", today=date(2026, 11, 29)) == date(2026, 12, 4)


def test_months_end_when_they_end() -> None:
    assert read_day("end of month", today=date(2028, 2, 3)) == date(2028, 2, 29)
    assert read_day("1 month", today=date(2027, 1, 31)) == date(2027, 2, 28)
    assert read_day("29 feb", today=date(2027, 12, 1)) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "I do not know the day “”"),
        ("soon", "Type for example friday, tomorrow"),
        ("mo", "I do not know"),
        ("after friday", "I do not know"),
        ("0 days", "I do not know"),
        ("99999 days", "I do not know"),
        ("two fridays", "I do not know"),
        ("24 Dec 20", "I do not know"),
        ("24 Dec 0000", "I do not know"),
        ("dec dec", "I do not know"),
        ("24/12", "cannot tell day and month apart in “24/12”"),
        ("24.12.2026", "Type 24 Dec or 2026-12-24"),
        ("30 Feb", "There is no day 30 February 2027"),
        ("2026-02-30", "There is no day 2026-02-30"),
        ("2026-13-01", "There is no day 2026-13-01"),
        ("friday " * 20, "I do not know"),
    ],
)
def test_what_is_no_day_is_answered_with_what_to_type(typed: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_day(typed, today=TODAY)

    assert said in str(refused.value)


def test_an_absence_ends_with_the_day_where_the_person_is() -> None:
    late = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)

    assert read_until("tomorrow", at=late, timezone="UTC") == datetime(2026, 11, 28, tzinfo=UTC)
    assert read_until("tomorrow", at=late, timezone="Asia/Tokyo") == datetime(2026, 11, 28, 15, tzinfo=UTC)
    assert read_until("today", at=late, timezone="America/New_York") == datetime(2026, 11, 27, 5, tzinfo=UTC)
    assert read_until("today", at=late, timezone="Mars/Base") == datetime(2026, 11, 27, tzinfo=UTC)


def test_the_clocks_that_change_meanwhile_are_the_persons() -> None:
    october = datetime(2026, 10, 23, 9, tzinfo=UTC)

    assert read_until("2 days", at=october, timezone="Europe/London") == datetime(2026, 10, 26, tzinfo=UTC)
    assert read_until("1 day", at=october, timezone="Europe/London") == datetime(2026, 10, 24, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026-11-22", "22 November 2026 has passed"),
        ("24 Dec 2020", "24 December 2020 has passed"),
        ("2 years", "I do not know"),
        ("400 days", "more than a year away"),
        ("9999-12-31", "more than a year away"),
        ("13 months", "more than a year away"),
    ],
)
def test_a_day_that_has_passed_or_is_too_far_away_is_refused(typed: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_until(typed, at=MONDAY, timezone="Europe/London")

    assert said in str(refused.value)


TYPED = st.lists(
    st.sampled_from(
        [
            "until",
            "next",
            "end",
            "of",
            "the",
            "this",
            "a",
            "1",
            "2",
            "31",
            "9999",
            "dec",
            "feb",
            "friday",
            "week",
            "weeks",
            "months",
            "day",
            "2026-12-24",
            "24/12",
            ".",
            "st",
        ]
    ),
    max_size=4,
).map(" ".join) | st.text(max_size=40)


@given(
    TYPED,
    st.integers(-3_000_000, 3_000_000),
    st.sampled_from(["Europe/London", "Asia/Kolkata", "Pacific/Apia", "Africa/Cairo", "x"]),
)
def test_no_text_breaks_the_reader_and_what_it_reads_lies_ahead(
    typed: str, minutes: int, timezone: str
) -> None:
    at = MONDAY + timedelta(minutes=minutes)
    with suppress(Refusal):
        until = read_until(typed, at=at, timezone=timezone)
        assert at < until <= at + LONGEST + timedelta(days=2)
        assert until.astimezone(zone(timezone)).hour <= 1


@given(st.text(max_size=20))
def test_the_last_days_of_the_calendar_are_no_trouble(typed: str) -> None:
    for text in (typed, "tomorrow", "next week", "9 months", "9999 weeks", "next month", "1 jan", "friday"):
        with suppress(Refusal):
            assert read_day(text, today=date(9999, 12, 30)).year <= 9999


def test_zones_that_are_none_count_as_utc() -> None:
    for name in ("", "Mars/Base", "../etc/passwd", "/etc/passwd", "Europe", "a" * 5_000, "\0"):
        assert zone(name) is UTC
        assert not known_zone(name)
    assert zone("Europe/London") == ZoneInfo("Europe/London")
    assert known_zone("Europe/London")
    assert known_zone("UTC")


def test_a_time_that_clocks_jump_over_is_the_moment_after_the_jump() -> None:
    assert local(
        date(2026, 3, 29), datetime(2026, 1, 1, 1, 30, tzinfo=UTC).time(), timezone="Europe/London"
    ) == (datetime(2026, 3, 29, 1, 30, tzinfo=UTC))
    assert end_of(date(2026, 4, 23), timezone="Africa/Cairo") == datetime(2026, 4, 23, 22, tzinfo=UTC)


def gone(
    user: UserId, *, delegate: UserId | None = None, hours: float = 24, workspace: Workspace = WORKSPACE
) -> Workspace:
    return go_away(workspace, user=user, until=later(hours), delegate=delegate, at=MONDAY)


def test_who_goes_away_is_away_from_now_until_then() -> None:
    workspace = gone(MIA, delegate=FLO)

    assert workspace.absences == (Absence(user=MIA, since=MONDAY, until=later(24), delegate=FLO),)
    assert workspace.absence_of(MIA, at=MONDAY) == workspace.absences[0]
    assert workspace.absence_of(MIA, at=later(24)) is None
    assert workspace.absence_of(MIA, at=None) is None
    assert workspace.absence_of(FLO, at=MONDAY) is None


def test_a_second_word_replaces_the_first_and_what_is_over_is_dropped() -> None:
    workspace = gone(HAL, hours=1)
    workspace = gone(MIA, delegate=FLO, workspace=workspace)
    workspace = go_away(workspace, user=MIA, until=later(48), delegate=None, at=later(2))

    assert workspace.absences == (Absence(user=MIA, since=later(2), until=later(48)),)
    assert come_back(workspace, user=MIA, at=later(3)).absences == ()


def test_who_is_here_cannot_come_back() -> None:
    with pytest.raises(Refusal, match="not away"):
        come_back(WORKSPACE, user=MIA, at=MONDAY)


@pytest.mark.parametrize(
    ("user", "delegate", "hours", "said"),
    [
        (UserId("U0WHO"), None, 24, "not in any department"),
        (MIA, None, 0, "has passed"),
        (MIA, MIA, 24, "stand in for yourself"),
        (MIA, UserId("U0WHO"), 24, "U0WHO is not in any department here"),
        (MIA, EVE, 24, "U0EVE is not in any department here"),
        (MIA, HAL, 24, "U0HAL is away until"),
    ],
)
def test_an_absence_that_cannot_be_is_refused(
    user: UserId, delegate: UserId | None, hours: float, said: str
) -> None:
    workspace = replace(gone(HAL), deactivated=frozenset({EVE}))

    with pytest.raises(Refusal, match=said):
        gone(user, delegate=delegate, hours=hours, workspace=workspace)


KNOWN = [
    Member(user=MAX, name="Max Weber"),
    Member(user=EVE, name="Eve van der Berg"),
    Member(user=ELI, name="Eli Weber"),
    Member(user=UserId("U0OUT"), name="Olaf Outside"),
]


@pytest.mark.parametrize(
    ("typed", "day", "delegate", "unknown"),
    [
        ("friday", "friday", None, ""),
        ("friday @max", "friday", MAX, ""),
        ("@Max until friday", "until friday", MAX, ""),
        ("@max, friday", "friday", MAX, ""),
        ("2 weeks @Max Weber", "2 weeks", MAX, ""),
        ("2 weeks @eve van der berg", "2 weeks", EVE, ""),
        ("friday @max.weber", "friday", MAX, ""),
        ("friday @MaxWeber", "friday", MAX, ""),
        ("friday @U0MAX", "friday", MAX, ""),
        ("friday @weber", "friday", None, "@weber"),
        ("friday @nobody", "friday", None, "@nobody"),
        ("friday @olaf", "friday", None, "@olaf"),
        ("friday @", "friday", None, "@"),
        ("@nobody friday", "friday", None, "@nobody"),
    ],
)
def test_a_delegate_is_found_by_any_of_their_names_or_by_nobodys(
    typed: str, day: str, delegate: UserId | None, unknown: str
) -> None:
    assert named(typed, members=KNOWN, workspace=WORKSPACE) == (day, delegate, unknown)


@given(st.text(max_size=40))
def test_whatever_is_typed_behind_away_is_read(typed: str) -> None:
    _, delegate, unknown = named(typed, members=KNOWN, workspace=WORKSPACE)

    assert delegate is None or not unknown
    assert bool(delegate or unknown) is ("@" in typed)


def test_departments_that_nobody_else_signs_for_are_named() -> None:
    def alone(
        user: UserId, *, delegate: UserId | None = None, workspace: Workspace = WORKSPACE
    ) -> tuple[str, ...]:
        return alone_without(user, workspace=workspace, delegate=delegate, at=MONDAY)

    assert alone(HAL) == ("HR",)
    assert alone(HAL, delegate=FLO) == ()
    assert alone(MIA) == ()
    assert alone(MIA, workspace=gone(MAX)) == ("Marketing",)
    assert alone(MIA, workspace=gone(MAX, delegate=FLO)) == ()
    assert alone(MIA, workspace=replace(WORKSPACE, deactivated=frozenset({MAX}))) == ("Marketing",)
    assert alone(EVE) == ()


def test_only_what_others_could_do_too_waits_for_somebody() -> None:
    assert needs_delegate(HAL, workspace=WORKSPACE)
    assert needs_delegate(MIA, workspace=WORKSPACE)
    assert not needs_delegate(FLO, workspace=WORKSPACE)
