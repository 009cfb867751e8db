"""Routes: one line of the policy each, and the facts of a post that they look at."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from domain.findings import Finding
from domain.journey import Step
from domain.sight import likeness

Approvers = Literal["any", "all"] | int
"""How many approvers of a department must sign its seat: one of them, every one, or this many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What routes look at: the facts of a post that decide who must sign it.

    Attributes:
        department: key of the department that proposes it.
        networks: keys of the networks it goes to.
        tags: the labels its author gave it.
        finding_tags: the tags that the rulebook's findings carry.
        stores: how many stores it touches.
        regions: the regions of these stores.
        campaign: the campaign's key; empty without one.
        budget: what it costs, in whole units of the company's currency; None when nobody said.
        step: the step of the customer's way that it serves; None when nobody said.
    """

    department: str
    networks: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    finding_tags: frozenset[str] = frozenset()
    stores: int = 0
    regions: frozenset[str] = frozenset()
    shows_people: bool = False
    campaign: str = ""
    budget: int | None = None
    step: Step | None = None

    @staticmethod
    def tags_of(findings: Iterable[Finding]) -> frozenset[str]:
        """Every tag that the findings carry."""
        return frozenset(tag for finding in findings for tag in finding.tags)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Something about a post. Every part that is given must hold; within a part, one of its words is enough.

    Tags and campaigns are typed by people on both sides: those that look the same are the same, as "Launch" is "launch".

    Attributes:
        stores: the post touches at least so many stores; 1 is "touches stores at all", 0 is "not asked".
        regions: it touches a store in one of these regions.
        shows_people: people are shown or named.
        over_budget: it costs more than this, in whole units of the company's currency.
        steps: it serves one of these steps of the customer's way.
    """

    departments: frozenset[str] = frozenset()
    networks: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    finding_tags: frozenset[str] = frozenset()
    stores: int = 0
    regions: frozenset[str] = frozenset()
    shows_people: bool = False
    campaigns: frozenset[str] = frozenset()
    over_budget: int | None = None
    steps: frozenset[Step] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether it asks for nothing at all."""
        return self == Condition()

    def holds_for(self, subject: Subject) -> bool:
        """Whether all that is given holds for such a post."""
        words = (
            (self.departments, frozenset({subject.department})),
            (self.networks, subject.networks),
            (_alike(self.tags), _alike(subject.tags)),
            (self.finding_tags, subject.finding_tags),
            (self.regions, subject.regions),
            (_alike(self.campaigns), _alike({subject.campaign})),
            (self.steps, frozenset({subject.step or ""})),
        )
        return (
            all(not asked or asked & (given - {""}) for asked, given in words)
            and subject.stores >= self.stores
            and (subject.shows_people or not self.shows_people)
            and (self.over_budget is None or (subject.budget or 0) > self.over_budget)
        )


def _alike(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(likeness, words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One line of the policy: when it holds, its departments must sign.

    Attributes:
        because: the reason as the card's details give it.
        departments: keys of the departments that must sign.
        when: conditions of which any must hold; without one the route always holds.
        approvers: how many approvers each of these seats wants.
        after: keys of the departments that must have signed before these seats may.
        readiness: whether field operations must confirm that the stores are ready.
    """

    name: str
    because: str
    departments: tuple[str, ...]
    when: tuple[Condition, ...] = ()
    approvers: Approvers = "any"
    after: tuple[str, ...] = ()
    readiness: bool = False

    @property
    def always(self) -> bool:
        """Whether it holds for every post."""
        return not self.when

    def holds_for(self, subject: Subject) -> bool:
        """Whether this route asks for its departments' sign-off on such a post."""
        return self.always or any(one.holds_for(subject) for one in self.when)
