"""Readiness: what `/readyz` reports, each part "ok" or a sentence about what is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from blocks.text import plural
from bot.looking import LOOK_SECONDS, SharedLook
from delivery.backlog import backlog
from storage.database import Database, Unavailable

PATIENCE = timedelta(minutes=5)
"""A notice that waits longer means that people do not see what happens."""


@dataclass(slots=True)
class Readiness:
    """Looks at the database; asking takes a second at most."""

    database: Database
    now: Callable[[], datetime]
    _eyes: SharedLook[Mapping[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        self._eyes = SharedLook(self._look, name="readiness")

    def states(self) -> Mapping[str, str]:
        """What `/readyz` reports of the database and of delivery, which is recorded there."""
        try:
            return self._eyes.seen()
        except TimeoutError:
            return {
                "database": f"Database busy: it did not answer within {LOOK_SECONDS:.0f} s.",
                "delivery": "Not known while the database is busy.",
            }

    def close(self) -> None:
        """No more looks; one that goes on ends by itself."""
        self._eyes.close()

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
    said = ""
    if waiting.due:
        minutes = int((at - (waiting.oldest or at)).total_seconds() // 60)
        waits = plural(waiting.due, "message waits", "messages wait")
        said = f"{waits} for Slack, the oldest for {plural(minutes, 'minute', 'minutes')}."
    lost = plural(waiting.dead, "message", "messages")
    lost = f"{lost} could not be shown since yesterday; `doctor` says why."
    return f"{said} {lost if waiting.dead else ''}".strip()
