"""Previews: a post as the readers of each network will meet it, and where the network hides the rest."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Block, RichTextBlock, RichTextQuoteElement, RichTextSectionElement

from blocks.cutting import cut
from blocks.elements import context, words
from blocks.findings import Lengths, length_words
from blocks.text import isolated, plural, shown
from domain.folds import first_seen
from domain.graphemes import graphemes
from domain.networks import Network
from domain.versions import Content

MORE = " … more"


def preview_blocks(content: Content, lengths: Lengths, *, limit: int) -> list[Block]:
    """For each network its length and the text up to the fold; networks that show the same stand together.

    Args:
        limit: the weight of one preview; a longer text is cut there.
    """
    if not content.text.strip() and not content.variants:
        return []
    return list(_previews(content, lengths, limit=limit))


def _together(content: Content) -> dict[tuple[str, str], list[Network]]:
    """By what is seen at first and the whole of it, the networks that show it so."""
    found: dict[tuple[str, str], list[Network]] = {}
    for network in content.networks:
        text = content.text_for(network)
        found.setdefault((first_seen(text, network), text), []).append(network)
    return found


def _previews(content: Content, lengths: Lengths, *, limit: int) -> Iterator[Block]:
    for (seen, text), networks in _together(content).items():
        name = " · ".join(length_words(lengths, networks))
        heading = RichTextSectionElement(elements=[words(f"{name} ", bold=True)])
        beginning = isolated(shown(cut(seen if seen == text else seen.rstrip(), limit)))
        more = [] if seen == text else [words(MORE, bold=True)]
        yield RichTextBlock(
            elements=[heading, RichTextQuoteElement(elements=[words(beginning), *more])],
        )
        if more:
            hidden = sum(1 for _ in graphemes(text)) - sum(1 for _ in graphemes(seen))
            yield context(f"About {plural(hidden, 'character', 'characters')} behind “… more”")
