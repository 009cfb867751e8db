"""A digest's page: what it is drawn from, and how its parts read in one line or point by point."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from slack_sdk.models.blocks import Block

from blocks.lines import told
from domain.digest import Digest
from domain.digest_lines import Line
from domain.maturity_report import MaturityReport
from domain.periods import days_of
from domain.posts import PostId
from domain.workspaces import Workspace

PART_SHOWN = 60
"""Weight of a title or name inside a line."""


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


@dataclass(frozen=True, slots=True)
class Part:
    """One of the digest's parts, as mrkdwn.

    Attributes:
        head: what it is about; empty for the week itself.
        said: its points.
    """

    head: str
    said: Sequence[str]

    @property
    def line(self) -> str:
        """All of it in one line."""
        return f"*{self.head}*  {' · '.join(self.said)}" if self.head else " · ".join(self.said)

    @property
    def points(self) -> Iterator[str]:
        """The head, then a line for each point."""
        if self.head:
            yield f"*{self.head}*"
        yield from (f"• {one}" if self.head else one for one in self.said)


def filled(*parts: Part) -> list[Part]:
    """Those of which there is something to say."""
    return [one for one in parts if one.said]


def said_of(lines: Iterable[Line | None]) -> list[str]:
    """The domain's lines as mrkdwn, with people's words short and harmless."""
    return [told(one, limit=PART_SHOWN) for one in lines if one]


def title_of(digest: Digest) -> str:
    """What stands above it."""
    return f"Week {digest.week.number} at the social desk"


def named_posts(digest: Digest) -> tuple[PostId, ...]:
    """The posts that leaders have to act upon, whose cards are worth a link."""
    return tuple(one.post[0] for one in digest.present.needs if one.post) if digest.present else ()


def days_said(digest: Digest) -> str:
    """The days of the week, which may be one of another year."""
    days = days_of(digest.week, timezone=digest.timezone)
    first = days.first.day if days.first.month == days.last.month else day_said(days.first)
    year = f" {days.last.year}" if digest.present is None else ""
    return f"{first} to {day_said(days.last)}{year}"


def day_said(day: date) -> str:
    """Such as "20 Nov"."""
    return f"{day.day} {day:%b}"
