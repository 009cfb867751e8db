"""What a rule gets to see: one part of a text, with the hits of all patterns in it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from domain.findings import Finding
from rulebook.allowance import Allowance
from rulebook.matching import Hit
from rulebook.rules import Rule
from rulebook.subject import Subject


@dataclass(slots=True)
class Sight:
    """One part of a text under examination.

    Attributes:
        subject: the part.
        base: where it begins in the whole text.
        hits: what each pattern found in it; patterns that found nothing are not there.
        facts: what is known about the post besides its text, such as `photo` or `alt text`.
    """

    subject: Subject
    base: int = 0
    hits: dict[int, list[Hit]] = field(default_factory=dict)
    facts: Collection[str] = ()

    @property
    def allowance(self) -> Allowance:
        """The time there is for it."""
        return self.subject.allowance

    @property
    def typed(self) -> str:
        """The part as typed."""
        return self.subject.typed


class Checker(Protocol):
    """A rule made ready: looks at a part of a text and says what it finds."""

    rule: Rule

    def findings(self, sight: Sight) -> Iterable[Finding]:
        """What the rule says about this part, in no particular order."""
        ...


def finding(
    rule: Rule,
    sight: Sight,
    span: tuple[int, int],
    message: str,
    *,
    replacement: str | None = None,
) -> Finding:
    """A finding of a rule at a place of the part; `(0, 0)` is about the text as a whole."""
    start, end = span
    base = sight.base if end else 0
    return Finding(
        rule=rule.name,
        level=rule.level,
        message=message,
        start=start + base,
        end=end + base,
        match=sight.subject.typed[start:end],
        replacement=replacement,
        tags=rule.tags,
    )
