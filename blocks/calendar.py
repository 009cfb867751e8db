"""The calendar's agenda: what goes out, day by day, two weeks at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    HeaderBlock,
    RichTextBlock,
    RichTextElement,
    RichTextElementParts,
)
from slack_sdk.models.views import View

from blocks.aims import step_name
from blocks.elements import context, lines, plain, section, words
from blocks.text import inline, plural
from blocks.unknown import unknown_button, week_of
from domain.calendar import Coming, by_day
from domain.periods import FIRST_YEAR, LAST_YEAR
from domain.posts import PostId, State
from domain.refusals import Refusal
from domain.weeks import Week
from domain.workspaces import Workspace

AGENDA = "setup_calendar_agenda"
CUSTOMER = "setup_calendar_customer"
"""Action ids of the buttons to its two views; they begin as the setup's do, which hands them on."""
WEEKS = 2
"""Weeks of an agenda: at first this one and the next."""
POSTS_A_DAY = 12
"""More posts of a day are counted, so that both weeks fit into one view."""
NETWORKS_SHOWN = 3
TITLE_SHOWN = 60
NAME_SHOWN = 30
HEADING_LIMIT = 150
TITLE = "Calendar"
MARKS = {
    State.IN_REVIEW: "🟡",
    State.CHANGES_REQUESTED: "🔵",
    State.ON_HOLD: "⏸️",
    State.APPROVED: "🟢",
    State.PUBLISHED: "📣",
    State.MEASURED: "📣",
}
"""As on the card."""
LEGEND = "🟢 approved · 🟡 in review · 🔵 changes requested · ⏸️ on hold · 📣 published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """Two weeks of what goes out.

    Attributes:
        first: the first of them.
        today: in the reader's zone.
        coming: what goes out in them, by time; of very many the first.
        total: how many there are in all.
        links: of the cards that are in Slack.
        timezone: the reader's IANA zone, whose days these are.
    """

    first: Week
    today: date
    coming: Sequence[Coming]
    total: int
    links: Mapping[PostId, str]
    timezone: str


def unknown() -> Refusal:
    """Says that no control of a calendar of ours carries such a value."""
    return unknown_button(again="Type `/social calendar` again.")


def read_week(value: str) -> Week:
    """The week that a button of the calendar leads to.

    Raises:
        Refusal: no button of ours carries such a value.
    """
    week = week_of(value, unknown=unknown())
    if not FIRST_YEAR <= week.year <= LAST_YEAR:
        raise unknown()
    return week


def agenda_view(agenda: Agenda, *, workspace: Workspace) -> View:
    """The agenda by day, each post at the reader's own time."""
    first, last = agenda.first, agenda.first.plus(WEEKS)
    buttons = [
        ButtonElement(text="The customer's week", action_id=CUSTOMER, value=str(first)),
        ButtonElement(text="Earlier", action_id=f"{AGENDA}:back", value=str(first.plus(-WEEKS))),
        ButtonElement(text="Later", action_id=f"{AGENDA}:on", value=str(last)),
    ]
    days = span(first.monday, last.monday - timedelta(days=1))
    unread = agenda.total - len(agenda.coming)
    more = f"+{plural(unread, 'more post', 'more posts')}: `/social export` has all of them"
    blocks: list[Block] = [
        ActionsBlock(block_id=AGENDA, elements=buttons),
        HeaderBlock(text=plain(days, HEADING_LIMIT)),
        *(
            _day(day, posts, agenda, workspace=workspace)
            for day, posts in by_day(agenda.coming, timezone=agenda.timezone)
        ),
        *([context(more)] if unread > 0 else []),
        context(LEGEND) if agenda.coming else section(_nothing(agenda, days)),
    ]
    return View(type="modal", title=TITLE, close="Close", blocks=blocks)


def _day(day: date, posts: Sequence[Coming], agenda: Agenda, *, workspace: Workspace) -> RichTextBlock:
    today = " · today" if day == agenda.today else ""
    hidden = len(posts) - POSTS_A_DAY
    return lines(
        [words(f"{day_name(day)}{today}", bold=True)],
        *(
            [at_time(one.publish_at), *told(one, workspace=workspace, link=agenda.links.get(one.post, ""))]
            for one in posts[:POSTS_A_DAY]
        ),
        *([[words(f"+{plural(hidden, 'more post', 'more posts')} on this day")]] if hidden > 0 else []),
    )


def _nothing(agenda: Agenda, days: str) -> str:
    if agenda.first.plus(WEEKS).monday <= agenda.today:
        return f"Nothing went out from {days}."
    return f"Nothing goes out from {days}. `/social propose` begins a post; one with a time under “Publish at” stands here."


def told(post: Coming, *, workspace: Workspace, link: str = "") -> list[RichTextElement]:
    """How a post stands, what it is, where it appears, whose it is and which step it serves, behind its time."""
    title = inline(post.title, limit=TITLE_SHOWN)
    networks = [one.label for one in post.networks]
    hidden = len(networks) - NETWORKS_SHOWN
    facts = [
        ", ".join([*networks[:NETWORKS_SHOWN], *([f"+{hidden}"] if hidden > 0 else [])]),
        inline(workspace.department_name(post.department), limit=NAME_SHOWN),
        plural(len(post.stores), "store", "stores") if post.stores else "",
        step_name(post.step, workspace=workspace) if post.step else "",
    ]
    named = RichTextElementParts.Link(url=link, text=title) if link else words(title, bold=True)
    return [words(f"  {MARKS[post.state]} "), named, words("".join(f" · {one}" for one in facts if one))]


def at_time(moment: datetime) -> RichTextElement:
    """The time of the day in the reader's own zone ("Rich text block", date element)."""
    return RichTextElementParts.Date(
        timestamp=int(moment.timestamp()), format="{time}", fallback=f"{moment:%H:%M} UTC"
    )


def day_name(day: date) -> str:
    """A day as "Mon 23 Nov"."""
    return f"{day:%a} {day.day} {day:%b}"


def span(first: date, last: date) -> str:
    """Days as "16 to 29 Nov 2026"."""
    month = "" if (first.year, first.month) == (last.year, last.month) else f" {first:%b}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day}{month}{year} to {last.day} {last:%b} {last.year}"
