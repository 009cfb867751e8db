"""The timetable: what happens again and again, and how often."""

from collections.abc import Callable
from dataclasses import dataclass, field

from apscheduler.schedulers.background import BackgroundScheduler

Job = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Ticker:
    """APScheduler in memory. It only ticks; whether something is due, the database decides."""

    _scheduler: BackgroundScheduler = field(
        default_factory=lambda: BackgroundScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
    )

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()

    def every(self, seconds: float, job: Job, *, at_once: bool = False) -> None:
        """Call this every so many seconds.

        Args:
            at_once: whether also now.
        """
        self._scheduler.add_job(job, "interval", seconds=seconds)
        if at_once:
            self.soon(job)

    def soon(self, job: Job) -> None:
        """Call this once, as soon as a thread is free."""
        self._scheduler.add_job(job)

    def stop(self) -> None:
        """Tick no more; waits for a job that is running."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
