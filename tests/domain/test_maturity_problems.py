"""A model is taken as a whole, or everything that is wrong with it is said."""

from dataclasses import replace
from math import inf, nan
from typing import Any

import pytest

from domain.maturity import Anchor, MaturityModel, Stage
from domain.maturity_problems import Place, problems_of
from domain.measures import Measure
from tests.domain.maturity import MODEL, WAIT, large_model

STATEMENTS = MODEL.capabilities[0].statements


def wrong(model: MaturityModel) -> list[tuple[Place, str]]:
    return [(one.place, one.sentence) for one in problems_of(model)]


def second(**changes: Any) -> MaturityModel:
    """The model with its second capability changed."""
    first, one, *rest = MODEL.capabilities
    return replace(MODEL, capabilities=(first, replace(one, **changes), *rest))


def test_a_whole_model_has_no_problems() -> None:
    assert wrong(MODEL) == []
    assert wrong(large_model(28)) == []


def test_the_four_answers_have_the_words_that_people_choose() -> None:
    assert [one.label for one in Anchor] == ["Not yet", "Sometimes", "Usually", "Always"]


@pytest.mark.parametrize(
    ("changes", "place", "said"),
    [
        ({"key": "profiles"}, ("key",), "“profiles” stands there twice"),
        ({"stage": "recrut"}, ("stage",), "there is no stage “recrut”; there are: recruit, engage, convert"),
        ({"name": " "}, ("name",), "this must not be empty"),
        ({"name": "x" * 25}, ("name",), "24 characters is the most, these are 25"),
        ({"question": "x" * 151}, ("question",), "150 characters is the most, these are 151"),
        ({"practice": ""}, ("practice",), "this must not be empty"),
        ({"weight": 0}, ("weight",), "take a whole number from 1 to 10: how much it counts in its stage"),
        ({"weight": 11}, ("weight",), "take a whole number from 1 to 10: how much it counts in its stage"),
        (
            {"statements": STATEMENTS[:3]},
            ("statements",),
            "write four statements (not yet, sometimes, usually, always), not 3",
        ),
        ({"statements": ("", *STATEMENTS[1:])}, ("statements", 0), "this must not be empty"),
        (
            {"statements": (*STATEMENTS[:3], "x" * 65)},
            ("statements", 3),
            "64 characters is the most, these are 65",
        ),
        (
            {"statements": (*STATEMENTS[:3], STATEMENTS[0])},
            ("statements", 3),
            "this says the same as another answer",
        ),
        ({"measures": (WAIT, WAIT)}, ("measures", 1, "key"), "“wait” stands there twice"),
        (
            {"measures": tuple(replace(WAIT, key=key) for key in "abcd")},
            ("measures",),
            "3 measures are the most for one question",
        ),
        ({"measures": (replace(WAIT, name=""),)}, ("measures", 0, "name"), "this must not be empty"),
        (
            {"measures": (replace(WAIT, unit="x" * 13),)},
            ("measures", 0, "unit"),
            "12 characters is the most, these are 13",
        ),
        (
            {"measures": (replace(WAIT, least=720),)},
            ("measures", 0, "most"),
            "“most” must be more than “least”",
        ),
        ({"measures": (replace(WAIT, most=inf),)}, ("measures", 0), "a bound must be a number that ends"),
        ({"measures": (replace(WAIT, least=nan),)}, ("measures", 0), "a bound must be a number that ends"),
    ],
)
def test_what_is_wrong_with_a_capability_is_said_with_its_place(
    changes: dict[str, Any], place: Place, said: str
) -> None:
    assert wrong(second(**changes)) == [(("capability", 1, *place), said)]


def test_stages_must_be_few_distinct_and_have_capabilities() -> None:
    twice = replace(MODEL, stages=(*MODEL.stages, Stage(key="engage", name="", purpose="x" * 151)))

    assert wrong(twice) == [
        (("stage", 3, "key"), "“engage” stands there twice"),
        (("stage", 3, "name"), "this must not be empty"),
        (("stage", 3, "purpose"), "150 characters is the most, these are 151"),
    ]
    advocate = replace(MODEL, stages=(*MODEL.stages, Stage(key="advocate", name="Advocate")))
    assert wrong(advocate) == [(("stage", 3), "no capability belongs to “advocate”, so it could not be held")]


@pytest.mark.parametrize("count", [0, 7])
def test_a_model_has_one_to_six_stages(count: int) -> None:
    stages = tuple(Stage(key=f"s{number}", name=f"S{number}") for number in range(count))

    assert wrong(MaturityModel(stages=stages, capabilities=()))[0] == (
        ("stage",),
        f"a model has 1 to 6 stages, this one {count}",
    )


def test_more_capabilities_than_four_weeks_hold_are_refused() -> None:
    assert wrong(large_model(29)) == [
        (
            ("capability", 28),
            "29 capabilities are too many: with 7 questions a week, 28 come round in 4 weeks",
        )
    ]


def test_a_measure_is_found_by_its_key() -> None:
    one = replace(MODEL.capabilities[0], measures=(WAIT, Measure(key="share", name="Share", most=100)))

    assert (one.measure("wait"), one.measure("gone")) == (WAIT, None)
    assert (MODEL.capability("offers"), MODEL.capability("gone")) == (MODEL.capabilities[4], None)
