"""The digest without a phone's limits: everything it knows in words, behind "Details" and where no block can be shown."""

from datetime import datetime
from re import sub

from slack_sdk.models.blocks import HeaderBlock
from slack_sdk.models.views import View

from blocks.digest_coming import still_to_come
from blocks.digest_departments import posts_by_department
from blocks.digest_maturity import maturity_in_full, trend_in_full
from blocks.digest_needs import every_need, needs_head
from blocks.digest_page import Page, Part, days_said, filled, said_of, title_of
from blocks.elements import context, plain
from blocks.moments import when
from blocks.waiting import packed
from domain.digest import Digest
from domain.digest_lines import (
    against_line,
    freeze_lines,
    quiet_line,
    rest_line,
    results_lines,
    rulebook_line,
    unrecorded_line,
    week_line,
)
from domain.digest_voice import voice_lines
from domain.maturity_lines import late_lines
from domain.maturity_report import MaturityReport

MOST_BLOCKS = 100
"""Of a modal (Slack's reference, "Views")."""


def digest_details(page: Page, *, at: datetime) -> View:
    """Everything, point by point.

    Args:
        at: the present, in UTC; a message in a channel is older than what is read behind its button.
    """
    blocks = [
        HeaderBlock(text=plain(title_of(page.digest), 150)),
        context(f"As the record has it {when(at)}"),
        *(block for one in _parts(page) for block in packed([*one.points])),
    ]
    number = page.digest.week.number
    return View(
        type="modal", title=plain(f"Week {number}", 24), close=plain("Close", 24), blocks=blocks[:MOST_BLOCKS]
    )


def in_words(page: Page) -> str:
    """Everything, a line for each part."""
    return "\n".join([title_of(page.digest), *(one.line for one in _parts(page))])


def rulebook_said(digest: Digest) -> list[str]:
    """What the rulebook caught, in plain words."""
    top = digest.now.top_rule
    return said_of([rulebook_line(digest, titles={top.rule: _spoken(top.rule)} if top else {})])


def _parts(page: Page) -> list[Part]:
    digest, workspace, report = page.digest, page.workspace, page.maturity
    return filled(
        Part("", _week(page)),
        Part(needs_head(digest), every_need(page)),
        Part("One customer, one voice", said_of(voice_lines(digest, workspace=workspace))),
        Part("Results", said_of(results_lines(digest))),
        *(_maturity(page, report) if report else ()),
        Part("Rulebook", rulebook_said(digest)),
        Part("Frozen", said_of(freeze_lines(digest))),
        *still_to_come(digest, workspace=workspace),
    )


def _week(page: Page) -> list[str]:
    digest, days = page.digest, days_said(page.digest)
    if before := unrecorded_line(digest):
        return [*said_of([before]), days]
    _, departments = posts_by_department(digest, workspace=page.workspace, charts=False)
    week, rest = [week_line(digest), quiet_line(digest)], [rest_line(digest)]
    compared = f"{days}, {against_line(digest)}"
    return [*said_of(week), compared, *said_of(rest), *([departments] if departments else [])]


def _maturity(page: Page, report: MaturityReport) -> list[Part]:
    """Where it stands, how it went, and what of a week that is over may differ from what was told in it."""
    stands = maturity_in_full(report, workspace=page.workspace)
    by_today = (
        ["counted by the questions and departments of today"] if page.digest.whole and report.answered else []
    )
    return [
        Part("Maturity", [*stands, *by_today]),
        Part("Late answers", said_of(late_lines(report, workspace=page.workspace))),
        trend_in_full(report),
    ]


def _spoken(rule: str) -> str:
    """A rule's name as words: `House.EngagementBait` is "engagement bait"."""
    words = sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", rule.rpartition(".")[2])
    return words if words.isupper() else words.lower()
