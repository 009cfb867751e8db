"""What is due is settled once: clocks that stand still, zones that move, years of 53 weeks."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.runs import (
    APART,
    BEGAN,
    CLOSED,
    LATE,
    LOOK_BACK,
    NAGGING,
    UNASKED,
    Outcome,
    Run,
    Slot,
    due_now,
    standings,
    went_out,
)
from domain.timetable import SHIPPED_TIMETABLE, Kind, Timetable, WeekTime
from domain.weeks import Week

LONDON = "Europe/London"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MONDAY = datetime(2026, 11, 16, 9, tzinfo=UTC)
"""The check-in of week 47."""
FRIDAY = datetime(2026, 11, 20, 16, tzinfo=UTC)
"""The digest of week 47."""


class Clock:
    """A workspace's clock, which remembers what it settled."""

    def __init__(self, *, timetable: Timetable = SHIPPED_TIMETABLE, timezone: str = LONDON) -> None:
        self.timetable, self.timezone = timetable, timezone
        self.runs: list[Run] = []

    def look(self, at: datetime) -> list[tuple[str, str, str]]:
        """Settle what is due; kind, week and why not of each."""
        recent = self.runs[-len(Kind) * (LOOK_BACK + 2) :]
        new = due_now(self.timetable, timezone=self.timezone, runs=recent, at=at)
        self.runs += new
        return [(one.slot.kind.value, str(one.slot.week), one.why) for one in new]

    def ran(self) -> Counter[tuple[Kind, Week]]:
        return Counter((one.slot.kind, one.slot.week) for one in self.runs if one.outcome is Outcome.RAN)


def started(at: datetime = MONDAY - DAY, **changes: object) -> Clock:
    clock = Clock(**changes)  # type: ignore[arg-type]
    clock.look(at)
    return clock


def test_a_workspace_begins_with_the_next_slot_of_each_kind() -> None:
    clock = Clock()
    assert clock.look(MONDAY + HOUR) == [
        ("check-in reminder", "2026-W46", BEGAN),
        ("check-in close", "2026-W46", BEGAN),
        ("digest", "2026-W46", BEGAN),
        ("check-in", "2026-W47", BEGAN),
    ]
    assert clock.look(MONDAY + 2 * DAY) == [("check-in reminder", "2026-W47", UNASKED)]
    assert clock.look(FRIDAY) == [("check-in close", "2026-W47", UNASKED), ("digest", "2026-W47", "")]
    assert clock.look(MONDAY + 7 * DAY) == [("check-in", "2026-W48", "")]


def test_a_week_takes_its_course_and_nothing_comes_twice() -> None:
    clock = started()
    assert clock.look(MONDAY - timedelta(seconds=1)) == []
    assert clock.look(MONDAY) == [("check-in", "2026-W47", "")]
    assert clock.look(MONDAY) == []
    assert clock.look(MONDAY + 2 * DAY) == [("check-in reminder", "2026-W47", "")]
    assert clock.look(FRIDAY - 4 * HOUR) == [("check-in close", "2026-W47", "")]
    assert clock.look(FRIDAY) == [("digest", "2026-W47", "")]
    assert clock.look(FRIDAY + DAY) == []


@pytest.mark.parametrize("down", [HOUR, DAY])
def test_after_an_hour_or_a_day_the_digest_still_comes(down: timedelta) -> None:
    clock = started()
    clock.look(FRIDAY - 4 * HOUR)
    assert clock.look(FRIDAY + down) == [("digest", "2026-W47", "")]


def test_after_a_day_the_check_in_still_comes() -> None:
    assert started().look(MONDAY + DAY) == [("check-in", "2026-W47", "")]


def test_after_three_weeks_only_what_is_of_use_comes_and_the_rest_says_why_not() -> None:
    clock = started()
    for moment in (MONDAY, MONDAY + 2 * DAY, FRIDAY - 4 * HOUR, FRIDAY):
        clock.look(moment)
    assert clock.look(MONDAY + timedelta(days=22)) == [
        ("check-in", "2026-W48", LATE),
        ("check-in reminder", "2026-W48", LATE),
        ("check-in close", "2026-W48", LATE),
        ("digest", "2026-W48", LATE),
        ("check-in", "2026-W49", LATE),
        ("check-in reminder", "2026-W49", LATE),
        ("check-in close", "2026-W49", UNASKED),
        ("digest", "2026-W49", ""),
        ("check-in", "2026-W50", ""),
    ]


def test_a_reminder_on_the_heels_of_a_late_check_in_is_left_out() -> None:
    clock = started()
    assert clock.look(MONDAY + 2 * DAY + HOUR) == [
        ("check-in", "2026-W47", ""),
        ("check-in reminder", "2026-W47", NAGGING),
    ]
    clock = started()
    clock.look(MONDAY + 2 * DAY - HOUR)
    assert clock.look(MONDAY + 2 * DAY) == [("check-in reminder", "2026-W47", NAGGING)]
    clock = started()
    clock.look(MONDAY + 2 * DAY - APART)
    assert clock.look(MONDAY + 2 * DAY) == [("check-in reminder", "2026-W47", "")]


def test_nobody_is_asked_after_the_close() -> None:
    late = Timetable(check_in=WeekTime(4, time(8)), reminder=WeekTime(4, time(9)))
    clock = started(timetable=late)
    assert clock.look(FRIDAY - 3 * HOUR) == [
        ("check-in", "2026-W47", CLOSED),
        ("check-in reminder", "2026-W47", CLOSED),
        ("check-in close", "2026-W47", UNASKED),
    ]


def test_a_kind_that_nobody_does_is_left_alone() -> None:
    due = due_now(SHIPPED_TIMETABLE, timezone=LONDON, runs=(), at=FRIDAY, kinds=[Kind.DIGEST])
    assert [one.slot.kind for one in due] == [Kind.DIGEST]


def test_a_zone_that_moves_makes_nothing_come_twice() -> None:
    clock = started()
    clock.timezone = "Asia/Tokyo"
    assert clock.look(MONDAY - HOUR) == [("check-in", "2026-W47", "")]
    clock.timezone = "America/Los_Angeles"
    assert clock.look(MONDAY + 9 * HOUR) == []
    clock.timezone = "Pacific/Kiritimati"
    assert clock.look(MONDAY + DAY) == []


def test_a_day_that_moves_makes_nothing_come_twice_and_nothing_fall_out() -> None:
    clock = started()
    clock.look(MONDAY)
    clock.timetable = replace(SHIPPED_TIMETABLE, check_in=WeekTime(1, time(9)))
    assert clock.look(MONDAY + DAY) == []
    clock.timetable = replace(clock.timetable, digest=WeekTime(1, time(8)))
    assert clock.look(MONDAY + DAY) == [("digest", "2026-W47", "")]


def test_a_clock_that_was_years_ahead_does_not_silence_the_present() -> None:
    clock = started()
    clock.look(MONDAY + timedelta(days=3_650))
    assert clock.look(MONDAY) == [("check-in", "2026-W47", "")]
    assert clock.look(MONDAY) == []


def test_after_a_quarter_of_silence_it_begins_anew() -> None:
    clock = started()
    new = clock.look(MONDAY + timedelta(weeks=LOOK_BACK + 2))
    assert [why for _, _, why in new] == [BEGAN] * 4


def test_what_ran_last_and_what_comes_next_is_told() -> None:
    clock = started()
    clock.look(MONDAY)
    at = MONDAY + 3 * DAY
    told = {one.kind: one for one in standings(clock.timetable, timezone=LONDON, runs=clock.runs, at=at)}
    last = told[Kind.CHECK_IN].last
    assert last is not None
    assert (last.slot.week, last.outcome, last.at) == (Week.parse("2026-W47"), Outcome.RAN, MONDAY)
    assert told[Kind.CHECK_IN].next == Slot(
        kind=Kind.CHECK_IN, week=Week.parse("2026-W48"), due=MONDAY + 7 * DAY
    )
    # The reminder is late, and says so by being due in the past.
    assert told[Kind.REMINDER].next.due == MONDAY + 2 * DAY
    assert told[Kind.DIGEST].next.due == FRIDAY


def test_a_week_went_out_once_its_check_ins_were_sent() -> None:
    clock = started()
    assert not went_out(clock.runs, week=Week.parse("2026-W47"))
    clock.look(MONDAY)
    assert went_out(clock.runs, week=Week.parse("2026-W47"))
    assert not went_out(clock.runs, week=Week.parse("2026-W48"))


def test_before_anything_ran_the_next_slot_is_the_one_to_come() -> None:
    told = standings(SHIPPED_TIMETABLE, timezone=LONDON, runs=(), at=MONDAY + HOUR)
    assert [one.last for one in told] == [None] * 4
    assert told[0].next.due == MONDAY + 7 * DAY


def weeks_of(years: Iterable[int]) -> int:
    return sum(datetime(year, 12, 28, tzinfo=UTC).isocalendar().week for year in years)


def test_seven_years_with_their_leap_weeks_have_each_week_once() -> None:
    clock = Clock(timezone="America/New_York")
    moment = datetime(2025, 12, 28, 12, tzinfo=UTC)
    clock.look(moment)
    while moment < datetime(2033, 1, 2, 12, tzinfo=UTC):
        moment += timedelta(hours=11)
        clock.look(moment)
    ran = clock.ran()
    assert set(ran.values()) == {1}
    assert (Kind.DIGEST, Week.parse("2026-W53")) in ran
    assert (Kind.DIGEST, Week.parse("2032-W53")) in ran
    for kind in Kind:
        assert sum(which is kind for which, _ in ran) == weeks_of(range(2026, 2033))
    walls = {
        one.slot.due.astimezone(ZoneInfo("America/New_York")).strftime("%a %H:%M")
        for one in clock.runs
        if one.slot.kind is Kind.CHECK_IN
    }
    assert walls == {"Mon 09:00"}


ZONES = [
    "UTC",
    LONDON,
    "America/New_York",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Pacific/Pago_Pago",
    "Australia/Lord_Howe",
]
LOOKS = st.lists(
    st.tuples(st.integers(1, 30 * 24 * 60), st.none() | st.sampled_from(ZONES)), min_size=1, max_size=40
)


@settings(deadline=None, max_examples=60)
@given(LOOKS, st.integers(0, 7 * 24 * 60))
def test_however_the_clock_is_looked_at_no_week_comes_twice_and_none_is_left_unsettled(
    looks: list[tuple[int, str | None]], start: int
) -> None:
    clock = Clock()
    at = MONDAY + timedelta(minutes=start)
    clock.look(at)
    for minutes, zone in looks:
        clock.timezone = zone or clock.timezone
        at += timedelta(minutes=minutes)
        clock.look(at)
    settled = Counter((one.slot.kind, one.slot.week) for one in clock.runs)
    assert set(settled.values()) == {1}
    for kind in Kind:
        weeks = sorted(week for which, week in settled if which is kind)
        assert {later.since(earlier) for earlier, later in pairwise(weeks)} <= {1}
