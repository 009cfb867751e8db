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
    """Whether what should be in Slack is there."""
    try:
        waiting = backlog(database, at=at)
    except Unavailable as error:
        return f"The database does not answer: {error}"
    if waiting.oldest is None or at - waiting.oldest <= PATIENCE:
        return "ok"
    minutes = int((at - waiting.oldest).total_seconds() // 60)
    return f"{waiting.due} messages wait for Slack, the oldest for {minutes} minutes."
