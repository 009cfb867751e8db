"""The digest as leaders read it: one phone screen, each part left out when there is nothing to say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from re import sub

from slack_sdk.models.blocks import Block, HeaderBlock

from blocks.digest_departments import named, posts_by_department
from blocks.elements import context, plain, section
from blocks.lines import told
from blocks.maturity_trend import trend_lines, trend_words
from blocks.messages import Message
from blocks.text import escape, inline, linked, mention, plural
from blocks.waiting import packed
from domain.calendar import Coming, by_day, met_near
from domain.digest import Digest
from domain.digest_lines import (
    Line,
    against_line,
    freeze_line,
    needs_lines,
    quiet_line,
    results_line,
    rulebook_line,
    unrecorded_line,
    week_line,
)
from domain.digest_needs import Need
from domain.digest_voice import voice_line
from domain.maturity_lines import standing_line
from domain.maturity_report import MaturityReport
from domain.periods import days_of
from domain.posts import PostId, State
from domain.workspaces import Workspace

PART_SHOWN = 60
"""Weight of a title or name inside a line."""
DAYS_SHOWN = 3
POSTS_A_DAY = 1
TITLE_SHOWN = 26
"""Weight of a title among those of next week."""
WAITS = "⏳"
"""Stands before what is planned and not approved yet."""
_OPEN = (State.IN_REVIEW, State.CHANGES_REQUESTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One digest as it is to be shown.

    Attributes:
        digest: what it tells.
        maturity: what the check-ins say of the same week; None where they are not known.
        links: where the cards of posts it names are, as far as they are in Slack.
        buttons: what stands under it.
    """

    digest: Digest
    workspace: Workspace
    maturity: MaturityReport | None = None
    links: Mapping[PostId, str] = field(default_factory=dict)
    buttons: Sequence[Block] = ()


def digest_message(page: Page) -> Message:
    """The digest with native charts; in the simpler form every figure of a chart stands in words."""
    charts, simpler = _parts(page, charts=True), _parts(page, charts=False)
    fallback = "\n".join([_title(page.digest), *_words(simpler)])
    return Message(fallback, (*charts, *page.buttons), simpler=(*simpler, *page.buttons))


def desk_now(digest: Digest, *, workspace: Workspace) -> Block:
    """How the desk stands, for a leader's Home: what waits, what has expired this week, and what needs a leader."""
    waiting = sum(digest.waiting.values())
    waits = plural(waiting, "post waits", "posts wait") if waiting else "Nothing waits"
    needs = needs_lines(digest, workspace=workspace)
    needed = [told(one, limit=PART_SHOWN) for one in needs] or ["nothing right now"]
    counts = f"*The desk now*  {waits} for a decision · {digest.now.expired:,} expired this week"
    return section("\n".join([counts, *_part("Needs you", needed)]))


def named_posts(digest: Digest) -> tuple[PostId, ...]:
    """The posts that leaders have to act upon, whose cards are worth a link."""
    return tuple(one.post[0] for one in digest.present.needs if one.post) if digest.present else ()


def _title(digest: Digest) -> str:
    return f"Week {digest.week.number} at the social desk"


def _parts(page: Page, *, charts: bool) -> list[Block]:
    digest, workspace = page.digest, page.workspace
    chart, shows = posts_by_department(digest, workspace=workspace, charts=charts)
    report = page.maturity
    return [
        HeaderBlock(text=plain(_title(digest), 150)),
        *_week(digest, shows=shows),
        *chart,
        *packed(
            [
                *_part("Needs you now" if digest.whole else "Needs you", _needs(page)),
                *_part("One customer, one voice", _told(voice_line(digest, workspace=workspace))),
                *_part("Results", _told(results_line(digest))),
                *_part("Maturity", _maturity(report, workspace=workspace) if report else []),
            ]
        ),
        *(_trend(report, charts=charts) if report else []),
        *packed(
            [
                *_part("Rulebook", _rulebook(digest)),
                *_part("Frozen", _told(freeze_line(digest))),
                *_coming(digest, workspace=workspace),
            ]
        ),
    ]


def _week(digest: Digest, *, shows: str) -> list[Block]:
    """The week in a line or two, and what its figures compare with."""
    days = f"{_days(digest)}."
    if before := unrecorded_line(digest):
        return [section(told(before)), context(days)]
    against = [days, told(against_line(digest)), *([f"{shows}."] if shows else [])]
    return [section(_lines([week_line(digest), quiet_line(digest)])), context(" ".join(against))]


def _words(blocks: Iterable[Block]) -> list[str]:
    """What the paragraphs say, for where no block can be shown."""
    found: list[str] = []
    for block in (one.to_dict() for one in blocks):
        texts = block.get("elements", ()) if block["type"] == "context" else [block.get("text")]
        found += [one["text"] for one in texts if one and block["type"] != "header"]
    return found


def _part(head: str, said: Sequence[str]) -> list[str]:
    """One line of its own: a list of points, or a block each, would be half as long again."""
    return [f"*{head}*  {' · '.join(said)}"] if said else []


def _lines(lines: Iterable[Line | None]) -> str:
    return "\n".join(told(one) for one in lines if one)


def _told(line: Line | None) -> list[str]:
    return [told(line, limit=PART_SHOWN)] if line else []


def _days(digest: Digest) -> str:
    """The days of the week, which may be one of another year."""
    days = days_of(digest.week, timezone=digest.timezone)
    first = days.first.day if days.first.month == days.last.month else _day(days.first)
    year = f" {days.last.year}" if digest.present is None else ""
    return f"{first} to {_day(days.last)}{year}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"


def _needs(page: Page) -> list[str]:
    lines = needs_lines(page.digest, workspace=page.workspace)
    needs = page.digest.present.needs if page.digest.present else ()
    return [
        _linked_need(line, needs[number] if number < len(needs) else None, page.links)
        for number, line in enumerate(lines)
    ]


def _linked_need(line: Line, need: Need | None, links: Mapping[PostId, str]) -> str:
    link = links.get(need.post[0], "") if need and need.post else ""
    parts = {name: escape(inline(text, limit=PART_SHOWN)) for name, text in line.parts.items()}
    if "title" in parts:
        parts["title"] = linked(parts["title"], link)
    return line.sentence.format(**parts)


def _maturity(report: MaturityReport, *, workspace: Workspace) -> list[str]:
    """Where each stage stands and the next move; a week that nobody answered stands nowhere of its own."""
    if report.answered:
        return [*_told(standing_line(report)), *_next_move(report, workspace=workspace)]
    asked = plural(len(report.asked), "department", "departments")
    none = (
        [f"0 of {asked} answered the check-in; leads answer with `/social checkin`"] if report.asked else []
    )
    return [*none, *_next_move(report, workspace=workspace)]


def _trend(report: MaturityReport, *, charts: bool) -> list[Block]:
    """The trend, once there are two weeks to compare; what it shows stands right above it."""
    if not report.answered or sum(one.percent is not None for one in report.trend) < 2:  # noqa: PLR2004  # two weeks
        return []
    chart = trend_lines(report) if charts else None
    return [chart] if chart else trend_words(report)


def _next_move(report: MaturityReport, *, workspace: Workspace) -> list[str]:
    """The same move as on the Home: the one due for longest, else the next; nobody is named for being late."""
    if not report.moves:
        return []
    first = report.moves[0]
    what = f"“{named(first.move.what)}”"
    due = f"{first.move.due:%a} {_day(first.move.due)}"
    if first.overdue:
        department = named(workspace.department_name(first.department))
        return [f"Next move, open since {due}: {what} · {department}"]
    return [f"Next move: {what}, {mention(first.move.who)}, by {due}"]


def _rulebook(digest: Digest) -> list[str]:
    top = digest.now.top_rule
    line = rulebook_line(digest, titles={top.rule: _spoken(top.rule)} if top else {})
    return _told(line)


def _spoken(rule: str) -> str:
    """A rule's name as words: `House.EngagementBait` is "engagement bait"."""
    words = sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", rule.rpartition(".")[2])
    return words if words.isupper() else words.lower()


def _coming(digest: Digest, *, workspace: Workspace) -> list[str]:
    if digest.present is None:
        return []
    near, met = met_near(digest.present.next_week, stores=workspace.stores)
    week = f"Still to come in week {digest.week.plus(1).number}," if digest.whole else "Next week"
    whom = f"a customer near {named(near.name)}" if near else "a customer"
    return [
        *_part("Still this week", _by_day(digest.present.this_week, timezone=digest.timezone)),
        *_part(f"{week} as {whom} meets it", _by_day(met, timezone=digest.timezone)),
    ]


def _by_day(coming: Sequence[Coming], *, timezone: str) -> list[str]:
    """All of it in one line, the days one after another, with what the mark means."""
    days = by_day(coming, timezone=timezone)
    shown = days[:DAYS_SHOWN]
    said = [f"*{day:%a}* {_of_day(posts)}" for day, posts in shown]
    if hidden := sum(len(posts) for _, posts in days[DAYS_SHOWN:]):
        said.append(f"and {plural(hidden, 'more post', 'more posts')}")
    if any(one.state in _OPEN for _, posts in shown for one in posts[:POSTS_A_DAY]):
        said.append(f"{WAITS} not approved yet")
    return said


def _of_day(posts: Sequence[Coming]) -> str:
    said = [
        f"{WAITS + ' ' if one.state in _OPEN else ''}{escape(inline(one.title, limit=TITLE_SHOWN))}"
        for one in posts[:POSTS_A_DAY]
    ]
    more = len(posts) - len(said)
    return " ".join([", ".join(said), *([f"+{more:,}"] if more else [])])
