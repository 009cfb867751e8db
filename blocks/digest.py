"""The digest as leaders read it: one phone screen, each part left out when there is nothing to say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from re import sub

from slack_sdk.models.blocks import Block, HeaderBlock

from blocks.charts import CATEGORIES, Chart
from blocks.elements import context, plain, section
from blocks.lines import told
from blocks.maturity import move_words
from blocks.maturity_trend import trend_chart, trend_words
from blocks.messages import Message
from blocks.text import escape, inline, linked, plural
from domain.digest import Coming, Digest, Need, by_day, met_near
from domain.digest_lines import (
    Line,
    against_line,
    needs_lines,
    quiet_line,
    rulebook_line,
    unmarked_line,
    voice_line,
    week_line,
)
from domain.maturity_lines import finding_line
from domain.maturity_report import MaturityReport
from domain.people import Workspace
from domain.periods import days_of
from domain.posts import PostId, State

PART_SHOWN = 60
"""Weight of a title or name inside a line."""
DAYS_SHOWN = 5
POSTS_A_DAY = 2
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


def named_posts(digest: Digest) -> tuple[PostId, ...]:
    """The posts that leaders have to act upon, whose cards are worth a link."""
    return tuple(one.post[0] for one in digest.present.needs if one.post) if digest.present else ()


def _title(digest: Digest) -> str:
    return f"Week {digest.week.number} at the social desk"


def _parts(page: Page, *, charts: bool) -> list[Block]:
    digest, workspace = page.digest, page.workspace
    return [
        HeaderBlock(text=plain(_title(digest), 150)),
        section(_lines([week_line(digest), unmarked_line(digest), quiet_line(digest)])),
        context(f"{_days(digest)}. {told(against_line(digest))}"),
        *_posts_by_department(digest, workspace=workspace, charts=charts),
        *_part("Needs you", _needs(page)),
        *_part("One customer, one voice", [told(one) for one in [voice_line(digest)] if one]),
        *(_maturity(page.maturity, workspace=workspace, charts=charts) if page.maturity else []),
        *_part("Rulebook", _rulebook(digest)),
        *_coming(digest, workspace=workspace),
    ]


def _words(blocks: Iterable[Block]) -> list[str]:
    """What the paragraphs say, for where no block can be shown."""
    found: list[str] = []
    for block in (one.to_dict() for one in blocks):
        texts = block.get("elements", ()) if block["type"] == "context" else [block.get("text")]
        found += [one["text"] for one in texts if one and block["type"] != "header"]
    return found


def _part(head: str, lines: Sequence[str]) -> list[Block]:
    if not lines:
        return []
    said = f"  {lines[0]}" if len(lines) == 1 else "".join(f"\n• {one}" for one in lines)
    return [section(f"*{head}*{said}")]


def _lines(lines: Iterable[Line | None]) -> str:
    return "\n".join(told(one) for one in lines if one)


def _days(digest: Digest) -> str:
    """The days of the week, which may be one of another year."""
    days = days_of(digest.week, timezone=digest.timezone)
    return f"{_day(days.first)} to {_day(days.last)} {days.last.year}"


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def _posts_by_department(digest: Digest, *, workspace: Workspace, charts: bool) -> list[Block]:
    """What each department published and has waiting; a sentence beside the chart, or all of it in words."""
    out = digest.now.went_out
    waiting = digest.present.waiting if digest.present else {}
    known = [one.key for one in workspace.departments]
    counted = sorted(
        {*out, *waiting}, key=lambda key: (key not in known, known.index(key) if key in known else 0)
    )
    if not counted:
        return []
    names = {key: workspace.department_name(key) for key in counted}
    if not charts or len(counted) > CATEGORIES:
        each = [f"{_named(names[key])} {_counts(key, out, waiting)}" for key in counted[:CATEGORIES]]
        if more := len(counted) - len(each):
            each.append(f"{plural(more, 'more department', 'more departments')} in the workbook")
        return [context(f"By department: {' · '.join(each)}")]
    series = {"Published": [out.get(key, 0) for key in counted]}
    if waiting:
        series["Waiting"] = [waiting.get(key, 0) for key in counted]
    chart = Chart(
        "bar",
        "Posts by department",
        categories=[names[key] for key in counted],
        series=series,
        block_id="digest_departments",
    )
    return [chart, context(_finding(out, waiting, names))]


def _counts(key: str, out: Mapping[str, int], waiting: Mapping[str, int]) -> str:
    said = [f"{out[key]:,} published"] if out.get(key) else []
    return ", ".join([*said, *([f"{waiting[key]:,} waiting"] if waiting.get(key) else [])])


def _finding(out: Mapping[str, int], waiting: Mapping[str, int], names: Mapping[str, str]) -> str:
    """What the chart shows, in a sentence."""
    said = [_most("published", out, names)] if out else ["Nothing was published"]
    return "; ".join([*said, *([_most("waiting", waiting, names)] if waiting else [])])


def _most(what: str, counts: Mapping[str, int], names: Mapping[str, str]) -> str:
    total, most = sum(counts.values()), max(counts.values())
    first = [_named(names[key]) for key in names if counts.get(key) == most]
    posts = plural(total, "post", "posts")
    if len(first) > 1:
        return f"{posts} {what}, the most in {len(first)} departments alike ({most:,} each)"
    return f"{posts} {what}, {'all' if most == total else f'{most:,}'} in {first[0]}"


def _named(name: str) -> str:
    return escape(inline(name, limit=PART_SHOWN))


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


def _maturity(report: MaturityReport, *, workspace: Workspace, charts: bool) -> list[Block]:
    """The finding and the next move; the trend once there are two weeks to compare."""
    if report.empty:
        asked = ["Nobody has answered this week's check-in. It takes about a minute: `/social checkin`"]
        return _part("Maturity", asked if report.asked else [])
    moves = _next_move(report, workspace=workspace)
    compared = sum(one.percent is not None for one in report.trend) > 1
    trend = (trend_chart(report) if charts else trend_words(report)) if compared else []
    return [*_part("Maturity", [told(finding_line(report)), *moves]), *trend]


def _next_move(report: MaturityReport, *, workspace: Workspace) -> list[str]:
    """What comes next; of a step whose day has passed only what it is, as a digest names nobody for being late."""
    for one in report.moves:
        if not one.overdue:
            return [f"Next move: {move_words(one, report, workspace=workspace)}"]
    open_still = [
        f"Still open: “{_named(one.move.what)}” · {_named(workspace.department_name(one.department))}"
        for one in report.moves
    ]
    return open_still[:1]


def _rulebook(digest: Digest) -> list[str]:
    top = digest.now.top_rule
    line = rulebook_line(digest, titles={top.rule: _spoken(top.rule)} if top else {})
    return [told(line)] if line else []


def _spoken(rule: str) -> str:
    """A rule's name as words: `House.EngagementBait` is "engagement bait"."""
    words = sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", rule.rpartition(".")[2])
    return words if words.isupper() else words.lower()


def _coming(digest: Digest, *, workspace: Workspace) -> list[Block]:
    if digest.present is None:
        return []
    near, met = met_near(digest.present.next_week, stores=workspace.stores)
    week = f"Week {digest.week.plus(1).number}" if digest.whole else "Next week"
    whom = f"a customer near {_named(near.name)}" if near else "a customer"
    return [
        *_part("Still this week", _by_day(digest.present.this_week, timezone=digest.timezone)),
        *_part(f"{week} as {whom} meets it", _by_day(met, timezone=digest.timezone)),
    ]


def _by_day(coming: Sequence[Coming], *, timezone: str) -> list[str]:
    """All of it in one line, the days one after another."""
    days = by_day(coming, timezone=timezone)
    said = [f"*{day:%a}* {_of_day(posts)}" for day, posts in days[:DAYS_SHOWN]]
    hidden = sum(len(posts) for _, posts in days[DAYS_SHOWN:])
    if hidden:
        said.append(f"and {plural(hidden, 'more post', 'more posts')}")
    return [" · ".join(said)] if said else []


def _of_day(posts: Sequence[Coming]) -> str:
    said = [f"{_named(one.title)}{' (not approved yet)' if one.state in _OPEN else ''}" for one in posts]
    more = len(said) - POSTS_A_DAY
    return ", ".join([*said[:POSTS_A_DAY], *([f"+{more:,}"] if more > 0 else [])])
