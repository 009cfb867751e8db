"""What happens in the workspace, in order, for the page and for those who act as people."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from sandbox.values import Json

KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One event with the people who may see it (None: everybody)."""

    seq: int
    audience: frozenset[str] | None
    event: Json

    def is_for(self, user: str) -> bool:
        """Whether this person may see it."""
        return self.audience is None or user in self.audience


class Feed:
    """A numbered list of events; readers wait for what comes after the last number they know."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self.seq = 0

    def publish(self, event: Json, *, to: Collection[str] | None = None) -> None:
        """Add an event and wake everybody who waits. Safe from any thread."""
        with self._lock:
            self.seq += 1
            audience = None if to is None else frozenset(to)
            self._entries.append(Entry(self.seq, audience, {"seq": self.seq, **event}))
            waiting = list(self._waiting)
        for loop, woken in waiting:
            loop.call_soon_threadsafe(woken.set)

    def after(self, seq: int, user: str) -> list[Json]:
        """Return the events after this number that the person may see."""
        with self._lock:
            if seq >= self.seq:
                return []
            newest_first = takewhile(lambda entry: entry.seq > seq, reversed(self._entries))
            return [entry.event for entry in newest_first if entry.is_for(user)][::-1]

    async def wait_after(self, seq: int, user: str, *, seconds: float) -> list[Json]:
        """Return the events after this number, waiting for the first one at most so many seconds."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        woken = asyncio.Event()
        with self._lock:
            self._waiting.add((loop, woken))
        try:
            while not (events := self.after(seq, user)) and (left := deadline - loop.time()) > 0:
                woken.clear()
                # An event may have come between the look and the clear.
                if self.after(seq, user):
                    continue
                try:
                    await asyncio.wait_for(woken.wait(), left)
                except TimeoutError:
                    break
            return events or self.after(seq, user)
        finally:
            with self._lock:
                self._waiting.discard((loop, woken))
