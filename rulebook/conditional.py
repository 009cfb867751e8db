"""`extends: conditional`: where this stands, that has to stand too."""

from collections.abc import Iterable

from domain.findings import Finding
from rulebook.actions import repair_of
from rulebook.messages import Message
from rulebook.nodes import groups_in
from rulebook.rules import Rule, RuleError
from rulebook.sights import Sight, finding
from rulebook.syntax import parse
from rulebook.workshop import Workshop


class Conditional:
    """Flags each `first` that no `second` accounts for.

    When `second` has a group, what the group catches is accounted for (`World Health Organization (WHO)` allows
    `WHO`); without one, any `second` at all accounts for every `first`. Case always counts, as in Vale.
    """

    def __init__(self, rule: Rule, workshop: Workshop) -> None:
        self.rule = rule
        self._message = Message(rule.message)
        self._repair = repair_of(rule)
        first, second = rule.text("first"), rule.text("second")
        if not first or not second:
            raise RuleError("it needs a 'first' and a 'second'")
        self.pattern = workshop.pattern(rule, first, key="first")
        self._accounts = workshop.pattern(rule, second, key="second")
        self._second = workshop.locator(rule, second, key="second", captures=True)
        self._catches = groups_in(parse(second)) > 0
        vocabulary = rule.flag("vocab", default=True)
        self._exceptions = workshop.exceptions(rule, vocabulary=vocabulary)
        self._phrases = workshop.phrases(rule, vocabulary=vocabulary)

    def findings(self, sight: Sight) -> Iterable[Finding]:
        """One finding for each `first` that stands alone."""
        hits = sight.hits.get(self.pattern)
        if not hits:
            return
        known: set[str] = set()
        if sight.hits.get(self._accounts):
            if not self._catches:
                return
            known = set(self._second.caught(sight.subject))
        for start, end, _ in hits:
            match = sight.typed[start:end]
            if match in known or (
                self._exceptions is not None and self._exceptions.fits(match, sight.allowance)
            ):
                continue
            if self._phrases is not None and self._phrases.hold(sight.subject, (start, end)):
                continue
            said = self._repair.said(match) if self._repair else ""
            replacement = self._repair.safe(match) if self._repair else None
            yield finding(
                self.rule, sight, (start, end), self._message.fill(match, said), replacement=replacement
            )
