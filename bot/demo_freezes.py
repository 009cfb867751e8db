"""The demo's planned blackout: a day in the near future on which nothing goes out, announced by the clock."""

from datetime import datetime, timedelta

from domain.freeze import Scope
from domain.people import UserId
from handlers.freezing import keep_freeze
from handlers.kit import Kit
from storage.database import Transaction

PLANNED = "planned a blackout"
BY = UserId("U0LEA")
REASON = "Memorial day for our founder: the shops are quiet, and so are we"
AHEAD = timedelta(days=5)
"""From the planning to the day itself; with the planning three days ago that is the day after tomorrow."""


def plan_blackout(kit: Kit, transaction: Transaction, *, at: datetime) -> None:
    """A leader plans a day, in UTC, on which all posts are frozen."""
    day = (at + AHEAD).replace(hour=0, minute=0, second=0, microsecond=0)
    keep_freeze(
        transaction,
        scope=Scope(),
        reason=REASON,
        since=day,
        until=day + timedelta(days=1),
        by=BY,
        at=at,
        new_id=kit.new_id,
    )
