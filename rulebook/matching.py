"""Finding every pattern of a rulebook in a text in one go.

All words of all entries live in one Aho-Corasick automaton. The entries that are no words are gated by RE2 sets,
one pass each, and only those that can match are then located one by one. What comes out is, for each pattern, what
a backtracking engine would have found with it alone: the leftmost match, at one place the first alternative that
fits, never overlapping.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import islice

import re2
from ahocorasick_rs import AhoCorasick

from rulebook.allowance import Exhausted
from rulebook.characters import IN_WORD, folded
from rulebook.locating import Locator
from rulebook.plans import Expression, Plan, compiled, options
from rulebook.subject import Subject

PATTERNS_A_SET = 64
"""More patterns in one RE2 set mean fewer passes but more states to build."""
LONG = 4_000
"""Texts beyond this are tried pattern by pattern."""
MOST_HITS = 20_000
"""Hits one pattern has in one text at most."""

Hit = tuple[int, int, int]
"""Start, end and number of the entry that matched."""
_Candidate = tuple[int, int, int, int]
"""Start, rank among the pattern's alternatives, end, number of the entry."""
_Use = tuple[bool | None, bool | None, str | None, int, int, int]
"""What has to stand before and after, the exact case if it counts; pattern, rank, entry."""


class Gate:
    """RE2 sets that say which of many patterns may match, without saying where.

    Long texts are tried pattern by pattern: there RE2 can turn to an engine without states where they multiply,
    which a set cannot.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = patterns
        self._sets = [
            (offset, _set_of(patterns[offset : offset + PATTERNS_A_SET]))
            for offset in range(0, len(patterns), PATTERNS_A_SET)
        ]

    def open(self, data: bytes | str) -> list[int]:
        """Numbers of the patterns that may match; all of a set whose engine gave up."""
        if len(data) > LONG:
            return [number for number, single in enumerate(self._singles) if single.search(data)]
        found: list[int] = []
        for offset, one in self._sets:
            matched = one.Match(data) or range(PATTERNS_A_SET)
            size = min(PATTERNS_A_SET, len(self._patterns) - offset)
            found.extend([offset + number for number in matched if number < size])
        return found

    @cached_property
    def _singles(self) -> "list[re2._Regexp]":
        return [compiled(pattern) for pattern in self._patterns]


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
        expressions: dict[Expression, list[tuple[int, int, int]]] = {}
        for pattern, plan in enumerate(plans):
            rank = 0
            for entry, found in enumerate(plan.entries):
                if isinstance(found, Expression):
                    expressions.setdefault(found, []).append((pattern, rank, entry))
                    rank += 1
                    continue
                for word in found:
                    use = (word.before, word.after, None if word.fold else word.text, pattern, rank, entry)
                    uses.setdefault(folded(word.text), []).append(use)
                    rank += 1
        self._automaton = AhoCorasick(list(uses)) if uses else None
        self._uses = list(uses.values())
        self._locators = [(Locator(expression), users) for expression, users in expressions.items()]
        self._plain_gate = Gate([one.plain_gate for one in expressions])
        self._gates = [one.gate for one in expressions]
        self._unicode_gate: Gate | None = None

    def scan(self, subject: Subject) -> tuple[dict[int, list[Hit]], list[int]]:
        """Hits of each pattern that has any, and the patterns that ran out of time: those keep what they found."""
        found: defaultdict[int, list[_Candidate]] = defaultdict(list)
        if self._automaton is not None:
            self._words(subject, self._automaton, found)
        opened: dict[int, list[_Stream]] = {}
        if self._locators:
            for number in self._gate(subject).open(subject.data):
                locator, users = self._locators[number]
                for pattern, rank, entry in users:
                    opened.setdefault(pattern, []).append(_Stream(rank, entry, locator, subject))
        hits: dict[int, list[Hit]] = {}
        exhausted: list[int] = []
        for pattern, streams in opened.items():
            if subject.allowance.since is not None:
                subject.allowance.begin()
            merged: list[Hit] = []
            try:
                _merge(found.pop(pattern, []), streams, merged)
            except Exhausted:
                exhausted.append(pattern)
            if merged:
                hits[pattern] = merged
        for pattern, candidates in found.items():
            hits[pattern] = _leftmost(candidates)
        return hits, exhausted

    def _gate(self, subject: Subject) -> Gate:
        if subject.is_plain:
            return self._plain_gate
        if self._unicode_gate is None:
            self._unicode_gate = Gate(self._gates)
        return self._unicode_gate

    def _words(
        self, subject: Subject, automaton: AhoCorasick, found: defaultdict[int, list[_Candidate]]
    ) -> None:
        text, size, uses = subject.text, len(subject.text), self._uses
        for word, start, end in automaton.find_matches_as_indexes(subject.folded, overlapping=True):
            before = start > 0 and IN_WORD[text[start - 1]]
            after = end < size and IN_WORD[text[end]]
            for wants_before, wants_after, exact, pattern, rank, entry in uses[word]:
                if (
                    (wants_before is None or wants_before is before)
                    and (wants_after is None or wants_after is after)
                    and (exact is None or text[start:end] == exact)
                ):
                    found[pattern].append((start, rank, end, entry))


def _leftmost(candidates: list[_Candidate]) -> list[Hit]:
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


class _Stream:
    """One expression's matches, taken up again after what another alternative has consumed."""

    def __init__(self, rank: int, entry: int, locator: Locator, subject: Subject) -> None:
        self.rank, self.entry = rank, entry
        self._locator, self._subject = locator, subject
        self.spans = locator.all_spans(subject, 0)
        self._head: tuple[int, int] | None = (-1, -1)

    def following(self, start: int) -> _Candidate | None:
        """The next match from a place on."""
        while self._head is not None and self._head[0] < start:
            if self._head[1] > start:
                self._subject.allowance.count()
                self.spans = self._locator.all_spans(self._subject, start)
            self._head = next(self.spans, None)
        if self._head is None:
            return None
        return self._head[0], self.rank, self._head[1], self.entry


def _merge(candidates: list[_Candidate], streams: list[_Stream], hits: list[Hit]) -> None:
    """Put into `hits` words and expressions of one pattern together, as its alternatives would match."""
    if not candidates and len(streams) == 1:
        (only,) = streams
        hits.extend((start, end, only.entry) for start, end in islice(only.spans, MOST_HITS) if end > start)
        return
    candidates.sort()
    place = last = 0
    while len(hits) < MOST_HITS:
        while place < len(candidates) and candidates[place][0] < last:
            place += 1
        best = candidates[place] if place < len(candidates) else None
        for stream in streams:
            offered = stream.following(last)
            if offered is not None and (best is None or offered < best):
                best = offered
        if best is None:
            break
        start, _, end, entry = best
        if end > start:
            hits.append((start, end, entry))
        last = max(end, start + 1)
