"""Tallies: how often something happened in this process, for whoever watches over it."""

from collections import Counter
from dataclasses import dataclass, field
from threading import Lock


@dataclass(slots=True)
class Tally:
    """Counts by a few labels, from any thread."""

    _counts: Counter[tuple[str, ...]] = field(default_factory=Counter, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    def add(self, *labels: str) -> None:
        """It happened once more."""
        with self._lock:
            self._counts[labels] += 1

    def counts(self) -> dict[tuple[str, ...], int]:
        """How often, by labels, in their order."""
        with self._lock:
            return dict(sorted(self._counts.items()))
