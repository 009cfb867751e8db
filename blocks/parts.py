"""Parts: a heading over whatever has something to say, in a view of many parts."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block, DividerBlock, RichTextElement

from blocks.elements import lines, section

LINES_A_BLOCK = 20


def heading(title: str, things: Sequence[object]) -> Iterator[Block]:
    """What stands above these; nothing where there are none."""
    if things:
        yield DividerBlock()
        yield section(f"*{title}*")


def in_blocks(paragraphs: Sequence[Sequence[RichTextElement]]) -> Iterator[Block]:
    """Paragraphs of rich text in few blocks, as a view holds only so many."""
    for start in range(0, len(paragraphs), LINES_A_BLOCK):
        yield lines(*paragraphs[start : start + LINES_A_BLOCK])
