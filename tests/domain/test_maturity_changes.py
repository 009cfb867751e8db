"""Admins give a question other words and another weight; the record says what changed."""

from dataclasses import replace

import pytest

from domain.maturity_changes import Wording, model_changes, reword
from domain.refusals import InvalidForm, Refusal
from tests.domain.maturity import MODEL, capability
from tests.domain.stories import ADA, EVE, WORKSPACE

NEW = Wording(
    name=" Our stores ",
    question="Who looks after the stores?",
    statements=("nobody", "somebody", "most of us", "everybody"),
    practice="Name one.",
    weight=4,
)


def test_words_and_weight_change_and_everything_else_stays() -> None:
    changed = reword(MODEL, "profiles", NEW, by=ADA, workspace=WORKSPACE)

    before, after = MODEL.capabilities[0], changed.capabilities[0]
    assert (after.name, after.weight, after.statements) == ("Our stores", 4, NEW.statements)
    assert (after.key, after.stage, after.evidence) == (before.key, before.stage, before.evidence)
    assert changed.capabilities[1:] == MODEL.capabilities[1:]


def test_only_admins_may_and_only_what_is_there() -> None:
    with pytest.raises(Refusal, match="Only an admin"):
        reword(MODEL, "profiles", NEW, by=EVE, workspace=WORKSPACE)
    with pytest.raises(Refusal, match="There is no question “gone” any more"):
        reword(MODEL, "gone", NEW, by=ADA, workspace=WORKSPACE)


def test_what_cannot_be_asked_is_said_by_field() -> None:
    wrong = replace(NEW, name=" ", statements=("nobody", "nobody", "x" * 65, "everybody"), weight=0)
    with pytest.raises(InvalidForm) as raised:
        reword(MODEL, "revenue", wrong, by=ADA, workspace=WORKSPACE)
    assert raised.value.errors == {
        "name": "This must not be empty.",
        "weight": "Take a whole number from 1 to 10: how much it counts in its stage.",
        "statements.1": "This says the same as another answer.",
        "statements.2": "64 characters is the most, these are 65.",
    }


def test_the_record_says_what_differs() -> None:
    assert list(model_changes(MODEL, MODEL)) == []
    changed = reword(MODEL, "profiles", NEW, by=ADA, workspace=WORKSPACE)
    fewer = replace(
        changed,
        stages=(replace(MODEL.stages[0], name="Find us"), *MODEL.stages[1:]),
        capabilities=(*changed.capabilities[:-1], capability("new", "convert")),
    )
    assert list(model_changes(MODEL, fewer)) == [
        "revenue: removed",
        "profiles, name: Profiles → Our stores",
        "profiles, question: How is profiles? → Who looks after the stores?",
        "profiles, statements: changed",
        "profiles, practice: Try profiles. → Name one.",
        "profiles, weight: 2 → 4",
        "new: added",
        "stages: Find us, Engage, Convert",
    ]
