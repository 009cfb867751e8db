from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.periods import Period, days_of, read_period, read_week
from domain.refusals import Refusal
from domain.weeks import Week

SATURDAY_NIGHT = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["", "week", " WEEK "])
def test_a_week_runs_from_monday_to_sunday(typed: str) -> None:
    period = read_period(typed, at=SATURDAY_NIGHT, timezone="Europe/London")

    assert (period.first, period.last) == (date(2026, 11, 16), date(2026, 11, 22))


def test_the_week_is_the_one_of_the_workspaces_zone() -> None:
    period = read_period("week", at=SATURDAY_NIGHT + timedelta(days=1), timezone="Asia/Tokyo")

    assert period.first == date(2026, 11, 23)


@pytest.mark.parametrize(("at", "last"), [(SATURDAY_NIGHT, 30), (datetime(2027, 2, 28, 12, tzinfo=UTC), 28)])
def test_a_month_is_the_whole_month(at: datetime, last: int) -> None:
    period = read_period("month", at=at, timezone="UTC")

    assert (period.first.day, period.last.day) == (1, last)


def test_from_and_to_are_both_included() -> None:
    period = read_period("2026-11-01..2026-11-30", at=SATURDAY_NIGHT, timezone="America/New_York")

    assert period.start == datetime(2026, 11, 1, 4, tzinfo=UTC)
    assert period.end == datetime(2026, 12, 1, 5, tzinfo=UTC)
    assert str(period) == "2026-11-01..2026-11-30"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("yesterday", "I do not know the period"),
        ("2026-11-01", "I do not know the period"),
        ("2026-02-30..2026-03-01", "I do not know the period"),
        ("2026-11-30..2026-11-01", "2026-11-01..2026-11-30"),
        ("1990-01-01..2026-11-01", "Ten years"),
        ("9999-12-01..9999-12-31", "from 1900 to 2200"),
        ("0001-01-01..0001-01-31", "from 1900 to 2200"),
    ],
)
def test_anything_else_is_refused_with_what_to_type(typed: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_period(typed, at=SATURDAY_NIGHT, timezone="UTC")

    assert said in str(refused.value)


@given(st.dates(date(2000, 1, 1), date(2099, 1, 1)), st.integers(0, 3_000))
def test_what_a_period_says_of_itself_reads_back(first: date, days: int) -> None:
    period = Period(first=first, last=first + timedelta(days=days), timezone="Europe/Berlin")

    assert read_period(str(period), at=SATURDAY_NIGHT, timezone="Europe/Berlin") == period
    assert period.start < period.end


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(typed: str) -> None:
    with suppress(Refusal):
        assert read_period(typed, at=SATURDAY_NIGHT, timezone="UTC").first.year > 1


def test_a_week_is_seven_days_of_a_zone() -> None:
    days = days_of(Week.parse("2026-W53"), timezone="Europe/London")

    assert days == Period(first=date(2026, 12, 28), last=date(2027, 1, 3), timezone="Europe/London")


@pytest.mark.parametrize(
    ("typed", "week"),
    [
        ("", "2026-W47"),
        (" this  week ", "2026-W47"),
        ("last", "2026-W46"),
        ("46", "2026-W46"),
        ("W46", "2026-W46"),
        ("week 46", "2026-W46"),
        ("2025-W52", "2025-W52"),
        ("48", "2025-W48"),
        ("53", "2020-W53"),
    ],
)
def test_a_week_is_typed_in_many_ways(typed: str, week: str) -> None:
    assert str(read_week(typed, at=SATURDAY_NIGHT, timezone="Europe/London")) == week


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("soon", "I do not know the week “soon”"),
        ("0", "I do not know"),
        ("54", "I do not know"),
        ("2025-W53", "I do not know"),
        ("0000-W01", "I do not know"),
        ("9999-W01", "I do not know"),
        ("2026-W48", "Week 48 of 2026 has not begun yet."),
    ],
)
def test_a_week_that_is_none_or_is_to_come_is_refused(typed: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_week(typed, at=SATURDAY_NIGHT, timezone="Europe/London")

    assert said in str(refused.value)


@given(st.text(max_size=12))
def test_no_text_breaks_the_reader_of_weeks(typed: str) -> None:
    with suppress(Refusal):
        assert read_week(typed, at=SATURDAY_NIGHT, timezone="UTC") <= Week.parse("2026-W47")
