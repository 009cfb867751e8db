from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.timetable import SHIPPED_TIMETABLE, Kind, Timetable, WeekTime
from domain.weeks import Week

MONDAY_NINE = WeekTime(0, time(9))


def week(name: str) -> Week:
    return Week.parse(name)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("zone", "name", "due"),
    [
        ("Europe/London", "2026-W43", utc(2026, 10, 19, 8)),
        ("Europe/London", "2026-W44", utc(2026, 10, 26, 9)),
        ("America/New_York", "2026-W47", utc(2026, 11, 16, 14)),
        ("Asia/Tokyo", "2026-W53", utc(2026, 12, 28, 0)),
        ("Pacific/Kiritimati", "2027-W01", utc(2027, 1, 3, 19)),
    ],
)
def test_monday_at_nine_is_nine_on_the_wall_in_summer_and_winter(zone: str, name: str, due: datetime) -> None:
    assert MONDAY_NINE.within(week(name), timezone=zone) == due


def test_an_hour_that_the_clocks_skip_comes_as_much_later() -> None:
    half_past_two = WeekTime(6, time(2, 30))
    assert half_past_two.within(week("2026-W13"), timezone="Europe/Berlin") == utc(2026, 3, 29, 1, 30)


def test_an_hour_that_the_clocks_show_twice_counts_the_first_time() -> None:
    half_past_two = WeekTime(6, time(2, 30))
    assert half_past_two.within(week("2026-W43"), timezone="Europe/Berlin") == utc(2026, 10, 25, 0, 30)


def test_a_friday_that_a_country_left_out_is_made_up_for_on_saturday() -> None:
    # Samoa went over the date line and had no 30 December 2011.
    due = SHIPPED_TIMETABLE.digest.within(week("2011-W52"), timezone="Pacific/Apia")
    assert due == utc(2011, 12, 31, 2)


def test_each_kind_has_its_time_and_says_it() -> None:
    assert [str(SHIPPED_TIMETABLE.of(kind)) for kind in Kind] == [
        "Monday 09:00",
        "Wednesday 09:00",
        "Friday 12:00",
        "Friday 16:00",
    ]


def test_a_timetable_in_which_people_are_reminded_before_they_are_asked_says_so() -> None:
    assert SHIPPED_TIMETABLE.faults() == {}
    assert Timetable(check_in=WeekTime(3, time(9))).faults() == {
        Kind.REMINDER: "Remind later in the week than Thursday 09:00, when people are asked."
    }
    assert Timetable(close=WeekTime(2, time(9))).faults() == {
        Kind.CLOSE: "Close later in the week than Wednesday 09:00, when people are reminded."
    }


@given(st.integers(0, 6), st.times())
def test_a_time_is_read_as_it_is_written(day: int, of_day: time) -> None:
    written = WeekTime(day, of_day.replace(second=0, microsecond=0))
    assert WeekTime.parse(str(written)) == written


@pytest.mark.parametrize(
    "text", ["", "Monday", "09:00", "Fryday 09:00", "Monday 9:00", "Monday 24:00", "Monday 09:00:00"]
)
def test_what_is_no_time_of_a_week_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write a day and a time"):
        WeekTime.parse(text)


def test_a_week_has_seven_days() -> None:
    with pytest.raises(ValueError, match="no day 7"):
        WeekTime(7, time(9))
