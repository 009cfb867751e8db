"""The score: what a department's answers, and all departments' together, say about each stage.

The formula, in exact fractions:

- A capability's **level** is the department's latest answer, 0 (not yet) to 3 (always). Late answers count; those of
  saved and skipped check-ins do not. An answer counts for twelve weeks.
- Its **confidence** is 1 while the answer is at most four weeks old, since each question comes round in four; then
  it falls by an eighth a week to 0 at twelve. Without an answer it is 0.
- A stage's level is the mean of its capabilities' levels by their weights; what has no answer is left out, and
  lowers the stage's confidence, the mean of all its capabilities' by the same weights.
- A stage is **held** when its level is at "usually" (2) or better, its confidence at one half or better, and every
  stage before it is held. So losing an earlier one pulls it back.
- For the **organisation**, a capability's level is the mean of the departments' that have one, its confidence the
  mean of all departments that have been asked; stages follow as above.
- As a percentage, a level is its share of 3, so "usually" is 67 %. The percentage of the whole is the mean of the
  stages', where a stage counts 0 while one before it is not held.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from domain.checkins import CheckIn
from domain.maturity import Anchor, MaturityModel
from domain.weeks import Week

FRESH = 4
"""Weeks for which an answer is as good as new."""
GONE = 12
"""Weeks after which it says nothing any more."""
ENOUGH = Fraction(1, 2)
"""The confidence below which a stage is not called held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CapabilityScore:
    """How far one capability has come.

    Attributes:
        level: 0 to 3; None without an answer that still counts.
        week: of the answer; for the organisation, of the oldest that counts.
        confidence: 0 to 1.
    """

    capability: str
    level: Fraction | None = None
    week: Week | None = None
    confidence: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageScore:
    """How far one stage has come.

    Attributes:
        level: 0 to 3; None without any answer.
        confidence: 0 to 1.
        held: whether it and every stage before it are held.
        pulled_back_by: key of the first stage before it that is not held, when it could stand by itself.
    """

    stage: str
    level: Fraction | None
    confidence: Fraction
    held: bool
    pulled_back_by: str | None = None

    @property
    def percent(self) -> int | None:
        """The level as a whole percentage of "always"; None without any answer."""
        return None if self.level is None else percentage(self.level / Anchor.ALWAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How far a department, or the organisation, has come by one week."""

    week: Week
    capabilities: tuple[CapabilityScore, ...]
    stages: tuple[StageScore, ...]

    @property
    def reached(self) -> str | None:
        """Key of the last stage that is held; None when not even the first is."""
        return next((one.stage for one in reversed(self.stages) if one.held), None)

    @property
    def current(self) -> str | None:
        """Key of the first stage that is not held: the one to work on; None when all are."""
        return next((one.stage for one in self.stages if not one.held), None)

    @property
    def percent(self) -> int | None:
        """The whole as a percentage, where stages beyond the current one count 0; None without any answer."""
        if all(one.level is None for one in self.stages):
            return None
        counting = [one.level or 0 for one in self.stages if one.held or one.stage == self.current]
        return percentage(Fraction(sum(counting), Anchor.ALWAYS * len(self.stages)))

    def capability(self, key: str) -> CapabilityScore:
        """The score of one capability; an empty one for what the model does not have."""
        return next(
            (one for one in self.capabilities if one.capability == key), CapabilityScore(capability=key)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far everybody has come by one week.

    Attributes:
        departments: key and score of each, in the order in which they were given.
        unasked: keys of those that have never had a check-in, such as new ones; they weigh nothing yet.
    """

    week: Week
    organisation: Score
    departments: tuple[tuple[str, Score], ...]
    unasked: tuple[str, ...] = ()


def standing(
    model: MaturityModel, check_ins: Iterable[CheckIn], *, departments: Sequence[str], week: Week
) -> Standing:
    """The scores of these departments and of all together at the end of one week.

    Answers about capabilities that the model no longer has, of departments that are not named, and of later weeks
    are passed over.

    Args:
        check_ins: of the twelve weeks before at least, in any order.
    """
    history: dict[str, list[CheckIn]] = {}
    for one in check_ins:
        if one.week <= week:
            history.setdefault(one.department, []).append(one)
    scores = tuple((key, _of_department(model, history.get(key, ()), week=week)) for key in departments)
    together = [score for key, score in scores if key in history]
    return Standing(
        week=week,
        organisation=_of_all(model, together, week=week),
        departments=scores,
        unasked=tuple(key for key in departments if key not in history),
    )


def percentage(share: Fraction) -> int:
    """A share of 0 to 1 as a whole percentage, halves rounded up."""
    return int(share * 100 + Fraction(1, 2))


def _of_department(model: MaturityModel, history: Iterable[CheckIn], *, week: Week) -> Score:
    latest: dict[str, tuple[Week, Anchor]] = {}
    for check_in in history:
        if check_in.state.counts and week.since(check_in.week) < GONE:
            for one in check_in.answers:
                said = (check_in.week, one.level)
                latest[one.capability] = max(said, latest.get(one.capability, said))
    scores = tuple(
        CapabilityScore(
            capability=one.key,
            level=Fraction(latest[one.key][1]),
            week=latest[one.key][0],
            confidence=_confidence(week.since(latest[one.key][0])),
        )
        if one.key in latest
        else CapabilityScore(capability=one.key)
        for one in model.capabilities
    )
    return _score(model, scores, week=week)


def _confidence(age: int) -> Fraction:
    return min(Fraction(1), Fraction(GONE - age, GONE - FRESH))


def _of_all(model: MaturityModel, scores: Sequence[Score], *, week: Week) -> Score:
    together = []
    for capability in model.capabilities:
        each = [one.capability(capability.key) for one in scores]
        levels = [one.level for one in each if one.level is not None]
        together.append(
            CapabilityScore(
                capability=capability.key,
                level=sum(levels, Fraction(0)) / len(levels) if levels else None,
                week=min((one.week for one in each if one.week), default=None),
                confidence=sum((one.confidence for one in each), Fraction(0)) / max(len(each), 1),
            )
        )
    return _score(model, tuple(together), week=week)


def _score(model: MaturityModel, capabilities: tuple[CapabilityScore, ...], *, week: Week) -> Score:
    stages: list[StageScore] = []
    lost: str | None = None
    for stage in model.stages:
        weights = {one.key: one.weight for one in model.of_stage(stage.key)}
        scores = [one for one in capabilities if one.capability in weights]
        known = {one.capability: one.level for one in scores if one.level is not None}
        weight = sum(weights[key] for key in known)
        level = (
            sum((weights[key] * one for key, one in known.items()), Fraction(0)) / weight if known else None
        )
        confidence = sum(weights[one.capability] * one.confidence for one in scores) / Fraction(
            sum(weights.values())
        )
        stands = level is not None and level >= Anchor.USUALLY and confidence >= ENOUGH
        stages.append(
            StageScore(
                stage=stage.key,
                level=level,
                confidence=confidence,
                held=stands and lost is None,
                pulled_back_by=lost if stands else None,
            )
        )
        lost = lost or (None if stands else stage.key)
    return Score(week=week, capabilities=capabilities, stages=tuple(stages))
