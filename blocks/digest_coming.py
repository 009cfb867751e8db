"""What is still to come, as the digest tells it: day by day, next week as a customer meets it."""

from collections.abc import Sequence

from blocks.digest_departments import named
from blocks.digest_page import PART_SHOWN, Part
from blocks.text import escape, inline
from domain.calendar import Coming, by_day, met_near
from domain.digest import Digest
from domain.posts import State
from domain.workspaces import Workspace

DAYS_SHOWN = 3
TITLE_SHOWN = 18
"""What a phone's screen holds of next week: the first post of so many days, and a title's weight."""
POSTS_A_DAY = 6
WAITS = "⏳"
"""Stands before what is planned and not approved yet."""
_OPEN = (State.IN_REVIEW, State.CHANGES_REQUESTED)


def next_week_briefly(digest: Digest, *, workspace: Workspace) -> Part:
    """The first days of next week, each with its first post."""
    head, met = _met(digest, workspace=workspace)
    days = by_day(met, timezone=digest.timezone)
    return Part(
        head, [f"*{day:%a}* {_title(posts[0], limit=TITLE_SHOWN)}" for day, posts in days[:DAYS_SHOWN]]
    )


def still_to_come(digest: Digest, *, workspace: Workspace) -> tuple[Part, ...]:
    """What goes out until Sunday, and each day of next week, with what the mark means."""
    if digest.present is None:
        return ()
    head, met = _met(digest, workspace=workspace)
    return (
        Part("Still this week", _day_by_day(digest.present.this_week, timezone=digest.timezone)),
        Part(head, _day_by_day(met, timezone=digest.timezone)),
    )


def _met(digest: Digest, *, workspace: Workspace) -> tuple[str, Sequence[Coming]]:
    if digest.present is None:
        return "", ()
    near, met = met_near(digest.present.next_week, stores=workspace.stores)
    week = f"Still to come in week {digest.week.plus(1).number}," if digest.whole else "Next week"
    whom = f"a customer near {named(near.city or near.name)}" if near else "a customer"
    return f"{week} as {whom} meets it", met


def _day_by_day(coming: Sequence[Coming], *, timezone: str) -> list[str]:
    said = [f"{day:%a} {_of_day(posts)}" for day, posts in by_day(coming, timezone=timezone)]
    return [*said, *([f"{WAITS} not approved yet"] if any(one.state in _OPEN for one in coming) else [])]


def _of_day(posts: Sequence[Coming]) -> str:
    more = len(posts) - POSTS_A_DAY
    said = [_title(one, limit=PART_SHOWN) for one in posts[:POSTS_A_DAY]]
    return ", ".join([*said, *([f"{more:,} more"] if more > 0 else [])])


def _title(coming: Coming, *, limit: int) -> str:
    waits = f"{WAITS} " if coming.state in _OPEN else ""
    return f"{waits}{escape(inline(coming.title, limit=limit))}"
