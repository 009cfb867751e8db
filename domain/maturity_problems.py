"""Problems: what keeps a maturity model from being taken."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isfinite

from domain.maturity import Anchor, Capability, MaturityModel
from domain.measures import Measure
from domain.sight import visible

QUESTIONS = 7
"""The most that a check-in asks (PRODUCT.md, section 11)."""
ROUND = 4
"""Weeks in which every capability has to come round."""
STAGES = 6
"""More would not be told apart in one chart."""
MEASURES = 3
"""The most of one capability: a check-in takes two or three minutes."""
HEAVIEST = 10
STATEMENT = 64
"""Characters of a statement: with “Sometimes: ” before it, it fills an option of Slack's radio buttons (75)."""
LENGTHS = {"name": 24, "question": 150, "practice": 200}
_STAGE_LENGTHS = {"name": 20, "purpose": 150}
"""Slack's "data visualization block" cuts labels at 20."""
_MEASURE_LENGTHS = {"name": 60, "unit": 12}

Place = tuple[str | int, ...]
"""Table, index from 0 and key: `("capability", 3, "statements")`; empty for the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something about a model that its admin has to mend.

    Attributes:
        place: where it is, in the words of `maturity.toml`.
    """

    sentence: str
    place: Place = ()


def problems_of(model: MaturityModel) -> tuple[Problem, ...]:
    """Everything that is wrong with this model, in its own order; none when it can be taken."""
    return (*_of_stages(model), *_of_capabilities(model))


def _of_stages(model: MaturityModel) -> Iterator[Problem]:
    if not 1 <= len(model.stages) <= STAGES:
        yield Problem(
            sentence=f"a model has 1 to {STAGES} stages, this one {len(model.stages)}", place=("stage",)
        )
    astray = {one.stage for one in model.capabilities} - {one.key for one in model.stages}
    for number, stage in enumerate(model.stages):
        place: Place = ("stage", number)
        yield from _twice(stage.key, (one.key for one in model.stages[:number]), place)
        yield from _length("name", stage.name, _STAGE_LENGTHS, place)
        if stage.purpose:
            yield from _length("purpose", stage.purpose, _STAGE_LENGTHS, place)
        if not astray and not model.of_stage(stage.key):
            yield Problem(
                sentence=f"no capability belongs to “{stage.key}”, so it could not be held", place=place
            )


def _of_capabilities(model: MaturityModel) -> Iterator[Problem]:
    most = QUESTIONS * ROUND
    if len(model.capabilities) > most:
        yield Problem(
            sentence=f"{len(model.capabilities)} capabilities are too many: with {QUESTIONS} questions a week, "
            f"{most} come round in {ROUND} weeks",
            place=("capability", most),
        )
    for number, capability in enumerate(model.capabilities):
        place: Place = ("capability", number)
        yield from _twice(capability.key, (one.key for one in model.capabilities[:number]), place)
        if capability.stage not in {one.key for one in model.stages}:
            known = ", ".join(one.key for one in model.stages)
            yield Problem(
                sentence=f"there is no stage “{capability.stage}”; there are: {known}",
                place=(*place, "stage"),
            )
        for key in LENGTHS:
            yield from _length(key, getattr(capability, key), LENGTHS, place)
        if not 1 <= capability.weight <= HEAVIEST:
            yield Problem(
                sentence=f"take a whole number from 1 to {HEAVIEST}: how much it counts in its stage",
                place=(*place, "weight"),
            )
        yield from _of_statements(capability, place)
        yield from _of_measures(capability, place)


def _of_statements(capability: Capability, place: Place) -> Iterator[Problem]:
    place = (*place, "statements")
    wanted = ", ".join(one.label.lower() for one in Anchor)
    given = len(capability.statements)
    if given != len(Anchor):
        yield Problem(sentence=f"write four statements ({wanted}), not {given}", place=place)
    for number, statement in enumerate(capability.statements):
        if not visible(statement):
            yield Problem(sentence="this must not be empty", place=(*place, number))
        if len(statement) > STATEMENT:
            yield Problem(
                sentence=f"{STATEMENT} characters is the most, these are {len(statement)}",
                place=(*place, number),
            )
        if visible(statement) and statement in capability.statements[:number]:
            yield Problem(sentence="this says the same as another answer", place=(*place, number))


def _of_measures(capability: Capability, place: Place) -> Iterator[Problem]:
    measures = capability.measures
    if len(measures) > MEASURES:
        yield Problem(
            sentence=f"{MEASURES} measures are the most for one question", place=(*place, "measures")
        )
    for number, measure in enumerate(measures):
        here: Place = (*place, "measures", number)
        yield from _twice(measure.key, (one.key for one in measures[:number]), here)
        yield from _length("name", measure.name, _MEASURE_LENGTHS, here)
        if measure.unit:
            yield from _length("unit", measure.unit, _MEASURE_LENGTHS, here)
        yield from _bounds(measure, here)


def _bounds(measure: Measure, place: Place) -> Iterator[Problem]:
    if not (isfinite(measure.least) and isfinite(measure.most)):
        yield Problem(sentence="a bound must be a number that ends", place=place)
    elif measure.least >= measure.most:
        yield Problem(sentence="“most” must be more than “least”", place=(*place, "most"))


def _twice(key: str, before: Iterable[str], place: Place) -> Iterator[Problem]:
    if key in before:
        yield Problem(sentence=f"“{key}” stands there twice", place=(*place, "key"))


def _length(key: str, value: str, lengths: dict[str, int], place: Place) -> Iterator[Problem]:
    if not visible(value):
        yield Problem(sentence="this must not be empty", place=(*place, key))
    elif len(value) > lengths[key]:
        yield Problem(
            sentence=f"{lengths[key]} characters is the most, these are {len(value)}", place=(*place, key)
        )
