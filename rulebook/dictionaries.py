"""Hunspell's dictionaries, as far as telling known words from unknown ones goes: stems, endings, beginnings."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

LARGEST = 32 << 20
"""Bytes in one dictionary file."""
MOST_WORDS = 2_000_000
"""Words one dictionary may unfold to."""


class DictionaryError(ValueError):
    """A dictionary that cannot be read."""


_Want = tuple[bool, frozenset[str]]
"""Whether the character has to be one of these, or none of them."""


@dataclass(frozen=True, slots=True)
class _Affix:
    """An ending or a beginning: what it takes off, what it puts on, and the characters it wants to see there."""

    ending: bool
    combines: bool
    strip: str
    add: str
    wants: tuple["_Want", ...]

    def on(self, word: str) -> str | None:
        """The word with it; None where it does not fit."""
        if not self._fits(word):
            return None
        if self.ending:
            return word[: len(word) - len(self.strip)] + self.add
        return self.add + word[len(self.strip) :]

    def _fits(self, word: str) -> bool:
        edge = word.endswith(self.strip) if self.ending else word.startswith(self.strip)
        if not edge or len(word) < len(self.wants):
            return False
        place = len(word) - len(self.wants) if self.ending else 0
        return all(
            (char in chars) is allowed
            for (allowed, chars), char in zip(self.wants, word[place:], strict=False)
        )


@dataclass(slots=True)
class _Affixes:
    """What an `.aff` file says."""

    encoding: str = "utf-8"
    flags: str = "char"
    combining: set[str] = field(default_factory=set)
    affixes: dict[str, list[_Affix]] = field(default_factory=lambda: defaultdict(list))
    needs_affix: str = ""
    forbidden: str = ""


class Dictionary:
    """All words of one dictionary."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)

    @classmethod
    def read(cls, path: Path) -> "Dictionary":
        """The dictionary of a `.dic` file and the `.aff` file beside it, if there is one.

        Raises:
            DictionaryError: a file is too large or not what its name says.
        """
        affixes = _affixes(path.with_suffix(".aff"))
        return cls(_unfolded(_lines(path, affixes.encoding), affixes))

    def knows(self, word: str) -> bool:
        """Whether a word, as written, is one of the dictionary's: a capital at a word's start is fine."""
        word = word.replace("’", "'")
        known = self._words
        if word in known or word.lower() in known:
            return True
        return word.isupper() and word.capitalize() in known


def _lines(path: Path, encoding: str) -> list[str]:
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise DictionaryError(f"{path.name} is larger than {LARGEST >> 20} MB")
    try:
        return data.decode(encoding).removeprefix("\ufeff").splitlines()
    except (UnicodeDecodeError, LookupError):
        raise DictionaryError(f"{path.name} is not {encoding}") from None


def _affixes(path: Path) -> _Affixes:
    found = _Affixes()
    if not path.is_file():
        return found
    for line in _lines(path, "latin-1"):
        if line.startswith("SET "):
            found.encoding = line.split()[1].lower().replace("utf-8", "utf-8-sig")
            break
    for line in _lines(path, found.encoding):
        _affix(line.split(), found)
    return found


def _affix(parts: list[str], found: _Affixes) -> None:
    match parts:
        case ["FLAG", kind, *_]:
            found.flags = kind
        case ["NEEDAFFIX", flag, *_]:
            found.needs_affix = flag
        case ["FORBIDDENWORD", flag, *_]:
            found.forbidden = flag
        case ["SFX" | "PFX", flag, "Y" | "N" as combines, count] if count.isdigit():
            found.combining |= {flag} if combines == "Y" else set()
        case ["SFX" | "PFX" as kind, flag, strip, add, *rest]:
            affix = _Affix(
                kind == "SFX",
                flag in found.combining,
                "" if strip == "0" else strip,
                "" if add.split("/")[0] == "0" else add.split("/")[0],
                _wants(rest[0] if rest else "."),
            )
            found.affixes[flag].append(affix)


def _wants(condition: str) -> tuple[_Want, ...]:
    """`[^aeiou]y` → not a vowel, then y."""
    wants: list[_Want] = []
    if condition == ".":
        return ()
    at = 0
    while at < len(condition):
        if condition[at] == "[":
            close = condition.find("]", at)
            if close < 0:
                raise DictionaryError(f"the condition '{condition}' is not closed")
            inner = condition[at + 1 : close]
            wants.append((not inner.startswith("^"), frozenset(inner.removeprefix("^"))))
            at = close + 1
        else:
            anything = condition[at] == "."
            wants.append((not anything, frozenset() if anything else frozenset(condition[at])))
            at += 1
    return tuple(wants)


def _unfolded(lines: Iterable[str], affixes: _Affixes) -> Iterator[str]:
    count = 0
    for line in lines:
        stem, _, flags = line.split("\t")[0].strip().replace("\\/", "\0").partition("/")
        stem = stem.replace("\0", "/")
        if not stem or stem.isdigit():
            continue
        for word in _forms(stem, _flags(flags.split(" ")[0], affixes.flags), affixes):
            count += 1
            if count > MOST_WORDS:
                raise DictionaryError(f"it unfolds to more than {MOST_WORDS:,} words")
            yield word


def _forms(stem: str, flags: list[str], affixes: _Affixes) -> Iterator[str]:
    if affixes.forbidden and affixes.forbidden in flags:
        return
    if not affixes.needs_affix or affixes.needs_affix not in flags:
        yield stem
    known = [affix for flag in flags for affix in affixes.affixes.get(flag, ())]
    for affix in known:
        form = affix.on(stem)
        if form is None:
            continue
        yield form
        if affix.ending and affix.combines:
            doubled = (front.on(form) for front in known if not front.ending and front.combines)
            yield from (word for word in doubled if word is not None)


def _flags(text: str, kind: str) -> list[str]:
    if kind == "num":
        return text.split(",") if text else []
    if kind == "long":
        return [text[place : place + 2] for place in range(0, len(text), 2)]
    return list(text)
