"""Fingerprints: a few numbers by which texts that are almost the same find each other without being read.

MinHash with bands (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3): two texts that share the
part `s` of their features have a number in common with probability 1 - (1 - s²)^20. That is above 0.999 from s = 0.55
on, where one word in eight was changed; whether they are alike is then decided by looking at them.
"""

import re
from hashlib import blake2b, shake_128
from struct import Struct
from unicodedata import normalize

BANDS = 20
ROWS = 2
"""Minima that make one number: more tell texts better apart, fewer find them more surely."""
_NUMBERS = Struct(f">{BANDS * ROWS}I")
"""What each feature draws: one number for each minimum, always the same."""
_FEW_WORDS = 4
"""Texts of fewer words, or of a script without spaces, are told by their characters."""
_LINK = re.compile(r"https?://\S+")
_NOT_A_WORD = re.compile(r"[\W_]+")


def normalised(text: str) -> str:
    """The text's words in small letters, without links, marks and emoji: what makes a text the same for a reader."""
    plain = normalize("NFKC", _LINK.sub(" ", text)).casefold()
    return _NOT_A_WORD.sub(" ", plain).strip()


def fingerprint(words: str) -> tuple[int, ...]:
    """The numbers of a normalised text, each of 63 bits; none for a text without words.

    Equal texts have equal numbers, in every process and for all time: they are kept.
    """
    drawn = [
        _NUMBERS.unpack(shake_128(one.encode("utf-8", "surrogatepass")).digest(_NUMBERS.size))
        for one in _features(words)
    ]
    if not drawn:
        return ()
    least = [min(column) for column in zip(*drawn, strict=True)]
    return tuple(number_of(f"text {band} {least[band * ROWS : band * ROWS + ROWS]}") for band in range(BANDS))


def number_of(name: str) -> int:
    """A number of 63 bits for anything that has a name."""
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


def _features(text: str) -> set[str]:
    words = text.split()
    if len(words) < _FEW_WORDS:
        return {text[at : at + 3] for at in range(max(len(text) - 2, min(len(text), 1)))}
    return {*words, *(f"{one} {other}" for one, other in zip(["", *words], [*words, ""], strict=True))}
