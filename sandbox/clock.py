"""The workspace's clock: real time plus an offset that the demo and the tests can move."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Clock:
    """Real time plus an offset. Call it for an aware UTC datetime; it is what the bot of the demo is handed.

    Acknowledgement and trigger deadlines do not follow it: people and networks live in real time.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._offset = 0.0
        self._last_stamp = 0
        self._watchers: list[Callable[[], None]] = []

    def __call__(self) -> datetime:
        """Return the workspace's time, in UTC."""
        return datetime.fromtimestamp(self.seconds(), tz=UTC)

    @property
    def offset(self) -> float:
        """Seconds by which this clock is ahead of real time."""
        return self._offset

    def seconds(self) -> float:
        """Return the workspace's time as Unix seconds."""
        return time.time() + self._offset  # noqa: TID251 - this is where the sandbox's clock is made

    def set(self, at: datetime) -> None:
        """Let the clock go on from `at` (aware)."""
        if at.tzinfo is None:
            raise ValueError("The clock needs a time with a zone.")
        self._move(at.timestamp() - time.time())  # noqa: TID251 - as above

    def advance(self, by: timedelta | float) -> None:
        """Move the clock on by a timedelta or by seconds."""
        self._move(self._offset + (by.total_seconds() if isinstance(by, timedelta) else by))

    def reset(self) -> None:
        """Go back to real time."""
        self._move(0.0)

    def watch(self, moved: Callable[[], None]) -> None:
        """Call `moved` after each move."""
        self._watchers.append(moved)

    def stamp(self) -> str:
        """Return a message timestamp ("1764000000.000100"), unique and increasing even when the clock goes back."""
        with self._lock:
            self._last_stamp = max(int(self.seconds() * 1_000_000), self._last_stamp + 1)
            return f"{self._last_stamp // 1_000_000}.{self._last_stamp % 1_000_000:06d}"

    def _move(self, offset: float) -> None:
        datetime.fromtimestamp(time.time() + offset, tz=UTC)  # noqa: TID251 - refuses what no calendar holds
        self._offset = offset
        for moved in self._watchers:
            moved()
