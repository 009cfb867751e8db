"""Stopping: told by a signal, at any moment, and waited for by the thread that the signal interrupts."""

import signal
from collections.abc import Callable
from queue import Empty, SimpleQueue


class Stopping:
    """Like `threading.Event`, but safe to set inside a signal handler.

    An event that is set there, while the same thread is about to wait for it, waits for its own lock for ever;
    `SimpleQueue.put` is made for that ("queue", SimpleQueue objects).
    """

    def __init__(self) -> None:
        self._told: SimpleQueue[None] = SimpleQueue()

    def tell(self) -> None:
        """It is time to stop."""
        self._told.put(None)

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for so long, or for ever; whether it is time to stop."""
        try:
            self._told.get(timeout=seconds)
        except Empty:
            return False
        self._told.put(None)  # for whoever asks again
        return True


def stop_when_signalled(tell: Callable[[], object]) -> None:
    """Tell when SIGTERM or Ctrl+C comes. Another SIGTERM changes nothing; another Ctrl+C ends the process at once."""

    def end(*_: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        tell()

    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, end)
