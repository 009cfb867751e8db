"""The clock goes on in real time from wherever it was moved to, and stamps never repeat."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox import Clock

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from sandbox import Persona, Sandbox

FRIDAY = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)


def test_it_goes_on_from_where_it_is_set() -> None:
    clock = Clock()
    clock.set(FRIDAY)
    assert FRIDAY <= clock() < FRIDAY + timedelta(seconds=5)
    clock.advance(timedelta(days=7))
    assert FRIDAY + timedelta(days=7) <= clock() < FRIDAY + timedelta(days=7, seconds=5)
    clock.reset()
    assert clock.offset == 0.0


def test_it_refuses_times_without_a_zone_and_beyond_the_calendar() -> None:
    clock = Clock()
    with pytest.raises(ValueError, match="a time with a zone"):
        clock.set(datetime(2026, 11, 27))  # noqa: DTZ001 - that is the point
    for beyond in (1e18, -1e18, float("nan")):
        with pytest.raises((ValueError, OverflowError, OSError)):
            clock.advance(beyond)
    assert clock.offset == 0.0


@given(st.lists(st.floats(-1e6, 1e6), max_size=20))
def test_stamps_grow_whatever_happens_to_the_clock(moves: list[float]) -> None:
    clock, stamps = Clock(), []
    for move in moves:
        clock.advance(move)
        stamps += [clock.stamp(), clock.stamp()]
    assert stamps == sorted(set(stamps))


def test_messages_and_people_follow_it(sandbox: Sandbox, client: WebClient, eve: Persona) -> None:
    sandbox.clock.set(FRIDAY)
    ts = client.chat_postMessage(channel="C01", text="on Friday")["ts"]
    assert FRIDAY.timestamp() <= float(ts) < FRIDAY.timestamp() + 60
    assert client.users_info(user="U01")["user"]["tz_offset"] == 3600
    sandbox.clock.advance(timedelta(days=200))
    assert client.users_info(user="U01")["user"]["tz_offset"] == 7200


def test_the_page_moves_it_and_everybody_is_told(sandbox: Sandbox, eve: Persona) -> None:
    def post(**body: object) -> httpx.Response:
        return httpx.post(f"{sandbox.url}/page/clock", json=body)

    assert post(set="2026-11-27T16:00:00Z").json()["now"] == pytest.approx(FRIDAY.timestamp(), abs=5)
    assert post(set=FRIDAY.timestamp()).json()["now"] == pytest.approx(FRIDAY.timestamp(), abs=5)
    assert post(advance=3600).json()["now"] == pytest.approx(FRIDAY.timestamp() + 3600, abs=5)
    assert sandbox.clock() > FRIDAY
    for wrong in ({"set": "tomorrow"}, {"set": 1e30}, {"advance": "x"}, {}):
        assert post(**wrong).status_code == 400
    assert post(reset=True).json()["offset"] == 0.0
    assert len([one for one in eve.events_after(0) if one["type"] == "clock"]) == 4
