"""The time there is for one text."""

import pytest

from rulebook import allowance
from rulebook.allowance import MATCHES_UNSEEN, SECONDS_A_PATTERN, SECONDS_A_TEXT, Allowance, Exhausted


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the clock shows, to be moved by hand."""
    shown = [0.0]
    monkeypatch.setattr(allowance, "thread_time", lambda: shown[0])
    return shown


def test_a_turn_that_takes_too_long_ends_and_the_next_has_its_own_time(time: list[float]) -> None:
    one = Allowance()
    assert one.seconds() == SECONDS_A_PATTERN
    time[0] += SECONDS_A_PATTERN
    with pytest.raises(Exhausted):
        one.seconds()
    one.begin()
    assert one.seconds() == SECONDS_A_PATTERN


def test_slow_turns_share_what_there_is(time: list[float]) -> None:
    one = Allowance()
    while time[0] < SECONDS_A_TEXT:
        one.seconds()
        time[0] += SECONDS_A_PATTERN
        one.begin()
    with pytest.raises(Exhausted):
        one.seconds()


def test_turns_without_a_look_at_the_clock_cost_nothing(time: list[float]) -> None:
    one = Allowance()
    for _ in range(5):
        time[0] += 1
        one.begin()
    assert one.seconds() == SECONDS_A_PATTERN


def test_matches_are_counted_between_looks(time: list[float]) -> None:
    one = Allowance()
    for _ in range(MATCHES_UNSEEN):
        one.count()
    time[0] += 1
    for _ in range(MATCHES_UNSEEN - 1):
        one.count()
    with pytest.raises(Exhausted):
        one.count()
