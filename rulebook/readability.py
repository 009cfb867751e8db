"""`extends: readability`, `reading_level` and `metric`: rules that measure a text as a whole."""

from collections.abc import Iterable
from dataclasses import asdict

from domain.findings import Finding
from rulebook.formulas import Formula, FormulaError, formula
from rulebook.messages import Message
from rulebook.rules import Rule, RuleError
from rulebook.sights import Sight, finding
from rulebook.statistics import GRADES, Statistics, statistics
from rulebook.workshop import Workshop

_LEAST_WORDS = 30
_ABSENT = ("pre", "list", "blockquote", *(f"heading_h{level}" for level in range(1, 7)))
"""Variables of Vale that count what a post does not have."""
_VALUE = "__value"
"""The formula's own value, which a condition starts with."""
_NAMES = frozenset((*Statistics.__dataclass_fields__, *_ABSENT))


class Readability:
    """Flags a text whose grade is above `grade`: the mean of the formulas in `metrics`.

    As `reading_level`, one formula (`metric`, Flesch-Kincaid) and no word below `words` words (30), because short
    texts have no grade to speak of.
    """

    always = True

    def __init__(self, rule: Rule, workshop: Workshop) -> None:  # noqa: ARG002 -- as every kind is made
        self.rule = rule
        self._message = Message(rule.message)
        own = rule.kind == "reading_level"
        names = (rule.text("metric") or "Flesch-Kincaid",) if own else rule.texts("metrics")
        if not names:
            raise RuleError("it needs 'metrics'")
        if unknown := [name for name in names if name not in GRADES]:
            key = "metric" if own else "metrics"
            raise RuleError(f"'{unknown[0]}' is not one of {', '.join(GRADES)}", key=key)
        self._grades = [GRADES[name] for name in names]
        self._highest = rule.number("grade")
        self._least = int(rule.number("words", _LEAST_WORDS if own else 1))

    def findings(self, sight: Sight) -> Iterable[Finding]:
        """At most one finding, about the text as a whole."""
        counted = statistics(sight.subject.text)
        if counted.words < self._least or not counted.words:
            return
        grade = sum(work(counted) for work in self._grades) / len(self._grades)
        if grade > self._highest:
            yield finding(self.rule, sight, (0, 0), self._message.fill(f"{grade:.2f}"))


class Metric:
    """Flags a text for which `condition` holds of the value of `formula`, such as `> 8` of `words / sentences`."""

    always = True

    def __init__(self, rule: Rule, workshop: Workshop) -> None:  # noqa: ARG002 -- as every kind is made
        self.rule = rule
        self._message = Message(rule.message)
        self._formula = _read("formula", rule.text("formula").replace("heading.h", "heading_h"))
        self._condition = _read("condition", f"{_VALUE} {rule.text('condition')}")

    def findings(self, sight: Sight) -> Iterable[Finding]:
        """At most one finding, about the text as a whole."""
        counted = statistics(sight.subject.text)
        if not counted.words:
            return
        values: dict[str, float] = {**dict.fromkeys(_ABSENT, 0.0), **asdict(counted)}
        try:
            value = float(self._formula(values | {_VALUE: 0.0}))
            holds = self._condition(values | {_VALUE: value})
        except (ArithmeticError, ValueError, TypeError):
            return  # the numbers of this text do not allow it, such as a division by zero lists
        if holds:
            yield finding(self.rule, sight, (0, 0), self._message.fill(f"{value:.2f}"))


def _read(key: str, text: str) -> Formula:
    try:
        return formula(text, names=_NAMES | {_VALUE})
    except FormulaError as error:
        raise RuleError(f"'{key}' cannot be worked out: {error}", key=key) from None
