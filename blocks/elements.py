"""Elements: the few pieces that all messages and views are made of."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import (
    ContextBlock,
    MarkdownTextObject,
    PlainTextObject,
    RichTextBlock,
    RichTextElement,
    RichTextElementParts,
    RichTextPreformattedElement,
    RichTextQuoteElement,
    RichTextSectionElement,
    SectionBlock,
)

from blocks.cutting import cut
from blocks.moments import noon_before, utc
from blocks.text import mention, shown
from domain.people import UserId

MRKDWN_LIMIT = 3_000
"""Characters of a text object (Slack's reference, "Text object")."""

Words = RichTextElementParts.Text


def plain(text: str, limit: int) -> PlainTextObject:
    """Somebody's words where Slack formats nothing; `emoji` off keeps `:codes:` as typed."""
    return PlainTextObject(text=cut(shown(text), limit), emoji=False)


def mrkdwn(text: str) -> MarkdownTextObject:
    """A sentence of ours; `verbatim` keeps Slack from linking names and addresses by itself ("Text object")."""
    return MarkdownTextObject(text=text, verbatim=True)


def section(text: str) -> SectionBlock:
    """A paragraph of ours."""
    return SectionBlock(text=mrkdwn(text))


def context(*texts: str) -> ContextBlock:
    """Small grey lines of ours."""
    return ContextBlock(elements=[mrkdwn(text) for text in texts])


def words(text: str, *, bold: bool | None = None, strike: bool | None = None) -> Words:
    """Words of rich text: shown as they are, whatever they hold."""
    if bold is None and strike is None:
        return Words(text=text)
    return Words(text=text, style=RichTextElementParts.TextStyle(bold=bold, strike=strike))


def person(user: UserId | None) -> RichTextElement:
    """The person in rich text; the bot's own name for None."""
    return RichTextElementParts.User(user_id=user) if user else words(mention(user))


def moment(at: datetime) -> RichTextElement:
    """A moment in rich text, in each reader's own zone ("Rich text block", date element)."""
    return RichTextElementParts.Date(
        timestamp=int(at.timestamp()), format="{date_short_pretty} at {time}", fallback=utc(at)
    )


def last_day(end: datetime) -> RichTextElement:
    """The last day, in rich text, of something that ends at a midnight ("Rich text block", date element)."""
    noon = noon_before(end)
    return RichTextElementParts.Date(
        timestamp=int(noon.timestamp()), format="{date_short}", fallback=f"{noon:%a %d %b %Y}"
    )


def lines(*paragraphs: Sequence[RichTextElement]) -> RichTextBlock:
    """Paragraphs of rich text in one block."""
    return RichTextBlock(elements=[RichTextSectionElement(elements=list(one)) for one in paragraphs])


def quote(text: str, *, limit: int) -> RichTextQuoteElement:
    """Somebody's words in a quotation, as typed."""
    return RichTextQuoteElement(elements=[words(cut(shown(text), limit))])


def preformatted(text: str, *, limit: int) -> RichTextPreformattedElement:
    """Somebody's words to be copied from, as typed."""
    return RichTextPreformattedElement(elements=[words(cut(shown(text), limit))])
