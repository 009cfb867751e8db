"""Acknowledgements: the warnings that an author is asked to read, and what approvers see of that."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, RichTextElement

from blocks.elements import context, lines, moment, person, section, words
from blocks.findings import SIGNS, finding_line
from blocks.moments import when
from blocks.targets import target
from blocks.text import mention, plural
from domain.acknowledgements import acknowledged, asks, left_to_read, warnings_of
from domain.audit import Entry
from domain.findings import Finding, Level
from domain.posts import Post

ACKNOWLEDGE = "setup_acknowledge"
"""Action id of the button "Acknowledge"."""
SHOWN = 5
_SIGN = SIGNS[Level.WARNING]


def to_read(post: Post, entries: Sequence[Entry]) -> tuple[Finding, ...]:
    """The warnings that its author is asked to read now; none once it is decided.

    Args:
        entries: the post's lines of the record.
    """
    return left_to_read(post, entries) if asks(post) else ()


def warnings_to_read(post: Post, entries: Sequence[Entry]) -> Iterator[Block]:
    """What the author of the present version sees of its warnings: those left to read with the button, or who read them.

    Args:
        entries: as for `to_read`.
    """
    left = to_read(post, entries)
    if left:
        count = plural(len(left), "warning", "warnings")
        yield section(
            f"*{_SIGN} {count} of the rulebook about version {post.version.number}*, "
            "which approvers see first. Nothing is blocked by it."
        )
        more = [[words(f"+{len(left) - SHOWN:,} more in Details")]] if len(left) > SHOWN else []
        yield lines(*map(finding_line, left[:SHOWN]), *more)
        button = ButtonElement(text="Acknowledge", action_id=ACKNOWLEDGE, value=target(post), style="primary")
        yield ActionsBlock(block_id=f"warnings:{target(post)}", elements=[button])
        yield context(
            "*Acknowledge* means: I have read these warnings. It is recorded with your name and the time, and changes "
            "nothing else. To change the words: *⋯* › *Edit* on the card."
        )
        return
    before = acknowledged(post, entries)
    if before and not left_to_read(post, entries):
        count = plural(len(warnings_of(post.version)), "warning", "warnings")
        yield context(f"{_SIGN} {count} · acknowledged by {mention(before.by)} {when(before.at)}")


def acknowledged_line(post: Post, entries: Sequence[Entry]) -> Sequence[RichTextElement] | None:
    """Whether the author has read the warnings, for "Details": "⚠️ 2 warnings · acknowledged by @eve"; None without any.

    Args:
        entries: as for `to_read`.
    """
    every = warnings_of(post.version)
    if not every:
        return None
    left, before = left_to_read(post, entries), acknowledged(post, entries)
    head = f"{_SIGN} {plural(len(every), 'warning', 'warnings')} · "
    if before is None:
        return [words(f"{head}not acknowledged by the author{' yet' if asks(post) else ''}")]
    if left:
        new = "not yet" if asks(post) else "not"
        head += f"{len(every) - len(left):,} of them, {new} the {'other' if len(left) == 1 else 'others'}, "
    return [words(f"{head}acknowledged by "), person(before.by), words(" · "), moment(before.at)]
