"""The countdown: coarse steps, and never a word that is untrue for long."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from domain.countdown import time_left
from tests.domain.stories import MONDAY, later


def test_hours_are_counted_in_the_last_day_and_quarters_in_the_last_hour() -> None:
    def left(hours: float) -> float | None:
        found = time_left(later(hours), at=MONDAY)
        return None if found is None else found / timedelta(hours=1)

    assert left(24.1) is None
    assert left(24) == 24
    assert left(21.9) == 21
    assert left(1) == 1
    assert left(0.98) == 0.75
    assert left(0.1) == 0
    assert left(0) is None
    assert left(-1) is None


def test_words_read_a_moment_later_are_still_true() -> None:
    moments = (timedelta(hours=21), timedelta(hours=1), timedelta(minutes=15))
    assert [time_left(MONDAY + one, at=MONDAY + timedelta(seconds=2)) for one in moments] == list(moments)
    assert time_left(MONDAY + timedelta(hours=21), at=MONDAY + timedelta(minutes=1)) == timedelta(hours=20)


@given(st.integers(1, 24 * 60))
def test_it_is_never_more_than_an_hour_or_a_quarter_off(minutes: int) -> None:
    left = time_left(MONDAY + timedelta(minutes=minutes), at=MONDAY)

    assert left is not None
    assert timedelta() <= timedelta(minutes=minutes) - left < timedelta(minutes=60 if minutes >= 60 else 15)


def test_a_card_is_drawn_anew_28_times_in_its_last_day() -> None:
    seconds = range(0, 24 * 3_600 + 60, 30)
    steps = [time_left(later(24), at=MONDAY + timedelta(seconds=one)) for one in seconds]

    assert sum(one != before for before, one in pairwise(steps)) == 28
