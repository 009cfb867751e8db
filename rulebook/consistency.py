"""`extends: consistency`: one way of writing or the other, not both."""

from collections.abc import Iterable

from domain.findings import Finding
from rulebook.messages import Message
from rulebook.rules import Rule, RuleError
from rulebook.sights import Sight, finding
from rulebook.workshop import Workshop


class Consistency:
    """Flags a pair of which both occur; it points at the last occurrence of either."""

    def __init__(self, rule: Rule, workshop: Workshop) -> None:
        self.rule = rule
        self._message = Message(rule.message)
        pairs = rule.pairs("either")
        if not pairs:
            raise RuleError("there is nothing to compare; list some 'either' lines")
        fold, nonword = rule.flag("ignorecase"), rule.flag("nonword")
        self._pairs = [
            tuple(
                workshop.pattern(rule, side if nonword else rf"\b(?:{side})\b", key="either", fold=fold)
                for side in pair
            )
            for pair in pairs
        ]

    def findings(self, sight: Sight) -> Iterable[Finding]:
        """One finding for each pair of which both are there."""
        for one, other in self._pairs:
            first, second = sight.hits.get(one), sight.hits.get(other)
            if first and second:
                start, end, _ = max(first[-1], second[-1])
                yield finding(self.rule, sight, (start, end), self._message.fill(sight.typed[start:end]))
