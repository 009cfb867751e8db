"""Cutting: how much of Slack's limits a text uses, and as much of it as fits."""

from bisect import bisect_left
from unicodedata import category

ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
"""What Slack has in the place of these ("Formatting message text")."""


def weight(text: str) -> int:
    """How much of a limit the text uses: UTF-16 units, with `&`, `<` and `>` as the entities they are stored as.

    Slack's reference says "characters" and not which; this counts at least as many as any reading of it.
    """
    entities = sum(text.count(one) * (len(entity) - 1) for one, entity in ENTITIES.items())
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 + entities


def cut(text: str, limit: int) -> str:
    """The text, or as much of its beginning as weighs `limit` with a "…" at the end.

    Whole characters only: an emoji of several code points, a flag, a letter with its accents stay together.
    """
    if weight(text) <= limit:
        return text
    end = bisect_left(range(1, limit + 1), limit, key=lambda length: weight(text[:length]))
    return text[: _boundary(text, end)].rstrip() + "…"


_LONGEST_CLUSTER = 64


def _boundary(text: str, end: int) -> int:
    """The nearest place at or before `end` that is not inside a character; `end` when that is absurdly far."""
    place = end
    while place > 0 and end - place < _LONGEST_CLUSTER and _holds_together(text, place):
        place -= 1
    return end if end - place == _LONGEST_CLUSTER else place


def _holds_together(text: str, place: int) -> bool:
    """Whether the code points before and after this place are one character (Unicode annex 29, in short)."""
    before, after = text[place - 1], text[place]
    if _is_flag_letter(before) and _is_flag_letter(after):
        letters = 0
        while letters < place and _is_flag_letter(text[place - 1 - letters]):
            letters += 1
        return letters % 2 == 1
    return (
        before == "\u200d"
        or after == "\u200d"
        or category(after)[0] == "M"
        or "\u1160" <= after <= "\u11ff"  # vowels and finals of Korean syllables
        or "\U0001f3fb" <= after <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= after <= "\U000e007f"  # tags of regional flags
    )


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
