"""Template texts: what stands fixed and what is filled, told apart wherever a template is shown."""

from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import RichTextElement, RichTextQuoteElement

from blocks.cutting import cut, weight
from blocks.elements import words
from blocks.text import NOTHING_TO_SEE, isolated, visible
from domain.filling import FilledText
from domain.slots import BraceError, Piece, pieces


def marked(text: str, *, limit: int) -> RichTextQuoteElement:
    """A template's text in a quotation, its slots in bold braces.

    Args:
        limit: the weight beyond which it is cut.
    """
    return _quoted([_slot(one) if one.slot else (one.text, False) for one in _pieces(text)], limit=limit)


def filled_in(filled: FilledText, *, limit: int) -> RichTextQuoteElement:
    """A filled text in a quotation, what stands in its slots in bold."""
    told: list[tuple[str, bool]] = []
    at = 0
    for one in filled.spans:
        told += [(filled.text[at : one.start], False), (filled.text[one.start : one.end], True)]
        at = one.end
    return _quoted([*told, (filled.text[at:], False)], limit=limit)


def _pieces(text: str) -> Sequence[Piece]:
    try:
        return pieces(text)
    except BraceError:  # kept before there was such a rule, or still being typed
        return (Piece(text=text),)


def _slot(piece: Piece) -> tuple[str, bool]:
    return f"{{{piece.slot}}}", True


def _quoted(told: Iterable[tuple[str, bool]], *, limit: int) -> RichTextQuoteElement:
    elements: list[RichTextElement] = []
    left = limit
    for said, bold in told:
        if left <= 0:
            break
        part = isolated(cut(said, left))
        left -= weight(part)
        if part:
            elements.append(words(part, bold=True) if bold else words(part))
    seen = any(visible(str(one.to_dict().get("text", ""))) for one in elements)
    return RichTextQuoteElement(elements=elements if seen else [words(NOTHING_TO_SEE)])
