from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.weeks import Week

DAYS = st.dates(date(1970, 1, 5), date(2190, 1, 1))


def week(text: str) -> Week:
    return Week.parse(text)


def test_a_leap_week_stands_between_its_neighbours() -> None:
    leap = week("2026-W53")

    assert leap.monday == date(2026, 12, 28)
    assert (leap.plus(-1), leap.plus(1)) == (week("2026-W52"), week("2027-W01"))
    assert week("2027-W01").since(week("2026-W52")) == 2
    assert week("2025-W52").plus(1) == week("2026-W01")


def test_the_new_years_days_belong_to_the_leap_week() -> None:
    assert Week.of(datetime(2027, 1, 3, 12, tzinfo=UTC), timezone="UTC") == week("2026-W53")
    assert Week.of(datetime(2027, 1, 4, 12, tzinfo=UTC), timezone="UTC") == week("2027-W01")


def test_a_moment_lies_in_the_week_of_the_workspaces_zone() -> None:
    sunday_night = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)

    assert Week.of(sunday_night, timezone="Europe/London") == week("2026-W47")
    assert Week.of(sunday_night, timezone="Asia/Tokyo") == week("2026-W48")
    assert Week.of(sunday_night, timezone="America/New_York") == week("2026-W47")


def test_a_week_begins_by_the_zones_clock_summer_or_winter() -> None:
    summer, winter = week("2026-W43"), week("2026-W44")

    assert summer.starts_at(timezone="Europe/Berlin") == datetime(2026, 10, 18, 22, tzinfo=UTC)
    assert winter.starts_at(timezone="Europe/Berlin") == datetime(2026, 10, 25, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "2026-47", "2026-W5", "2026-W00", "2025-W53", "2026-W54", "0000-W01", "²026-W01"]
)
def test_what_is_no_week_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"(?i)week|year"):
        Week.parse(text)


@given(DAYS, st.integers(-600, 600))
def test_weeks_count_and_sort_as_their_mondays(day: date, weeks: int) -> None:
    one = Week.of(datetime.combine(day, time(), UTC), timezone="UTC")
    other = one.plus(weeks)

    assert other.since(one) == weeks == -one.since(other)
    assert (other.monday - one.monday) == timedelta(weeks=weeks)
    assert (one < other) == (weeks > 0)
    assert Week.parse(str(other)) == other
