"""The trend: how the score went over the last weeks, and what changed with the latest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.checkins import CheckIn
from domain.maturity import MaturityModel
from domain.maturity_score import GONE, Score, standing
from domain.weeks import Week

WEEKS = 12
"""A trend's length (PRODUCT.md, section 12)."""
REACH = WEEKS + GONE
"""Weeks of check-ins that the first point of a trend rests on and the last one: what to read from the record."""


def trend(
    model: MaturityModel,
    check_ins: Iterable[CheckIn],
    *,
    departments: Sequence[str],
    week: Week,
    weeks: int = WEEKS,
) -> tuple[Score, ...]:
    """The score of these departments together, week by week, the latest last.

    Every week is counted by the model and the departments of today, so that weeks compare like with like: what the
    file no longer has is left out of all of them. A department counts from its first check-in on; a late answer
    counts in the week that it was asked for.

    Args:
        departments: keys of all departments, or of one for its own trend.
        week: the latest one.
    """
    history = tuple(check_ins)
    return tuple(
        standing(model, history, departments=departments, week=week.plus(-back)).organisation
        for back in reversed(range(weeks))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StageChange:
    """What became of a stage between two weeks.

    Attributes:
        points: how many percentage points it rose or, below 0, fell; None when one of the weeks has no answer.
        won: it is held and was not.
        lost: it was held and is not.
    """

    stage: str
    points: int | None
    won: bool
    lost: bool


def changes(before: Score, after: Score) -> tuple[StageChange, ...]:
    """What became of each stage from one week to another, both counted by the same model."""
    return tuple(
        StageChange(
            stage=now.stage,
            points=None if was.percent is None or now.percent is None else now.percent - was.percent,
            won=now.held and not was.held,
            lost=was.held and not now.held,
        )
        for was, now in zip(before.stages, after.stages, strict=True)
    )
