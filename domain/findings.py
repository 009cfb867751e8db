"""Findings: what a rule of the rulebook says about a text."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.networks import Network
from domain.offers import Offer

NETWORKS = "Network."
"""How the names of findings begin that come from a network's limits and not from the rulebook."""


class Level(StrEnum):
    """How much a finding weighs. The three levels and their names are Vale's."""

    SUGGESTION = "suggestion"
    WARNING = "warning"
    ERROR = "error"

    @property
    def weight(self) -> int:
        """0 for a suggestion, 1 for a warning, 2 for an error."""
        return tuple(Level).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule's remark about one place in a text.

    Attributes:
        rule: the rule's full name, `Style.Rule`.
        level: suggestions and warnings are shown, an error blocks the post.
        message: the sentence for the author, already filled in.
        start: where the match begins, in code points of the text as typed.
        end: where it ends, exclusive. `start == end == 0` when the rule is about the text as a whole.
        match: the text between `start` and `end`.
        replacement: what may safely stand there instead; None when a person has to decide.
        tags: words the policy listens to, such as `price` or `people`.
        network: the network whose own text this is about; None when it is about the common text.
    """

    rule: str
    level: Level
    message: str
    start: int
    end: int
    match: str
    replacement: str | None = None
    tags: tuple[str, ...] = ()
    network: Network | None = None

    @property
    def blocks(self) -> bool:
        """Whether the post cannot be approved while this stands."""
        return self.level is Level.ERROR

    @property
    def where(self) -> str:
        """The network whose own text it is about, as the beginning of a sentence; empty where that says so itself."""
        if self.network is None or self.rule.startswith(NETWORKS):
            return ""
        return f"{self.network.label}: "

    @property
    def fixable(self) -> bool:
        """Whether what may safely stand there is known, and is something else."""
        return self.replacement is not None and self.replacement != self.match and self.start < self.end

    @property
    def excusable(self) -> bool:
        """Whether people may grant an exception. From a network's own limits nobody can."""
        return not self.rule.startswith(NETWORKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the rulebook said about one text.

    Attributes:
        findings: every remark, in the order of the text.
        rulebook: the version of the rulebook that made them.
        excused: those of them that block and do not stop the form: there is an exception, or one was asked for.
        offers: what the text promises for how much, each once.
    """

    findings: tuple[Finding, ...] = ()
    rulebook: str = ""
    excused: tuple[Finding, ...] = ()
    offers: tuple[Offer, ...] = ()

    @property
    def stopping(self) -> tuple[Finding, ...]:
        """The findings with which a form is not taken."""
        return tuple(one for one in self.findings if one.blocks and one not in self.excused)


def weightiest_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors before warnings before suggestions; within a level in the order of the text."""
    return tuple(sorted(findings, key=lambda one: (-one.level.weight, one.start, one.end, one.rule)))
