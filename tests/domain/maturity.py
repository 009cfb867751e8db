"""A small maturity model, and departments that answer."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from domain.checkins import Answer, CheckIn, CheckInState
from domain.maturity import Anchor, Capability, MaturityModel, Source, Stage
from domain.measures import Measure
from domain.weeks import Week
from tests.domain.stories import WORKSPACE

WEEK = Week.parse("2026-W48")
"""The week of `stories.MONDAY`."""
WAIT = Measure(key="wait", name="Median time to an answer", unit="h", most=720)
GROWTH = Measure(key="growth", name="New followers", least=-5_000, most=5_000)


def capability(key: str, stage: str, **changes: Any) -> Capability:
    plain: dict[str, Any] = {
        "key": key,
        "stage": stage,
        "name": key.title(),
        "question": f"How is {key}?",
        "statements": ("nothing", "a little", "a lot", "all of it"),
        "practice": f"Try {key}.",
    }
    return Capability(**plain | changes)


MODEL = MaturityModel(
    stages=(
        Stage(key="recruit", name="Recruit"),
        Stage(key="engage", name="Engage"),
        Stage(key="convert", name="Convert"),
    ),
    capabilities=(
        capability("profiles", "recruit", weight=2, evidence=Source.STORES),
        capability("rhythm", "recruit", evidence=Source.RHYTHM, measures=(GROWTH,)),
        capability("answering", "engage", evidence=Source.QUESTIONS, measures=(WAIT,)),
        capability("contests", "engage"),
        capability("offers", "convert", weight=3, evidence=Source.TRACKED_LINKS),
        capability("revenue", "convert"),
    ),
)
KEYS = tuple(one.key for one in MODEL.capabilities)


def large_model(size: int) -> MaturityModel:
    """As many capabilities, spread over at most three stages."""
    return MaturityModel(
        stages=MODEL.stages[:size],
        capabilities=tuple(
            capability(f"c{number:02}", MODEL.stages[number * min(size, 3) // size].key)
            for number in range(size)
        ),
    )


def monday_of(week: Week) -> datetime:
    return datetime.combine(week.monday, time(9), UTC)


def check_in(department: str = "hr", week: Week = WEEK, **changes: Any) -> CheckIn:
    plain: dict[str, Any] = {
        "workspace": WORKSPACE.id,
        "department": department,
        "week": week,
        "questions": KEYS,
        "closes_at": monday_of(week) + timedelta(days=4, hours=7),
    }
    return CheckIn(**plain | changes)


def answered(levels: Mapping[str, int], department: str = "hr", week: Week = WEEK, **changes: Any) -> CheckIn:
    plain: dict[str, Any] = {
        "questions": tuple(levels),
        "answers": tuple(Answer(capability=key, level=Anchor(level)) for key, level in levels.items()),
        "state": CheckInState.ANSWERED,
        "at": monday_of(week) + timedelta(hours=1),
    }
    return check_in(department, week, **plain | changes)


def levels(*given: int) -> dict[str, int]:
    """A level for each capability of the small model."""
    return dict(zip(KEYS, given, strict=True))
