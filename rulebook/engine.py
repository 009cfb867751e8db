"""The rules of a rulebook made ready, and the one pass over a text that asks them all."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from domain.findings import Finding
from rulebook.allowance import Exhausted
from rulebook.kinds import CHECKERS
from rulebook.matching import Matcher
from rulebook.messages import Message
from rulebook.parts import PARTS, parts_of, scope_of
from rulebook.plans import Plan
from rulebook.rules import Problem, Rule, RuleError
from rulebook.sights import Checker, Sight, finding
from rulebook.subject import Subject
from rulebook.workshop import Workshop

MOST_FINDINGS = 200
"""Findings one rule makes in one text; nobody reads the two hundred and first."""


@dataclass(slots=True)
class _Floor:
    """Everything that looks at the same parts of a text."""

    matcher: Matcher
    owners: list[list[int]]
    checkers: list[Checker]
    always: list[int] = field(default_factory=list)


class Engine:
    """Compiled rules.

    Args:
        rules: the rules.
        plans: patterns read before (see `Workshop`); those read now are added.
        trusted: whether the rules come from files.
        accepted: the company's accepted words.
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        *,
        plans: dict[tuple[str, bool, bool], Plan] | None = None,
        trusted: bool = True,
        accepted: tuple[str, ...] = (),
    ) -> None:
        self.rules: list[Rule] = []
        self.problems: list[Problem] = []
        self._limits = {rule.name: rule.limit for rule in rules if rule.limit}
        known = {} if plans is None else plans
        by_part: dict[str, list[Rule]] = {}
        for rule in rules:
            try:
                by_part.setdefault(scope_of(rule), []).append(rule)
            except RuleError as error:
                self._refuse(rule, error)
        self._floors = {
            part: self._floor(by_part[part], Workshop(known, trusted=trusted, accepted=accepted))
            for part in PARTS
            if part in by_part
        }

    def _floor(self, rules: Iterable[Rule], workshop: Workshop) -> _Floor:
        checkers: list[Checker] = []
        owners: dict[int, list[int]] = {}
        always: list[int] = []
        for rule in rules:
            workshop.asked.clear()
            try:
                checker = CHECKERS[rule.kind](rule, workshop)
            except RuleError as error:
                self._refuse(rule, error)
                continue
            self._doubt(rule)
            self.rules.append(rule)
            if getattr(checker, "always", False):
                always.append(len(checkers))
            for pattern in workshop.asked:
                owners.setdefault(pattern, []).append(len(checkers))
            checkers.append(checker)
        numbered = [owners.get(pattern, []) for pattern in range(len(workshop.plans))]
        return _Floor(Matcher(workshop.plans), numbered, checkers, always)

    def _refuse(self, rule: Rule, error: RuleError) -> None:
        problem = Problem(file=rule.file, line=rule.line(error.key), rule=rule.name, sentence=error.sentence)
        self.problems.append(problem)

    def _doubt(self, rule: Rule) -> None:
        """A message that asks for more than any kind gives: the rule works, its author should know."""
        for key, text in (("message", rule.message), ("description", rule.description)):
            if text.count("%") > MOST_PLACES and Message(text).places > MOST_PLACES:
                sentence = f"'{key}' has more than {MOST_PLACES} places for values; the others stay empty"
                self.problems.append(
                    Problem(file=rule.file, line=rule.line(key), rule=rule.name, sentence=sentence)
                )

    def findings(self, text: str, *, facts: Collection[str] = ()) -> list[Finding]:
        """Everything the rules say about a text, by place and rule."""
        found: list[Finding] = []
        unfinished: set[str] = set()
        subject = Subject(text)
        for part, floor in self._floors.items():
            for number, (base, piece) in enumerate(parts_of(subject, part), start=1):
                if number % PARTS_UNSEEN == 0 and subject.allowance.is_over_for_parts():
                    unfinished.update(checker.rule.name for checker in floor.checkers)
                    break
                self._look(floor, Sight(piece, base=base, facts=facts), found, unfinished)
        if unfinished:
            whole = Sight(subject)
            found += [
                finding(rule, whole, (0, 0), UNFINISHED.format(rule=rule.name))
                for rule in self.rules
                if rule.name in unfinished
            ]
        found.sort(key=_place)
        return self._limited(found) if len(found) > 1 else found

    def _look(self, floor: _Floor, sight: Sight, found: list[Finding], unfinished: set[str]) -> None:
        hits, exhausted = floor.matcher.scan(sight.subject)
        sight.hits = hits
        owners = floor.owners
        asked = {number for pattern in hits for number in owners[pattern]}
        asked.update(floor.always)
        stopped: set[int] = set()
        if exhausted:
            stopped.update(number for pattern in exhausted for number in owners[pattern])
            asked.difference_update(*(owners[pattern] for pattern in exhausted if pattern not in hits))
        allowance = sight.subject.allowance
        for number in asked:
            before = len(found)
            if allowance.since is not None:
                allowance.begin()
            try:
                found.extend(islice(floor.checkers[number].findings(sight), MOST_FINDINGS))
            except Exhausted:
                stopped.add(number)
            if len(found) - before == MOST_FINDINGS:
                stopped.discard(number)  # nothing more would have been told anyway
        if stopped:
            unfinished.update(floor.checkers[number].rule.name for number in stopped)

    def _limited(self, found: list[Finding]) -> list[Finding]:
        if not self._limits and len(found) <= MOST_FINDINGS:
            return found
        counts: dict[str, int] = {}
        kept: list[Finding] = []
        for one in found:
            counts[one.rule] = count = counts.get(one.rule, 0) + 1
            if count <= self._limits.get(one.rule, MOST_FINDINGS):
                kept.append(one)
        return kept


PARTS_UNSEEN = 16
"""Sentences or paragraphs between two looks at the clock."""
MOST_PLACES = 2
UNFINISHED = "This text could not be checked against {rule} in time: shorten it, or ask the rule's owner to simplify it."


def _place(one: Finding) -> tuple[int, int, str, str]:
    return one.start, one.end, one.rule, one.message
