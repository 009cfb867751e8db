"""A rule is worth what its examples show: each must flag its bad ones and leave its good ones alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from rulebook.checking import check
from rulebook.loading import Rulebook


@dataclass(frozen=True, slots=True)
class FailingExample:
    """An example that does not do what its rule says.

    Attributes:
        rule: the rule's name.
        text: the example.
        flagged: whether the rule flagged it; bad examples have to be, good ones must not.
    """

    rule: str
    text: str
    flagged: bool

    def __str__(self) -> str:
        wrong = "flags its good example" if self.flagged else "does not flag its bad example"
        return f"{self.rule} {wrong} {self.text!r}"


def failing_examples(rulebook: Rulebook) -> tuple[FailingExample, ...]:
    """The examples of all rules that fail, in the rules' order."""
    return tuple(_failing(rulebook))


def _failing(rulebook: Rulebook) -> Iterator[FailingExample]:
    for rule in rulebook.rules:
        for expected, texts in ((False, rule.good), (True, rule.bad)):
            for text in texts:
                flagged = any(one.rule == rule.name for one in check(text, rulebook))
                if flagged is not expected:
                    yield FailingExample(rule.name, text, flagged)
