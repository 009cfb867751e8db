"""The Home's calendar: what still goes out this week, a line a day."""

from collections.abc import Iterable, Sequence
from datetime import date

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, RichTextElement

from blocks.calendar import MARKS, at_time, day_name
from blocks.elements import lines, section, words
from blocks.home_board import RestOfWeek, heading
from blocks.text import inline
from domain.calendar import Coming, by_day

HEADING = "This week's calendar"
OPEN_CALENDAR = "home_calendar"
"""Action id of the button "Open calendar"."""
POSTS_SHOWN = 3
TITLE_SHOWN = 30


def week_blocks(week: RestOfWeek) -> Iterable[Block]:
    """The days on which something goes out, and the button to all of them."""
    yield heading(HEADING)
    days = by_day(week.coming, timezone=week.timezone)
    if days:
        yield lines(*(_day(day, posts) for day, posts in days))
    else:
        yield section("Nothing more goes out this week. *Propose a post* above begins one.")
    yield ActionsBlock(
        elements=[ButtonElement(text="Open calendar", action_id=OPEN_CALENDAR, value="calendar")]
    )


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
