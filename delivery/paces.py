"""Paces: how fast Slack takes messages, and whose turn comes when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.notices import Notice
from storage.database import Transaction

SOON = timedelta(seconds=2)
"""A slot this near is waited for; for a later one the notice is put back, so that other channels go on, and what somebody
has just acted on finds no more than this taken before it."""
FARTHEST = timedelta(minutes=10)
"""A slot further away comes from a clock that was moved; Slack's own limit still holds then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What shares a lane goes out one after another, `every` so often."""

    lane: str
    every: timedelta


POSTS_EVERY = timedelta(seconds=1)
"""Slack's "Rate limits": about one new message a second and channel."""
UPDATES = Pace(lane="chat.update", every=timedelta(seconds=1.2))
"""The same page, tier 3: fifty updates a minute and workspace."""


def pace_of(notice: Notice) -> Pace:
    """The lane in which this notice goes out next."""
    return UPDATES if notice.posted else Pace(lane=notice.place, every=POSTS_EVERY)


def slot_for(pace: Pace, *, work: Transaction, at: datetime) -> datetime:
    """When the lane is free; reserved only when that is soon, so that no crash leaves it empty for long."""
    free = work.turns.take(pace.lane, at=at, every=timedelta())
    if free - at > FARTHEST:
        return at + pace.every
    return work.turns.take(pace.lane, at=at, every=pace.every) if free - at <= SOON else free
