"""`extends: emoji`: how many, which, and where."""

from collections.abc import Iterable, Iterator

from domain.findings import Finding
from rulebook.characters import IN_WORD
from rulebook.messages import Message
from rulebook.rules import Rule
from rulebook.sights import Sight, finding
from rulebook.tweets import EMOJI
from rulebook.workshop import Workshop


class Emoji:
    """Flags emoji.

    `max` counts them all; `banned` lists some; `repeated` is how often the same may stand in a row; `inside: false`
    wants none between two letters, where screen readers stumble and emoji replace words.
    """

    always = True

    def __init__(self, rule: Rule, workshop: Workshop) -> None:  # noqa: ARG002 -- as every kind is made
        self.rule = rule
        self._message = Message(rule.message)
        self._most = int(rule.number("max", -1))
        self._banned = frozenset(_bare(emoji) for emoji in rule.texts("banned"))
        self._repeated = int(rule.number("repeated"))
        self._inside = rule.flag("inside", default=True)

    def findings(self, sight: Sight) -> Iterable[Finding]:
        """One finding for each that is banned or inside a word, for each row, and for too many."""
        text = sight.subject.text
        if sight.subject.is_ascii:
            return
        found = [(*one.span(), one.group()) for one in EMOJI.finditer(text)]
        for start, end, emoji in found:
            if _bare(emoji) in self._banned or (not self._inside and _in_word(text, start, end)):
                yield self._said(sight, (start, end), emoji)
        if self._repeated:
            yield from (self._said(sight, row, text[row[0] : row[1]]) for row in self._rows(found))
        if 0 <= self._most < len(found):
            yield self._said(sight, found[self._most][:2], str(len(found)))

    def _rows(self, found: list[tuple[int, int, str]]) -> Iterator[tuple[int, int]]:
        """The same emoji, more often in a row than it may be."""
        first = 0
        for place, (_, end, emoji) in enumerate(found):
            goes_on = place + 1 < len(found) and found[place + 1][0] == end and found[place + 1][2] == emoji
            if goes_on:
                continue
            if place + 1 - first > self._repeated:
                yield found[first][0], end
            first = place + 1

    def _said(self, sight: Sight, span: tuple[int, int], said: str) -> Finding:
        return finding(self.rule, sight, span, self._message.fill(said))


def _bare(emoji: str) -> str:
    """Without the marks that ask for a coloured or a plain picture."""
    return emoji.replace("\ufe0f", "").replace("\ufe0e", "")


def _in_word(text: str, start: int, end: int) -> bool:
    return start > 0 and end < len(text) and IN_WORD[text[start - 1]] and IN_WORD[text[end]]
