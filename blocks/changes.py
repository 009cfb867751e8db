"""Changes: what a new version's text says differently, word by word."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from slack_sdk.models.blocks import RichTextBlock, RichTextElement

from blocks.elements import lines, words
from blocks.text import inline, listed, shown, weight
from domain.posts import Post

COMPARED_WORDS = 600
"""Words of each text that are compared; comparing costs the square of it."""
CHANGE_LIMIT = 600
"""Weight of the whole line."""
PIECE_LIMIT = 200
"""Weight of one piece, so that a text written anew shows both its old words and its new ones."""
SMALLEST_PIECE = 20
KEPT = 3
"""Words that stand around each change."""

Piece = tuple[str, str]
"""What happened ("kept", "out" or "in") and the words it happened to."""


def changes(before: str, after: str) -> list[Piece]:
    """The pieces of which the old text and the new one are made, in reading order."""
    old, new = _split(before), _split(after)
    pieces: list[Piece] = []
    for what, old_start, old_end, new_start, new_end in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if what == "equal":
            pieces.append(("kept", " ".join(old[old_start:old_end])))
            continue
        if old_end > old_start:
            pieces.append(("out", " ".join(old[old_start:old_end])))
        if new_end > new_start:
            pieces.append(("in", " ".join(new[new_start:new_end])))
    return pieces


def other_changes(before: Post, after: Post) -> tuple[str, ...]:
    """What an edit changed besides the text, in words."""
    old, new = before.version.content, after.version.content
    facts = (
        ("title", before.title, after.title),
        ("department", before.department, after.department),
        ("networks", set(old.networks), set(new.networks)),
        ("publish time", before.publish_at, after.publish_at),
        ("media link", old.media_link, new.media_link),
        ("alt text", old.alt_text, new.alt_text),
        ("stores", set(before.stores), set(after.stores)),
        ("agreement of the people shown", before.shows_people, after.shows_people),
    )
    return tuple(name for name, was, is_now in facts if was != is_now)


def change_line(post: Post, *, others: Sequence[str] = ()) -> RichTextBlock | None:
    """What the present version changed against the one before; None for a first version.

    Args:
        others: what else its edit changed, as `other_changes` found it then.
    """
    if len(post.versions) < 2:  # noqa: PLR2004  # a change has two sides
        return None
    before, after = post.versions[-2], post.versions[-1]
    head = f"Version {after.number}: "
    if before.content.text == after.content.text:
        return lines([words(f"{head}same text, other {listed(others) or 'details'}")])
    also = f" · also other {listed(others)}" if others else ""
    pieces = changes(before.content.text, after.content.text)
    if all(what == "kept" for what, _ in pieces):
        return lines([words(f"{head}same words, other spaces, line breaks or ending{also}")])
    return lines([words(head, bold=True), *_parts(pieces), *([words(also)] if also else [])])


def change_words(before: str, after: str) -> list[RichTextElement]:
    """What a text changed against another: old words struck, new ones bold."""
    return _parts(changes(before, after))


def _split(text: str) -> list[str]:
    return re.findall(r"\S+", shown(text))[:COMPARED_WORDS]


def _parts(pieces: list[Piece]) -> list[RichTextElement]:
    left = CHANGE_LIMIT
    parts: list[RichTextElement] = []
    for place, (what, piece) in enumerate(pieces):
        text = piece if what != "kept" else _shortened(piece, first=place == 0, last=place == len(pieces) - 1)
        text = inline(text, limit=min(left, PIECE_LIMIT))
        parts.append(words(f"{text} ", bold=what == "in" or None, strike=what == "out" or None))
        left -= weight(text) + 1
        if left < SMALLEST_PIECE:
            break
    return parts


def _shortened(text: str, *, first: bool, last: bool) -> str:
    found = text.split(" ")
    if len(found) <= KEPT * (1 if first or last else 2):
        return text
    head = [] if first else found[:KEPT]
    tail = [] if last else found[-KEPT:]
    return " ".join([*head, "…", *tail])
