"""The Home's calendar: what still goes out this week, a line a day, and how the next one begins."""

from collections.abc import Iterable, Sequence
from datetime import date

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, RichTextElement

from blocks.calendar import MARKS, at_time, day_name
from blocks.elements import lines, section, words
from blocks.home_board import RestOfWeek, heading
from blocks.text import inline, plural
from domain.calendar import Coming, by_day

HEADING = "This week's calendar"
OPEN_CALENDAR = "home_calendar"
"""Action id of the button "Open calendar"."""
POSTS_SHOWN = 3
"""Of a day, and of the next week."""
TITLE_SHOWN = 30


def week_blocks(week: RestOfWeek) -> Iterable[Block]:
    """The days on which something goes out, the next week in short, and the button to all of it."""
    yield heading(HEADING)
    days = by_day(week.coming, timezone=week.timezone)
    if days:
        yield lines(*(_day(day, posts) for day, posts in days))
    elif week.next_total:
        yield section("Nothing more goes out this week.")
    else:
        yield section(
            "Nothing goes out this week any more, nor next week. *Propose a post* above begins one."
        )
    if week.next_total:
        yield lines(*_next_week(week, few=len(week.coming) < POSTS_SHOWN))
    yield ActionsBlock(
        elements=[ButtonElement(text="Open calendar", action_id=OPEN_CALENDAR, value="calendar")]
    )


def _next_week(week: RestOfWeek, *, few: bool) -> Iterable[list[RichTextElement]]:
    """How many it has; its first posts too when there are but few this week."""
    yield [words(f"Next week: {plural(week.next_total, 'post', 'posts')}", bold=True)]
    if few:
        yield from (_day(day, posts) for day, posts in by_day(week.next_week, timezone=week.timezone))


def _day(day: date, posts: Sequence[Coming]) -> list[RichTextElement]:
    told: list[RichTextElement] = [words(day_name(day), bold=True)]
    for number, one in enumerate(posts[:POSTS_SHOWN]):
        title = inline(one.title, limit=TITLE_SHOWN)
        told += [
            words(" · " if number else "  "),
            at_time(one.publish_at),
            words(f" {MARKS[one.state]} {title}"),
        ]
    hidden = len(posts) - POSTS_SHOWN
    return [*told, words(f" · +{hidden:,}")] if hidden > 0 else told
