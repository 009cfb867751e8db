"""`extends: caps`: shouting."""

from collections.abc import Iterable, Iterator

import regex

from domain.findings import Finding
from rulebook.messages import Message
from rulebook.rules import Rule, RuleError
from rulebook.sights import Sight, finding
from rulebook.tweets import links
from rulebook.workshop import Workshop

_WORD = regex.compile(r"[#@]?[\p{L}\p{N}][\p{L}\p{M}\p{N}'’&]*+")
_CAPITALS = regex.compile(r"\p{Lu}['’&]?\p{Lu}")


class Caps:
    """Flags words in capitals.

    A word counts when it has `letters` letters or more (3), all of them capitals, and is none of `exceptions`.
    `words` of them in a row (1) make shouting; shorter words and exceptions between them belong to the row but do not
    count. Hashtags, mentions and links never count. With `share` (0 to 1), the rule speaks only where at least that
    share of the part's letters are capitals.
    """

    always = True

    def __init__(self, rule: Rule, workshop: Workshop) -> None:  # noqa: ARG002 -- as every kind is made
        self.rule = rule
        self._message = Message(rule.message)
        self._words, self._letters = int(rule.number("words", 1)), int(rule.number("letters", 3))
        self._share = rule.number("share")
        self._exceptions = frozenset(rule.texts("exceptions"))
        if self._words < 1 or self._letters < 1:
            raise RuleError("'words' and 'letters' have to be 1 or more", key="words")
        if not 0 <= self._share <= 1:
            raise RuleError("'share' has to be between 0 and 1", key="share")

    def findings(self, sight: Sight) -> Iterable[Finding]:
        """One finding for each row of shouted words."""
        text = sight.subject.text
        if self._letters > 1 and _CAPITALS.search(text) is None:
            return
        if self._share and _share(text) < self._share:
            return
        for start, end in self._rows(text):
            yield finding(self.rule, sight, (start, end), self._message.fill(sight.typed[start:end]))

    def _rows(self, text: str) -> Iterator[tuple[int, int]]:
        taken = [(link.start, link.end) for link in links(text)] if "." in text else []
        row: list[tuple[int, int]] = []
        for match in _WORD.finditer(text):
            start, end = match.span()
            word = match.group()
            if (
                word[0] in "#@"
                or any(begin <= start < stop for begin, stop in taken)
                or not _is_capitals(word)
            ):
                yield from self._closed(row)
                row = []
            elif self._counts(word):
                row.append((start, end))
        yield from self._closed(row)

    def _closed(self, row: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        if len(row) >= self._words:
            yield row[0][0], row[-1][1]

    def _counts(self, word: str) -> bool:
        return sum(char.isalpha() for char in word) >= self._letters and word not in self._exceptions


def _is_capitals(word: str) -> bool:
    """Whether it has no small letters; figures such as `3` belong to any row."""
    return word == word.upper()


def _share(text: str) -> float:
    letters = [char for char in text if char.isalpha()]
    return sum(char.isupper() for char in letters) / len(letters) if letters else 0.0
