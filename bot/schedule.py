"""The timetable: what happens again and again, and how often."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from apscheduler.schedulers.background import BackgroundScheduler


@dataclass(frozen=True, slots=True)
class Ticker:
    """APScheduler in memory. It only ticks; whether something is due, the database decides."""

    _scheduler: BackgroundScheduler = field(
        default_factory=lambda: BackgroundScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
    )

    def start(self, timetable: Mapping[Callable[[], None], float]) -> None:
        """Begin to tick.

        Args:
            timetable: what to call, and every how many seconds.
        """
        for job, seconds in timetable.items():
            self._scheduler.add_job(job, "interval", seconds=seconds)
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more; waits for a job that is running."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
