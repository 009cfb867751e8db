"""Switches that make the Web API fail the way Slack and networks do."""

from __future__ import annotations

import random  # noqa: TID251 - chance is seeded by whoever sets the fault
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable

FaultKind: TypeAlias = Literal["ratelimited", "server_error", "lost_before", "lost_after", "delay"]
KINDS: dict[str, FaultKind] = {kind: kind for kind in get_args(FaultKind)}


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one call: `seconds` is the Retry-After of "ratelimited" or the wait of "delay".

    "lost_before" drops the connection before anything is done, "lost_after" after it was done.
    """

    kind: FaultKind
    seconds: float = 1.0


@dataclass(slots=True)
class Switch:
    """A fault that strikes calls of a method ("*" for all) with a probability, at most `times` times (None: for ever)."""

    method: str
    fault: Fault
    probability: float = 1.0
    times: int | None = None
    chance: random.Random = field(default_factory=lambda: random.Random(0))  # noqa: S311 - not for secrets

    def strikes(self, method: str) -> bool:
        """Decide for one call, and count it."""
        if self.times == 0 or self.method not in ("*", method) or self.chance.random() >= self.probability:
            return False
        if self.times is not None:
            self.times -= 1
        return True


class Faults:
    """The faults that are switched on, and how often each kind was done."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._switches: list[Switch] = []
        self._scripts: dict[str, deque[Fault | None]] = {}
        self._pace = 0.0
        self._last: dict[str, float] = {}
        self.done: Counter[str] = Counter()

    def switch_on(
        self,
        fault: Fault,
        *,
        method: str = "*",
        probability: float = 1.0,
        times: int | None = None,
        seed: int = 0,
    ) -> None:
        """Let a fault strike; the first of several that strikes wins."""
        chance = random.Random(seed)  # noqa: S311 - not for secrets
        with self._lock:
            self._switches.append(Switch(method, fault, probability, times, chance))

    def script(self, method: str, faults: Iterable[Fault | None]) -> None:
        """Say what happens to the next calls of one method, in order; None lets a call through."""
        with self._lock:
            self._scripts.setdefault(method, deque()).extend(faults)

    def pace_channels(self, seconds: float) -> None:
        """Answer 429 to messages that come sooner than this after the last one in their channel (0: never).

        Slack allows about one a second ("Rate limits: posting messages").
        """
        with self._lock:
            self._pace = seconds

    def clear(self) -> None:
        """Switch everything off; the counts stay."""
        with self._lock:
            self._switches.clear()
            self._scripts.clear()
            self._pace = 0.0

    def on(self) -> list[Switch]:
        """Return the switches that may still strike."""
        with self._lock:
            return [one for one in self._switches if one.times != 0]

    def next_for(self, method: str, *, channel: str = "") -> Fault | None:
        """Decide what happens to this call."""
        with self._lock:
            fault = self._decided(method, channel)
            if fault:
                self.done[fault.kind] += 1
            return fault

    def _decided(self, method: str, channel: str) -> Fault | None:
        if script := self._scripts.get(method):
            return script.popleft()
        for switch in self._switches:
            if switch.strikes(method):
                return switch.fault
        if self._pace and channel and method == "chat.postMessage":
            now = time.monotonic()
            if now - self._last.get(channel, -self._pace) < self._pace:
                return Fault("ratelimited", max(1.0, self._pace))
            self._last[channel] = now
        return None
