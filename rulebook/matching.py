"""Finding every pattern of a rulebook in a text in one go.

All words of all entries live in one Aho-Corasick automaton. The entries that are no words are gated by RE2 sets,
one pass each, and only those that can match are then located one by one. What comes out is, for each pattern, what
a backtracking engine would have found with it alone: the leftmost match, at one place the first alternative that
fits, never overlapping.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import re2
from ahocorasick_rs import AhoCorasick

from rulebook.characters import IN_WORD, folded
from rulebook.locating import Exhausted, Locator
from rulebook.plans import Expression, Plan, options
from rulebook.subject import Subject

PATTERNS_A_SET = 64
"""More patterns in one RE2 set mean fewer passes but more states to build."""
MOST_HITS = 20_000
"""Hits one pattern has in one text at most."""

Hit = tuple[int, int, int]
"""Start, end and number of the entry that matched."""


@dataclass(frozen=True, slots=True)
class _Use:
    """A word as one entry of one pattern uses it; `exact` when case counts."""

    pattern: int
    order: int
    entry: int
    exact: str | None
    before: bool | None
    after: bool | None


class Gate:
    """RE2 sets that say which of many patterns may match, without saying where."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._sets = [
            (offset, _set_of(patterns[offset : offset + PATTERNS_A_SET]))
            for offset in range(0, len(patterns), PATTERNS_A_SET)
        ]
        self._count = len(patterns)

    def open(self, data: bytes | str) -> list[int]:
        """Numbers of the patterns that may match; all of a set whose engine ran out of memory."""
        found: list[int] = []
        for offset, one in self._sets:
            matched = one.Match(data)
            size = min(PATTERNS_A_SET, self._count - offset)
            if matched is None:
                found.extend(range(offset, offset + size))
            else:
                found.extend(offset + number for number in matched if number < size)
        return found


def _set_of(patterns: Sequence[str]) -> re2.Set:
    built = re2.Set.SearchSet(options())
    for pattern in patterns:
        built.Add(pattern)
    built.Add("")  # always matches: when even this is missing, the engine gave up and nothing it says counts
    built.Compile()
    return built


class Matcher:
    """Many patterns, found together."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        uses: dict[str, list[_Use]] = {}
        self._locators: list[tuple[int, int, int, Locator]] = []
        expressions: list[Expression] = []
        self._single = [True] * len(plans)
        for pattern, plan in enumerate(plans):
            order = 0
            for entry, found in enumerate(plan.entries):
                if isinstance(found, Expression):
                    self._locators.append((pattern, order, entry, Locator(found)))
                    expressions.append(found)
                    order += 1
                    continue
                for word in found:
                    exact = None if word.fold else word.text
                    uses.setdefault(folded(word.text), []).append(
                        _Use(pattern, order, entry, exact, word.before, word.after)
                    )
                    order += 1
        self._automaton = AhoCorasick(list(uses)) if uses else None
        self._uses = [tuple((use.before, use.after, use) for use in users) for users in uses.values()]
        self._plain_gate = Gate([one.ascii_re2 or one.gate for one in expressions])
        self._gates = [one.gate for one in expressions]
        self._unicode_gate: Gate | None = None

    def scan(self, subject: Subject) -> tuple[dict[int, list[Hit]], list[int]]:
        """Hits of each pattern that has any, and the patterns that ran out of time."""
        found: dict[int, list[tuple[int, int, int, int]]] = {}
        if self._automaton is not None:
            self._words(subject, found)
        opened: dict[int, list[tuple[int, int, Locator]]] = {}
        if self._locators:
            for number in self._gate(subject).open(subject.data):
                pattern, order, entry, locator = self._locators[number]
                opened.setdefault(pattern, []).append((order, entry, locator))
        hits: dict[int, list[Hit]] = {}
        exhausted: list[int] = []
        for pattern, candidates in found.items():
            if pattern not in opened:
                hits[pattern] = _leftmost(candidates)
        for pattern, locators in opened.items():
            try:
                merged = _merged(subject, found.get(pattern, []), locators)
            except Exhausted:
                exhausted.append(pattern)
                continue
            if merged:
                hits[pattern] = merged
        return hits, exhausted

    def _gate(self, subject: Subject) -> Gate:
        if subject.is_plain:
            return self._plain_gate
        if self._unicode_gate is None:
            self._unicode_gate = Gate(self._gates)
        return self._unicode_gate

    def _words(self, subject: Subject, found: dict[int, list[tuple[int, int, int, int]]]) -> None:
        text, size = subject.text, len(subject.text)
        assert self._automaton is not None
        uses = self._uses
        for word, start, end in self._automaton.find_matches_as_indexes(subject.folded, overlapping=True):
            before = start > 0 and IN_WORD[text[start - 1]]
            after = end < size and IN_WORD[text[end]]
            for wants_before, wants_after, use in uses[word]:
                if wants_before is not None and wants_before is not before:
                    continue
                if wants_after is not None and wants_after is not after:
                    continue
                if use.exact is not None and text[start:end] != use.exact:
                    continue
                found.setdefault(use.pattern, []).append((start, use.order, end, use.entry))


def _leftmost(candidates: list[tuple[int, int, int, int]]) -> list[Hit]:
    if len(candidates) == 1:
        ((start, _, end, entry),) = candidates
        return [(start, end, entry)]
    candidates.sort()
    hits: list[Hit] = []
    last = 0
    for start, _, end, entry in candidates:
        if start >= last:
            hits.append((start, end, entry))
            last = end
    return hits[:MOST_HITS]


def _merged(
    subject: Subject,
    candidates: list[tuple[int, int, int, int]],
    locators: Iterable[tuple[int, int, Locator]],
) -> list[Hit]:
    """Words and expressions of one pattern together, as its alternatives would match."""
    streams = [_Stream(order, entry, locator, subject) for order, entry, locator in locators]
    candidates.sort()
    place = 0
    hits: list[Hit] = []
    last = 0
    while len(hits) < MOST_HITS:
        while place < len(candidates) and candidates[place][0] < last:
            place += 1
        best = candidates[place] if place < len(candidates) else None
        for stream in streams:
            offered = stream.from_(last)
            if offered is not None and (best is None or offered < best):
                best = offered
        if best is None:
            break
        hits.append((best[0], best[2], best[3]))
        last = best[2]
    return hits


class _Stream:
    """One expression's matches, taken up again after what another alternative has consumed."""

    def __init__(self, order: int, entry: int, locator: Locator, subject: Subject) -> None:
        self._order, self._entry = order, entry
        self._locator, self._subject = locator, subject
        self._spans = locator.spans(subject)
        self._head = next(self._spans, None)

    def from_(self, start: int) -> tuple[int, int, int, int] | None:
        while self._head is not None and self._head[0] < start:
            if self._head[1] > start:
                self._spans = self._locator.spans(self._subject, start)
            self._head = next(self._spans, None)
        if self._head is None:
            return None
        return self._head[0], self._order, self._head[1], self._entry
