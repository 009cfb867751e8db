"""Finding where one expression matches, with the cheapest engine that can."""

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

import regex

from rulebook.allowance import MATCHES_UNSEEN, Exhausted
from rulebook.plans import Expression, compiled
from rulebook.subject import Subject

if TYPE_CHECKING:
    import re2


class Locator:
    """One expression, ready to be found.

    Args:
        expression: what to find.
        captures: whether `caught` will be asked.
    """

    def __init__(self, expression: Expression, *, captures: bool = False) -> None:
        self._expression = expression
        self._captures = captures
        self.linear = expression.linear

    def spans(self, subject: Subject) -> Iterator[tuple[int, int]]:
        """All matches that are not empty.

        Raises:
            Exhausted: there is no time left.
        """
        return (span for span in self.all_spans(subject, 0) if span[1] > span[0])

    def all_spans(self, subject: Subject, start: int) -> Iterator[tuple[int, int]]:
        """Matches from `start` on, the empty ones too; after one of those the search goes on one character further.

        Raises:
            Exhausted: there is no time left.
        """
        for number, match in enumerate(self._matches(subject, start), start=1):
            if number % MATCHES_UNSEEN == 0:
                subject.allowance.seconds()
            yield match.span()

    def caught(self, subject: Subject) -> Iterator[str]:
        """What the groups of each match caught.

        Raises:
            Exhausted: there is no time left.
        """
        for match in self._matches(subject, 0):
            subject.allowance.count()
            for group in match.groups():
                if group:
                    yield group.decode() if isinstance(group, bytes) else group

    def texts(self, subject: Subject) -> list[str]:
        """What a linear expression matches, in order, without the places."""
        return self._backtracker.findall(subject.text)

    def _matches(self, subject: Subject, start: int) -> Iterator[Any]:
        """Matches of whichever engine it is; all have `span` and `groups`."""
        if self.linear:
            return self._backtracker.finditer(subject.text, start)
        if subject.is_plain and self._expression.ascii_re2 is not None:
            return iter(self._ascii.finditer(subject.data, start))
        if self._expression.unicode_re2 is not None:
            return iter(self._unicode.finditer(subject.data, start))
        return self._in_time(subject, start)

    def _in_time(self, subject: Subject, start: int) -> "Iterator[regex.Match[str]]":
        size = len(subject.text)
        try:
            while start <= size:
                match = self._backtracker.search(subject.text, start, timeout=subject.allowance.seconds())
                if match is None:
                    return
                yield match
                start = max(match.end(), match.start() + 1)
        except TimeoutError as error:
            raise Exhausted from error

    @cached_property
    def _ascii(self) -> "re2._Regexp":
        return compiled(self._expression.ascii_re2 or "", captures=self._captures)

    @cached_property
    def _unicode(self) -> "re2._Regexp":
        return compiled(self._expression.unicode_re2 or "", captures=self._captures)

    @cached_property
    def _backtracker(self) -> "regex.Pattern[str]":
        return regex.compile(self._expression.full or "")
