"""Graphemes: what a reader takes for one character, whatever it is made of."""

from collections.abc import Iterator
from unicodedata import category, combining

_JOINER = "\u200d"
_VIRAMA = 9
"""Combining class of the signs that join two consonants of an Indian script."""
_PREPENDED = frozenset("\u0d4e\U000111c2\U000111c3\U0001193f\U00011941\U00011a3a\U00011d46\U00011f02")
_APPENDED = frozenset("\u0e33\u0eb3\uff9e\uff9f")


def graphemes(text: str) -> Iterator[str]:
    """The text in pieces that no display tears apart, in one pass.

    Unicode annex 29, rounded up: two code points that belong together there are never separated here, and
    a code point that this Python does not know yet stays with the one before it.
    """
    start = flags = 0
    for place in range(1, len(text)):
        before, after = text[place - 1], text[place]
        flags = flags + 1 if _is_flag_letter(before) else 0
        if not (_holds_together(before, after) or (flags % 2 and _is_flag_letter(after))):
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def _holds_together(before: str, after: str) -> bool:
    if before < "\u0300" and after < "\u0300":
        return before == "\r" and after == "\n"
    kind = category(after)
    return (
        kind[0] == "M"
        or kind == "Cn"
        or before == _JOINER
        or after in _APPENDED
        or "\u200c" <= after <= _JOINER
        or "\U0001f3fb" <= after <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= after <= "\U000e007f"  # tags of regional flags
        or before in _PREPENDED
        or "\U00011a84" <= before <= "\U00011a89"
        or category(before) == "Cf"  # number signs of Arabic and others that stand before
        or combining(before) == _VIRAMA
        or "\u1160" <= after <= "\u11ff"  # vowels and finals of Korean syllables
        or "\ud7b0" <= after <= "\ud7ff"
        or (_is_initial(before) and (_is_initial(after) or "\uac00" <= after <= "\ud7a3"))
    )


def _is_initial(one: str) -> bool:
    return "\u1100" <= one <= "\u115f" or "\ua960" <= one <= "\ua97f"


def _is_flag_letter(one: str) -> bool:
    return "\U0001f1e6" <= one <= "\U0001f1ff"
