"""Looks at what may take long, in a thread of their own, so that whoever asks waits a second at most."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

LOOK_SECONDS = 1.0
"""How long whoever asks waits for the database; those who watch over a process give it few seconds."""

Seen = TypeVar("Seen")


@dataclass(slots=True)
class SharedLook(Generic[Seen]):
    """Whoever asks while a look goes on shares it: asking often costs no threads and no connections."""

    look: Callable[[], Seen]
    name: str = field(kw_only=True)
    _looking: "Future[Seen] | None" = field(default=None, init=False)
    _asking: Lock = field(default_factory=Lock, init=False)
    _eyes: ThreadPoolExecutor = field(init=False)

    def __post_init__(self) -> None:
        self._eyes = ThreadPoolExecutor(1, thread_name_prefix=self.name)

    def seen(self) -> Seen:
        """What there is to see.

        Raises:
            TimeoutError: it takes longer than `LOOK_SECONDS`.
        """
        with self._asking:
            if self._looking is None or self._looking.done():
                self._looking = self._eyes.submit(self.look)
            looking = self._looking
        return looking.result(timeout=LOOK_SECONDS)

    def close(self) -> None:
        """No more looks; one that goes on ends by itself."""
        self._eyes.shutdown(wait=False)
