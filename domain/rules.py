"""Rules that people of a workspace make in Slack, on top of those in files."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.findings import Level
from domain.people import UserId

STYLE = "Team"
"""The style to which rules made in Slack belong: `Team.NoHype`."""


class RuleKind(StrEnum):
    """What a rule does with its words."""

    EXISTENCE = "existence"
    SUBSTITUTION = "substitution"
    FILED = "filed"
    """What it looks for stands in a file; only what is said about it was changed here."""


class RuleState(StrEnum):
    """How far a revision has come. Of each rule the newest one that is not only tried counts."""

    TRIED = "tried"
    IN_FORCE = "in force"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDraft:
    """A rule as somebody fills it in.

    Attributes:
        name: `Style.Rule`.
        words: what an existence rule looks for: plain words, never patterns.
        swaps: what a substitution looks for, each with what to write instead.
        message: the sentence for authors, `%s` where the words found go; empty leaves a filed rule's own.
        owner: who answers for it.
        review: the day on which somebody should look at it again.
        tags: words its findings carry for the policy.
        good: texts it must not flag; none leaves a filed rule's own.
        bad: texts it must flag; the same.
    """

    name: str
    kind: RuleKind
    words: tuple[str, ...] = ()
    swaps: tuple[tuple[str, str], ...] = ()
    message: str
    level: Level
    owner: str
    reason: str
    review: date | None
    tags: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRevision:
    """One revision of a rule, never changed: who wrote it, and how far it came.

    Attributes:
        number: counted from 1 within the rule.
    """

    draft: RuleDraft
    number: int
    state: RuleState
    by: UserId
    at: datetime


def rule_name(typed: str) -> str:
    """The full name for what somebody typed: `no hype` becomes `Team.NoHype`, a full name stays."""
    typed = typed.strip()
    if "." in typed:
        return typed
    joined = "".join(word[:1].upper() + word[1:] for word in re.findall(r"\w+", typed))
    return f"{STYLE}.{joined}"
