"""Gaps: what to work on next, where departments disagree, and where answers and the record do."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from domain.maturity import Anchor, Capability, MaturityModel, Source
from domain.maturity_evidence import Evidence
from domain.maturity_score import Score, Standing

FAR_APART = 2
"""Levels between the lowest and the highest answer from which on departments disagree: one is a matter of taste."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The capability whose rise would bring its stage furthest.

    Attributes:
        capability: with the `practice` to try next.
        level: where it stands, 0 to 3.
        target: where it has to come: "usually" while its stage is not held, "always" when all are.
    """

    capability: Capability
    level: Fraction
    target: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A capability that departments see very differently.

    Attributes:
        low: keys of the departments that gave the lowest answer.
        high: of those that gave the highest.
    """

    capability: str
    lowest: Anchor
    low: tuple[str, ...]
    highest: Anchor
    high: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceGap:
    """An answer that the desk's record does not bear out.

    Attributes:
        department: key of the department that gave it.
        evidence: what the record says.
        above: by how many levels the answer is above the record; below 0 when the record shows more.
    """

    capability: str
    department: str
    answered: Anchor
    suggested: Anchor
    evidence: Evidence

    @property
    def above(self) -> int:
        """See the class."""
        return self.answered - self.suggested


def biggest_gap(model: MaturityModel, score: Score) -> Gap | None:
    """The biggest gap in the stage to work on; None when there are no answers, or everything is at "always".

    Stages inherit, so the first that is not held comes first, whatever later ones lack; when all are held, all count.
    A gap is what is missing to the target, by weight; of equals, the first in the model.
    """
    target = Anchor.ALWAYS if score.current is None else Anchor.USUALLY
    gaps = [
        Gap(capability=one, level=level, target=target)
        for one in model.capabilities
        if score.current in {None, one.stage}
        and (level := score.capability(one.key).level) is not None
        and level < target
    ]
    return max(gaps, key=lambda one: (one.target - one.level) * one.capability.weight, default=None)


def unanswered(model: MaturityModel, score: Score) -> tuple[Capability, ...]:
    """The capabilities nobody has said anything about that still counts."""
    return tuple(one for one in model.capabilities if score.capability(one.key).level is None)


def disagreements(model: MaturityModel, now: Standing) -> tuple[Disagreement, ...]:
    """Where departments' answers are two levels apart or more, the widest first, then in the model's order."""
    found = []
    for capability in model.capabilities:
        said = _answers(now, capability.key)
        if said and max(said.values()) - min(said.values()) >= FAR_APART:
            lowest, highest = min(said.values()), max(said.values())
            found.append(
                Disagreement(
                    capability=capability.key,
                    lowest=lowest,
                    low=tuple(key for key, level in said.items() if level == lowest),
                    highest=highest,
                    high=tuple(key for key, level in said.items() if level == highest),
                )
            )
    return tuple(sorted(found, key=lambda one: one.lowest - one.highest))


def evidence_gaps(
    model: MaturityModel, now: Standing, evidence: Mapping[Source, Evidence]
) -> tuple[EvidenceGap, ...]:
    """Where an answer is not what the desk's record suggests, the widest first, then in the model's order."""
    found = [
        EvidenceGap(
            capability=capability.key,
            department=department,
            answered=answered,
            suggested=record.level,
            evidence=record,
        )
        for capability in model.capabilities
        if capability.evidence is not None
        and (record := evidence.get(capability.evidence)) is not None
        and record.level is not None
        for department, answered in _answers(now, capability.key).items()
        if answered != record.level
    ]
    return tuple(sorted(found, key=lambda one: -abs(one.above)))


def _answers(now: Standing, capability: str) -> dict[str, Anchor]:
    """Department to its answer."""
    levels = {key: score.capability(capability).level for key, score in now.departments}
    return {key: Anchor(int(level)) for key, level in levels.items() if level is not None}
