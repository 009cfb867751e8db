"""A post's past: who decided what, what the record says, and its earlier versions."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block, RichTextBlock, RichTextElement, RichTextSectionElement

from blocks.decided import decided_words
from blocks.decision_words import decision_words, who
from blocks.elements import moment, person, quote, words
from blocks.parts import heading, in_blocks
from blocks.text import inline
from domain.audit import Action, Entry
from domain.posts import Post
from domain.signoffs import SignOff
from domain.versions import Version
from domain.workspaces import Workspace

TEXT_LIMIT = 12_000
"""Weight of one text: all of 3,000 characters, whichever they are."""
COMMENT_LIMIT = 12_000


def decision_blocks(post: Post, *, workspace: Workspace) -> Iterator[Block]:
    """Every decision with its comment, the newest first."""
    yield from heading("Decisions", post.sign_offs)
    for sign_off in reversed(post.sign_offs):
        yield _decision(sign_off, workspace=workspace)


def _decision(sign_off: SignOff, *, workspace: Workspace) -> RichTextBlock:
    said = [quote(sign_off.comment, limit=COMMENT_LIMIT)] if sign_off.comment else []
    head = decided_words(sign_off, workspace=workspace)
    return RichTextBlock(elements=[RichTextSectionElement(elements=head), *said])


def record_blocks(entries: Sequence[Entry], *, workspace: Workspace) -> Iterator[Block]:
    """Every line of the record, the newest first."""
    yield from heading("History", entries)
    yield from in_blocks(
        [
            [
                moment(one.event.at),
                words("  "),
                *who(one.event),
                words(f" {decision_words(one.event, workspace=workspace)}{_reason(one)}"),
            ]
            for one in reversed(entries)
        ]
    )


def _reason(entry: Entry) -> str:
    """Why a post was put on hold, or stands beside another; the words of other decisions stand with them above."""
    told = entry.event.action in {Action.HELD, Action.CLASH_SETTLED}
    return f": “{inline(entry.event.detail.get('comment', ''))}”" if told else ""


def version_blocks(post: Post) -> Iterator[Block]:
    """The text of every earlier version, the newest first."""
    earlier = post.versions[-2::-1]
    yield from heading("Earlier versions", earlier)
    for version in earlier:
        text = quote(version.content.text, limit=TEXT_LIMIT)
        yield RichTextBlock(elements=[RichTextSectionElement(elements=version_head(version)), text])


def version_head(version: Version) -> list[RichTextElement]:
    """Which version it is, by whom and when."""
    return [
        words(f"Version {version.number}", bold=True),
        words(" · "),
        person(version.by),
        words(" · "),
        moment(version.at),
    ]
