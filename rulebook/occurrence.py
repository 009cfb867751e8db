"""`extends: occurrence`: too many of something, or too few."""

from collections.abc import Iterable, Iterator

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
        token = rule.text("token")
        if not token:
            raise RuleError("there is nothing to count; give a 'token'", key="token")
        pattern, fold = f"(?:{token})", rule.flag("ignorecase")
        run = workshop.locator(rule, pattern, key="token", fold=fold)
        self._run = run if run.linear else None
        if self._run is None:
            self.pattern = workshop.pattern(rule, pattern, key="token", fold=fold)
        self.always = self._least > 0 or self._run is not None

    def findings(self, sight: Sight) -> Iterable[Finding]:
        """At most one finding."""
        if self._run is not None:
            count = len(self._run.texts(sight.subject))
        else:
            count = len(sight.hits.get(self.pattern, ()))
        if not ((self._most and count > self._most) or (self._least and count < self._least)):
            return
        spans = self._spans(sight)
        span = next((one for one in spans if not _is_markup(sight.typed[one[0] : one[1]])), None)
        if span is not None or not count:
            yield finding(self.rule, sight, span or (0, 0), self._message.fill(str(count)))

    def _spans(self, sight: Sight) -> Iterator[tuple[int, int]]:
        if self._run is not None:
            return self._run.spans(sight.subject)
        return ((start, end) for start, end, _ in sight.hits.get(self.pattern, ()))


def _is_markup(match: str) -> bool:
    """Blank, or asterisks and at-signs only, which Vale puts where code was."""
    return not match.strip().strip("*@")
