"""The engine: threads in this process that keep the courier busy."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Condition, Thread
from time import monotonic
from typing import TypeVar

from structlog import get_logger

from delivery.courier import Carriage, Courier
from domain.people import WorkspaceId
from storage.database import Unavailable

LONGEST_BREAK = 5.0
"""Seconds between tries while the database does not answer."""

Result = TypeVar("Result")

log = get_logger("delivery")


@dataclass(slots=True)
class Engine:
    """A few threads that carry notices until told to stop.

    One thread at a time looks out for work, every `poll` seconds and at once after `wake()`. When it has claimed a
    notice it hands the look-out to the next and carries, so idle threads cost nothing.

    Args:
        workspaces: whose notices to carry, asked anew each round.
        threads: how many notices are on their way at the same time.
        poll: seconds between looks when nobody wakes it.
    """

    courier: Courier
    workspaces: Callable[[], tuple[WorkspaceId, ...]] = field(kw_only=True)
    threads: int = field(default=8, kw_only=True)
    poll: float = field(default=0.5, kw_only=True)
    _condition: Condition = field(default_factory=Condition, init=False)
    _running: list[Thread] = field(default_factory=list, init=False)
    _stopping: bool = field(default=False, init=False)
    _woken: bool = field(default=False, init=False)
    _watched: bool = field(default=False, init=False)
    _failures: int = field(default=0, init=False)
    _turn: int = field(default=0, init=False)

    def start(self) -> None:
        """Begin to carry."""
        for number in range(self.threads):
            thread = Thread(target=self._run, name=f"courier-{number}", daemon=True)
            self._running.append(thread)
            thread.start()

    def wake(self) -> None:
        """Say that there may be something to carry. Costs next to nothing; call it after each commit."""
        with self._condition:
            self._woken = True
            self._condition.notify_all()

    def stop(self, timeout: float) -> bool:
        """Take nothing new and wait so many seconds for what is on its way; False when something still is.

        What could not be finished is not lost: the next start looks for it and finishes it.
        """
        with self._condition:
            self._stopping = True
            self._condition.notify_all()
        deadline = monotonic() + timeout
        for thread in self._running:
            thread.join(max(0.0, deadline - monotonic()))
        return not any(thread.is_alive() for thread in self._running)

    def _run(self) -> None:
        while self._takes_the_watch():
            carriage = self._look_out()
            if carriage is not None:
                self._guarded(partial(self.courier.carry, carriage))

    def _takes_the_watch(self) -> bool:
        with self._condition:
            self._condition.wait_for(lambda: self._stopping or not self._watched)
            self._watched = not self._stopping
            return not self._stopping

    def _look_out(self) -> Carriage | None:
        """Wait for something to carry; the watch is free again on return."""
        try:
            while True:
                carriage = self._guarded(self._next)
                if carriage is not None or not self._waits():
                    return carriage
        finally:
            with self._condition:
                self._watched = False
                self._condition.notify()

    def _waits(self) -> bool:
        """Sleep until it is worth looking again; False when it is time to stop."""
        pause = min(LONGEST_BREAK, self.poll * 2 ** min(self._failures, 8))
        with self._condition:
            self._condition.wait_for(lambda: self._stopping or (self._woken and not self._failures), pause)
            self._woken = False
            return not self._stopping

    def _next(self) -> Carriage | None:
        """Look into each workspace, beginning after the one that was served last."""
        workspaces = self.workspaces()
        for step in range(len(workspaces)):
            position = (self._turn + step) % len(workspaces)
            carriage = self.courier.claim(workspaces[position])
            if carriage is not None:
                self._turn = position + 1
                return carriage
        return None

    def _guarded(self, work: Callable[[], Result]) -> Result | None:
        """Do it; whatever goes wrong is logged and slows the look-out down, and no thread ever ends by it."""
        try:
            result = work()
        except Unavailable as error:
            self._failures += 1
            log.warning("database unavailable", failures=self._failures, why=type(error).__name__)
        except Exception:
            self._failures += 1
            log.exception("delivery failed", failures=self._failures)
        else:
            self._failures = 0
            return result
        return None
