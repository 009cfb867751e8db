"""Trusted routes in words, and what admins hear that is wrong with them."""

from dataclasses import replace
from typing import Any

import pytest

from domain.people import Department
from domain.policy import SHIPPED_POLICY, Policy
from domain.policy_problems import problems_of
from domain.policy_words import policy_changes
from domain.refusals import Refusal
from domain.setup import replace_policy
from domain.trusted_routes import SHIPPED_TRUSTED, TrustedRoute
from domain.trusted_words import share_words, trusted_words
from tests.domain.stories import ADA, WORKSPACE

LOCAL, ANY = SHIPPED_TRUSTED
HOURS = TrustedRoute(
    name="hours",
    because="hours are facts",
    templates=frozenset({"Late opening", "Early opening"}),
    sign_offs=0,
    sample=5,
)


def policy(*trusted: TrustedRoute) -> Policy:
    return Policy(routes=SHIPPED_POLICY.routes, trusted=trusted)


def test_a_trusted_route_is_one_sentence() -> None:
    rest = "filled by anybody who may; one in ten is reviewed in full"
    own = f"of the template's own department for any template, {rest}"
    said = [trusted_words(one, workspace=WORKSPACE) for one in (LOCAL, ANY, HOURS, replace(ANY, sign_offs=2))]
    assert said == [
        "one sign-off of Field operations for any template, filled by a store's manager; one in ten is reviewed in full",
        f"one sign-off {own}",
        f"no sign-off for the template “Early opening” or “Late opening”, {rest.replace('in ten', 'in 20')}",
        f"2 sign-offs {own}",
    ]


@pytest.mark.parametrize(
    ("percent", "said"),
    [
        (0, "none goes"),
        (1, "one in 100 goes"),
        (10, "one in ten goes"),
        (15, "3 in 20 go"),
        (25, "one in four goes"),
        (30, "3 in ten go"),
        (50, "one in two goes"),
        (99, "99 in 100 go"),
        (100, "each goes"),
    ],
)
def test_a_share_is_said_as_people_say_it(percent: int, said: str) -> None:
    assert share_words(percent, one="goes", many="go") == said


def test_what_differs_between_two_policies_tells_of_trust() -> None:
    def changes(before: Policy, after: Policy) -> list[str]:
        return [one.split(";")[0] for one in policy_changes(before, after, workspace=WORKSPACE)]

    assert changes(policy(LOCAL, ANY), policy(LOCAL, ANY)) == []
    assert changes(policy(LOCAL), policy(HOURS)) == [
        "local posts: removed",
        "hours: added",
    ]
    assert changes(policy(LOCAL, ANY), policy(ANY, LOCAL)) == ["order: templates, local posts"]
    assert changes(policy(LOCAL), policy(replace(LOCAL, because="so"))) == ["local posts: another reason"]
    (sampled,) = policy_changes(policy(LOCAL), policy(replace(LOCAL, sample=50)), workspace=WORKSPACE)
    assert sampled.endswith("; one in two is reviewed in full")


@pytest.mark.parametrize(
    ("changes", "key", "said", "refuses"),
    [
        ({"name": "\u200b"}, "name", "A trusted route needs a name.", True),
        ({"name": "brand"}, "name", "Two routes are called “brand”.", True),
        ({"because": " "}, "because", "Say why: everybody who is asked to sign reads it.", True),
        ({"sign_offs": -1}, "sign_off", "Fewer than no sign-offs cannot be asked for.", True),
        ({"sign_offs": 0}, "templates", "Name the templates for which nobody has to sign.", True),
        ({"sample": 101}, "sample", "Of 100 posts 0 to 100 can be reviewed.", True),
        (
            {"department": "legal"},
            "department",
            "There is no department “legal”: what is filled will wait until there is one.",
            False,
        ),
        ({"sign_offs": 2}, "sign_off", "2 approvers of Field operations must sign, but it has 1.", True),
    ],
)
def test_what_is_wrong_with_a_trusted_route_is_told(
    changes: dict[str, Any], key: str, said: str, *, refuses: bool
) -> None:
    (problem,) = problems_of(policy(replace(LOCAL, **changes)), WORKSPACE)
    assert (problem.trusted, problem.key, problem.sentence, problem.refuses) == (0, key, said, refuses)


def test_two_trusted_routes_need_two_names_and_a_department_an_approver() -> None:
    (problem,) = problems_of(policy(HOURS, HOURS), WORKSPACE)
    assert (problem.trusted, problem.sentence) == (1, "Two routes are called “hours”.")
    with pytest.raises(Refusal, match="“hours”: Two routes are called “hours”"):
        replace_policy(policy(HOURS, HOURS), by=ADA, workspace=WORKSPACE)
    nobody = WORKSPACE.with_department(Department(key="field-ops", name="Field operations"))
    problems = [one.sentence for one in problems_of(policy(LOCAL), nobody) if one.trusted is not None]
    assert problems == ["Field operations has no approver yet: what is filled will wait for one."]
    assert problems_of(policy(replace(HOURS, department="marketing")), WORKSPACE) == ()
