"""`extends: occurrence`: too many of something, or too few."""

from collections.abc import Iterable

from domain.findings import Finding
from rulebook.messages import Message
from rulebook.rules import Rule, RuleError
from rulebook.sights import Sight, finding
from rulebook.workshop import Workshop


class Occurrence:
    """Counts a token; one finding when there are more than `max` or fewer than `min`.

    `always`: it has something to say even where the token is not found. It points at the first occurrence, or at the text as a whole when there is none.
    """

    def __init__(self, rule: Rule, workshop: Workshop) -> None:
        self.rule = rule
        self._message = Message(rule.message)
        self._most, self._least = int(rule.number("max")), int(rule.number("min"))
        self.always = self._least > 0
        token = rule.text("token")
        if not token:
            raise RuleError("there is nothing to count; give a 'token'")
        self.pattern = workshop.pattern(rule, f"(?:{token})", key="token", fold=rule.flag("ignorecase"))

    def findings(self, sight: Sight) -> Iterable[Finding]:
        """At most one finding."""
        hits = sight.hits.get(self.pattern, [])
        count = len(hits)
        if (self._most and count > self._most) or (self._least and count < self._least):
            spans = ((start, end) for start, end, _ in hits)
            span = next((one for one in spans if not _is_markup(sight.typed[one[0] : one[1]])), None)
            if count and span is None:
                return
            yield finding(self.rule, sight, span or (0, 0), self._message.fill(str(count)))


def _is_markup(match: str) -> bool:
    """Blank, or asterisks and at-signs only, which Vale puts where code was."""
    return not match.strip().strip("*@")
