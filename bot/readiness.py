"""Readiness: what `/readyz` reports, each part "ok" or a sentence about what is wrong."""

from datetime import datetime, timedelta

from delivery.backlog import backlog
from storage.database import Database, Unavailable

PATIENCE = timedelta(minutes=5)
"""A notice that waits longer means that people do not see what happens."""


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
