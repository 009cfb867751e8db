"""Fingerprints: a few numbers by which texts that are almost the same find each other without being read.

MinHash with bands (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3): two texts that share the
part `s` of their features have a number in common with probability 1 - (1 - s²)^20. That is above 0.999 from s = 0.55
on, where one word in eight was changed; whether they are alike is then decided by looking at them.
"""

import re
from hashlib import blake2b, shake_128
from itertools import pairwise
from struct import Struct
from unicodedata import normalize

BANDS = 20
ROWS = 2
"""Minima that make one number: more tell texts better apart, fewer find them more surely."""
_NUMBERS = Struct(f">{BANDS * ROWS}I")
"""What each feature draws: one number for each minimum, always the same."""
_SHORT = 40
_FEW_WORDS = 12
"""Texts of up to so many characters or words are told by their letters as well: each word of a short text, and each
letter of a shorter one, is too much of it to find its like by."""
_ONE_WORD = 1
"""What has no more is told by letters alone: it may be of a script without spaces."""
_LINK = re.compile(r"https?://\S+")
_NOT_A_WORD = re.compile(r"[\W_]+")


def normalised(text: str) -> str:
    """The text's words in small letters, without links, marks and emoji: what makes a text the same for a reader."""
    plain = normalize("NFKC", _LINK.sub(" ", text)).casefold()
    return _NOT_A_WORD.sub(" ", plain).strip()


def fingerprint(words: str) -> tuple[int, ...]:
    """The numbers of a normalised text, each of 63 bits; none for a text without words.

    Equal texts have equal numbers, in every process and for all time: they are kept. The order of the words does not
    matter.
    """
    ordered = sorted(words.split())
    text = " ".join(ordered)
    features: list[set[str]] = []
    if len(text) <= _SHORT:
        features.append(_parts(text, 1) | _parts(text, 2) | _parts(text, 3))
    if len(ordered) <= _FEW_WORDS:
        features.append(_parts(text, 3))
    if len(ordered) > _ONE_WORD:
        features.append({*ordered, *map(" ".join, pairwise(["", *ordered, ""]))})
    return tuple(dict.fromkeys(number for each in features for number in _least(each)))


def _parts(text: str, size: int) -> set[str]:
    """Every so many characters in a row; the text itself when it has fewer."""
    return {text[at : at + size] for at in range(max(len(text) - size + 1, min(len(text), 1)))}


def _least(features: set[str]) -> list[int]:
    """The bands of least numbers that these features draw."""
    drawn = [
        _NUMBERS.unpack(shake_128(one.encode("utf-8", "surrogatepass")).digest(_NUMBERS.size))
        for one in features
    ]
    if not drawn:
        return []
    least = [min(column) for column in zip(*drawn, strict=True)]
    return [number_of(f"text {band} {least[band * ROWS : band * ROWS + ROWS]}") for band in range(BANDS)]


def number_of(name: str) -> int:
    """A number of 63 bits for anything that has a name."""
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1
