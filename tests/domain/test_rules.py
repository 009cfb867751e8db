from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.findings import Level
from domain.refusals import InvalidForm, Refusal
from domain.rule_problems import refuse_ruler, refuse_wrong_rule
from domain.rules import RuleDraft, RuleKind, rule_name
from domain.stated_rules import Usage, sought
from tests.domain.stories import ADA, EVE, WORKSPACE, Stated

TODAY = date(2026, 11, 23)
RULE = RuleDraft(
    name="Team.NoSlippers",
    kind=RuleKind.EXISTENCE,
    words=("slippers",),
    message="Say house shoes.",
    level=Level.WARNING,
    owner="marketing",
    reason="Customers search for house shoes.",
    review=date(2027, 5, 1),
    good=("House shoes.",),
    bad=("Slippers.",),
)


def wrong_fields(**changes: Any) -> list[str]:
    try:
        refuse_wrong_rule(replace(RULE, **changes), today=TODAY)
    except InvalidForm as wrong:
        return list(wrong.errors)
    return []


SWAP: dict[str, Any] = {"kind": RuleKind.SUBSTITUTION, "words": ()}


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, []),
        ({"name": "Team."}, ["name"]),
        ({"name": "Team.\u115f"}, ["name"]),
        ({"owner": "\0", "reason": "\u200b", "message": "\u3164"}, ["message", "owner", "reason"]),
        ({"name": "Team.No way!"}, ["name"]),
        ({"name": f"Team.{'x' * 100}"}, ["name"]),
        ({"name": "Network.X"}, ["name"]),
        ({"words": ()}, ["words"]),
        ({"words": ("x" * 201,)}, ["words"]),
        ({"words": tuple(map(str, range(501)))}, ["words"]),
        ({**SWAP, "swaps": (("cheap", "good value"),)}, []),
        ({**SWAP}, ["words"]),
        ({**SWAP, "swaps": (("cheap", ""),)}, ["words"]),
        ({**SWAP, "swaps": (("cheap", "$1"),)}, ["words"]),
        ({**SWAP, "swaps": (("cheap", "a|b"),)}, ["words"]),
        ({**SWAP, "swaps": (("x" * 201, "y"),)}, ["words"]),
        (
            {"message": " ", "owner": "", "reason": "", "review": None},
            ["message", "owner", "reason", "review"],
        ),
        ({"message": "x" * 301, "owner": "x" * 101, "reason": "x" * 1_001}, ["message", "owner", "reason"]),
        ({"review": TODAY}, []),
        ({"review": date(2026, 11, 22)}, ["review"]),
        ({"good": (), "bad": ()}, ["good", "bad"]),
        ({"kind": RuleKind.FILED, "words": (), "message": "", "good": (), "bad": ()}, []),
    ],
)
def test_a_rule_says_what_it_wants_of_whom_and_why(changes: dict[str, Any], fields: list[str]) -> None:
    assert wrong_fields(**changes) == fields


def test_names_are_made_of_what_people_type() -> None:
    assert rule_name(" no hype, please ") == "Team.NoHypePlease"
    assert rule_name("House.Price") == "House.Price"
    assert rule_name("") == "Team."


def test_only_admins_rule() -> None:
    refuse_ruler(ADA, workspace=WORKSPACE)
    with pytest.raises(Refusal, match="Only an admin"):
        refuse_ruler(EVE, workspace=WORKSPACE)


def test_what_is_due_for_review_comes_first_then_what_is_hit_most() -> None:
    rules = [
        Stated("A.Quiet"),
        Stated("A.Busy", review=date(2027, 1, 1)),
        Stated("A.Late", review=date(2026, 11, 23)),
        Stated("A.Later", review=date(2026, 1, 1)),
    ]
    usage = {"A.Busy": Usage(hits=7)}
    found = sought(rules, "", usage=usage, today=TODAY)
    assert [one.name for one in found] == ["A.Later", "A.Late", "A.Busy", "A.Quiet"]


@pytest.mark.parametrize(
    ("words", "found"), [("LONG price", 2), ("quiet", 1), ("marketing because", 1), ("nothing", 0)]
)
def test_every_word_has_to_stand_somewhere_in_the_rule(words: str, found: int) -> None:
    rules = [Stated("A.Quiet"), Stated("A.Busy", reason="Because.")]
    assert len(sought(rules, words, usage={}, today=TODAY)) == found
