"""Sight: what can be seen of a text, and whether two texts look the same to whoever reads them."""

from unicodedata import category, normalize

_BLANKS = frozenset("\u00ad\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_VARIATIONS = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""Choose how the character before them is drawn, such as an emoji in colour."""


def visible(text: str) -> bool:
    """Whether there is anything to see in it."""
    return any(category(one)[0] in "LNPS" and one not in _BLANKS for one in text)


def likeness(text: str) -> str:
    """What is left to tell a name by: without capitals, widths, doubled spaces and invisible characters."""
    seen = "".join(one for one in " ".join(text.split()) if not _unseen(one))
    return " ".join(normalize("NFKC", normalize("NFKC", seen).casefold()).split())


def _unseen(one: str) -> bool:
    return category(one) in {"Cc", "Cf"} or one in _BLANKS or one in _VARIATIONS
