"""Moments: the timetable by which people are told that a post waits, and how far each of them reaches."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from domain.posts import Post, State

BEFORE = (timedelta(hours=24), timedelta(hours=4), timedelta(hours=1))
"""Counted back from the publish time (PRODUCT.md section 8)."""
AFTER = (timedelta(hours=24), timedelta(hours=48))
"""Counted forward from the request, for a post without a publish time."""


STORES_AFTER = timedelta(minutes=10)
"""So long after a post came to wait its stores' managers are asked, so that several posts come in one message."""


class Reach(IntEnum):
    """How far a reminder reaches: each step tells more people than the one before."""

    STORES = 0
    """The managers of stores that have to be ready: nobody else tells them that they are asked."""
    ASKED = 1
    """Those who have to act."""
    DEPARTMENT = 2
    """The department's lead too."""
    ADMINS = 3
    """The admins too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One entry in the timetable of a post.

    Attributes:
        at: in UTC.
        last: whether the post expires unless somebody acts now, so that nobody's evening counts.
    """

    at: datetime
    reach: Reach
    last: bool = False


def moments(post: Post) -> tuple[Moment, ...]:
    """The timetable of this post, earliest first; empty when nobody has to act.

    It counts from when the post last came to wait, so that a post that is released, edited or rescheduled
    begins anew, and moments before that are left out.
    """
    if not (post.state.open or post.state is State.ON_HOLD):
        return ()
    since = waits_since(post)
    asked = post.state.open and any(one.readiness for one in post.needs)
    stores = (Moment(at=since + STORES_AFTER, reach=Reach.STORES),) if asked else ()
    if post.publish_at is None:
        return (
            *stores,
            Moment(at=since + AFTER[0], reach=Reach.ASKED),
            Moment(at=since + AFTER[1], reach=Reach.ADMINS),
        )
    timetable = [
        Moment(at=post.publish_at - before, reach=reach, last=before == BEFORE[-1] and post.state.open)
        for before, reach in zip(BEFORE, (Reach.ASKED, Reach.DEPARTMENT, Reach.ADMINS), strict=True)
    ]
    every = sorted([*stores, *timetable], key=lambda one: (one.at, one.reach))
    return tuple(one for one in every if one.at > since)


def waits_since(post: Post) -> datetime:
    """When the post last came to wait, in UTC: its state or its version changed."""
    return max(post.state_at, post.version.at)
