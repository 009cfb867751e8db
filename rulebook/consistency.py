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
        self._pairs = []
        for pair in pairs:
            either = "|".join(f"(?:{side})" for side in pair)
            pattern = either if nonword else rf"\b(?:{either})\b"
            self._pairs.append(workshop.pattern(rule, pattern, key="either", fold=fold))

    def findings(self, sight: Sight) -> Iterable[Finding]:
        """One finding for each pair of which both are there."""
        for pattern in self._pairs:
            hits = sight.hits.get(pattern, [])
            if len({side for _, _, side in hits}) > 1:
                start, end, _ = hits[-1]
                yield finding(self.rule, sight, (start, end), self._message.fill(sight.typed[start:end]))
