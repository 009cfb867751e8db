"""Rules as they are in force, wherever they come from, and how often each had something to say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.findings import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """How often a rule had something to say lately.

    Attributes:
        hits: posts it flagged, those included that were stopped in the form.
        overruled: those of them that were approved with the words still there.
    """

    hits: int = 0
    overruled: int = 0


class StatedRule(Protocol):
    """A rule as it is in force, wherever it comes from."""

    @property
    def name(self) -> str:
        """Its full name."""

    @property
    def level(self) -> Level:
        """How much its findings weigh."""

    @property
    def message(self) -> str:
        """The sentence for authors."""

    @property
    def owner(self) -> str | None:
        """Who answers for it."""

    @property
    def reason(self) -> str | None:
        """Why it exists."""

    @property
    def review(self) -> date | None:
        """When somebody should look at it again."""

    @property
    def source(self) -> str | None:
        """Where it comes from."""

    @property
    def tags(self) -> tuple[str, ...]:
        """Words its findings carry for the policy."""

    @property
    def good(self) -> tuple[str, ...]:
        """Texts it leaves alone."""

    @property
    def bad(self) -> tuple[str, ...]:
        """Texts it flags."""


def sought(
    rules: Iterable[StatedRule], words: str, *, usage: Mapping[str, Usage], today: date
) -> tuple[StatedRule, ...]:
    """The rules in which every one of these words stands: those due for review first, then the most hit."""
    wanted = words.casefold().split()
    found = [rule for rule in rules if all(word in _told(rule) for word in wanted)]

    def place(rule: StatedRule) -> tuple[bool, date, int, str]:
        due = is_due(rule, today=today)
        hits = usage.get(rule.name, Usage()).hits
        return not due, rule.review if due and rule.review else date.max, -hits, rule.name

    return tuple(sorted(found, key=place))


def is_due(rule: StatedRule, *, today: date) -> bool:
    """Whether the day has come on which somebody should look at it again."""
    return rule.review is not None and rule.review <= today


def _told(rule: StatedRule) -> str:
    told = (rule.name, rule.level, rule.message, rule.owner or "", rule.reason or "", *rule.tags, *rule.bad)
    return "\n".join(told).casefold()
