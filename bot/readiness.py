"""Readiness: what `/readyz` reports, each part "ok" or a sentence about what is wrong."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from delivery.backlog import backlog
from storage.database import Database, Unavailable

PATIENCE = timedelta(minutes=5)
"""A notice that waits longer means that people do not see what happens."""
LOOK_SECONDS = 1.0
"""How long whoever asks waits for the database; those who watch over a process give it few seconds."""


@dataclass(slots=True)
class Readiness:
    """Looks at the database in a thread of its own, so that asking takes a second at most.

    Whoever asks while a look goes on shares it: asking often costs no threads and no connections.
    """

    database: Database
    now: Callable[[], datetime]
    _looking: Future[Mapping[str, str]] | None = field(default=None, init=False)
    _asking: Lock = field(default_factory=Lock, init=False)
    _eyes: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="readiness"), init=False
    )

    def states(self) -> Mapping[str, str]:
        """What `/readyz` reports of the database and of delivery, which is recorded there."""
        with self._asking:
            if self._looking is None or self._looking.done():
                self._looking = self._eyes.submit(self._look)
            looking = self._looking
        try:
            return looking.result(timeout=LOOK_SECONDS)
        except TimeoutError:
            return {
                "database": f"Database busy: it did not answer within {LOOK_SECONDS:.0f} s.",
                "delivery": "Not known while the database is busy.",
            }

    def close(self) -> None:
        """No more looks; one that goes on ends by itself."""
        self._eyes.shutdown(wait=False)

    def _look(self) -> Mapping[str, str]:
        database = database_state(self.database)
        if database != "ok":
            return {"database": database, "delivery": "Not known without the database."}
        return {"database": database, "delivery": delivery_state(self.database, at=self.now())}


def database_state(database: Database) -> str:
    """Whether the database answers."""
    try:
        database.ping()
    except Unavailable as error:
        return f"The database does not answer: {error}"
    return "ok"


def delivery_state(database: Database, *, at: datetime) -> str:
    """Whether what should be in Slack is there: what waits and, for a day, what was given up."""
    try:
        waiting = backlog(database, at=at)
    except Unavailable as error:
        return f"The database does not answer: {error}"
    late = waiting.oldest is not None and at - waiting.oldest > PATIENCE
    if not late and not waiting.dead:
        return "ok"
    minutes = int((at - (waiting.oldest or at)).total_seconds() // 60)
    said = f"{waiting.due} messages wait for Slack, the oldest for {minutes} minutes." if waiting.due else ""
    lost = f"{waiting.dead} messages could not be shown since yesterday; `doctor` says why."
    return f"{said} {lost if waiting.dead else ''}".strip()
