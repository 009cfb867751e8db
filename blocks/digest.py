"""The digest as leaders read it: one phone's screen, what matters first and short; the rest stands behind "Details"."""

from slack_sdk.models.blocks import Block, HeaderBlock

from blocks.digest_coming import next_week_briefly
from blocks.digest_departments import posts_by_department
from blocks.digest_details import in_words, rulebook_said
from blocks.digest_maturity import maturity_briefly, trend_shown
from blocks.digest_needs import needs_briefly, needs_head
from blocks.digest_page import Page, Part, days_said, filled, said_of, title_of
from blocks.elements import context, plain, section
from blocks.messages import Message
from domain.digest import Digest
from domain.digest_lines import (
    against_line,
    freeze_lines,
    in_room,
    quiet_line,
    results_lines,
    unrecorded_line,
    week_line,
)
from domain.digest_voice import voice_lines

VOICE_ROOM = 85
RESULTS_ROOM = 30
"""Characters that a phone's screen has for these; what tells most stands there, and all of it behind "Details"."""


def digest_message(page: Page) -> Message:
    """The digest with native charts; in the simpler form every figure of a chart stands in words, in the text everything."""
    charts, simpler = _screen(page, charts=True), _screen(page, charts=False)
    return Message(in_words(page), (*charts, *page.buttons), simpler=(*simpler, *page.buttons))


def _screen(page: Page, *, charts: bool) -> list[Block]:
    digest, workspace, report = page.digest, page.workspace, page.maturity
    chart, shows = posts_by_department(digest, workspace=workspace, charts=charts)
    voice = in_room(voice_lines(digest, workspace=workspace), room=VOICE_ROOM)
    results = in_room(results_lines(digest), room=RESULTS_ROOM)
    frozen = [
        line for line, one in zip(freeze_lines(digest), digest.pauses, strict=True) if one.lifted is None
    ]
    return [
        HeaderBlock(text=plain(title_of(digest), 150)),
        *_week(digest, shows=shows),
        *chart,
        *_sections(Part(needs_head(digest), needs_briefly(page)), Part("Frozen", said_of(frozen[:1]))),
        *_small(
            Part("One customer, one voice", said_of(voice)),
            Part("Results", said_of(results)),
            Part("Maturity", maturity_briefly(report, workspace=workspace) if report else []),
        ),
        *(trend_shown(report, charts=charts) if report else []),
        *_small(
            Part("Rulebook", rulebook_said(digest)),
            next_week_briefly(digest, workspace=workspace),
        ),
    ]


def _week(digest: Digest, *, shows: str) -> list[Block]:
    """The week in a line or two, what its figures compare with, and where no chart stands, what that would show."""
    days = days_said(digest)
    if before := unrecorded_line(digest):
        return [section("\n".join(said_of([before]))), context(days)]
    said = [f"{days}, {against_line(digest)}", *([shows] if shows else [])]
    return [section("\n".join(said_of([week_line(digest), quiet_line(digest)]))), context("\n".join(said))]


def _sections(*parts: Part) -> list[Block]:
    """The parts of which there is something to say, a line each: a list of points would be half as long again."""
    lines = [one.line for one in filled(*parts)]
    return [section("\n".join(lines))] if lines else []


def _small(*parts: Part) -> list[Block]:
    """The same in small letters, for what waits until the rest is read."""
    lines = [one.line for one in filled(*parts)]
    return [context("\n".join(lines))] if lines else []
