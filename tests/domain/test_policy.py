"""Routes add up to seats, and a policy that could let a post slip or stall is refused."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.aims import Aim
from domain.journey import Step
from domain.networks import Network
from domain.people import Department, Store, UserId
from domain.policy import SHIPPED_POLICY, Need, Policy
from domain.policy_problems import problems_of
from domain.routes import Condition, Route, Subject
from domain.routing import subject_of
from tests.domain.stories import FAY, HAL, WORKSPACE, finding, proposed

BRAND = SHIPPED_POLICY.routes[0]
EVERYTHING = Subject(
    department="ecommerce",
    networks=frozenset({"x", "instagram"}),
    tags=frozenset({"launch"}),
    finding_tags=frozenset({"price"}),
    stores=12,
    regions=frozenset({"North"}),
    shows_people=True,
    campaign="winter",
    budget=6_000,
    step=Step.TRIAL,
)


def words(*many: str) -> frozenset[str]:
    return frozenset(many)


def route(name: str = "extra", departments: tuple[str, ...] = ("hr",), **changes: Any) -> Route:
    plain: dict[str, Any] = {"name": name, "because": f"{name} says so", "departments": departments}
    return Route(**plain | changes)


def said(*routes: Route, workspace: Any = WORKSPACE, refuses: bool = True) -> list[str]:
    problems = problems_of(Policy(routes=(BRAND, *routes)), workspace)
    return [one.sentence for one in problems if one.refuses is refuses]


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (Condition(), True),
        (Condition(departments=words("hr", "ecommerce")), True),
        (Condition(departments=words("hr")), False),
        (Condition(networks=words(Network.X)), True),
        (Condition(networks=words(Network.TIKTOK)), False),
        (Condition(tags=words("launch", "other")), True),
        (Condition(tags=words("price")), False),
        (Condition(finding_tags=words("price")), True),
        (Condition(finding_tags=words("launch")), False),
        (Condition(stores=12), True),
        (Condition(stores=13), False),
        (Condition(regions=words("North", "South")), True),
        (Condition(regions=words("South")), False),
        (Condition(shows_people=True), True),
        (Condition(campaigns=words("winter")), True),
        (Condition(campaigns=words("spring")), False),
        (Condition(tags=words("Launch"), campaigns=words("WINTER")), True),
        (Condition(tags=words("ｌaunch"), campaigns=words("win\u200bter")), True),
        (Condition(campaigns=words("winter ")), True),
        (Condition(campaigns=words("winters")), False),
        (Condition(steps=frozenset({Step.TRIAL, Step.LOYALTY})), True),
        (Condition(steps=frozenset({Step.LOYALTY})), False),
        (Condition(over_budget=5_999), True),
        (Condition(over_budget=6_000), False),
        (Condition(stores=1, regions=words("South")), False),
        (Condition(stores=1, regions=words("North"), over_budget=1), True),
    ],
)
def test_all_that_a_condition_names_must_hold(condition: Condition, holds: bool) -> None:  # noqa: FBT001  # a table's column
    assert condition.holds_for(EVERYTHING) is holds


def test_nothing_is_assumed_of_a_post_that_says_nothing() -> None:
    bare = Subject(department="hr")
    assert not Condition(campaigns=words("\u200b"), tags=words("\u200b")).holds_for(bare)

    for condition in (
        Condition(stores=1),
        Condition(shows_people=True),
        Condition(over_budget=0),
        Condition(steps=frozenset(Step)),
    ):
        assert not condition.holds_for(bare)
    assert route().holds_for(bare)


def test_any_of_a_routes_conditions_is_enough() -> None:
    one = route(when=(Condition(stores=100), Condition(tags=words("launch"))))

    assert one.holds_for(EVERYTHING)
    assert not one.holds_for(Subject(department="hr"))


def test_all_routes_that_hold_add_up() -> None:
    policy = Policy(
        routes=(
            BRAND,
            route("legal", ("hr", "marketing"), approvers=2, after=("ecommerce",)),
            route("never", ("field-ops",), when=(Condition(stores=100),)),
            route("works council", ("hr",), approvers="all", after=("marketing",), readiness=True),
        )
    )

    assert policy.needs(EVERYTHING) == (
        Need(
            department="marketing",
            because=("marketing keeps the one brand voice", "legal says so"),
            quorum=2,
            after=("ecommerce",),
            routes=("brand", "legal"),
        ),
        Need(
            department="hr",
            because=("legal says so", "works council says so"),
            quorum=2,
            everybody=True,
            after=("ecommerce", "marketing"),
            readiness=True,
            routes=("legal", "works council"),
        ),
    )


@pytest.mark.parametrize(
    ("facts", "departments"),
    [
        ({}, ["marketing"]),
        ({"stores": ("S001",)}, ["marketing", "field-ops"]),
        ({"findings": "in-store"}, ["marketing", "field-ops"]),
        ({"shows_people": True}, ["marketing", "hr"]),
        ({"findings": "people"}, ["marketing", "hr"]),
        ({"findings": "recruiting"}, ["marketing", "hr"]),
        ({"findings": "price"}, ["marketing", "ecommerce"]),
        ({"findings": "product-link"}, ["marketing", "ecommerce"]),
    ],
)
def test_the_shipped_policy_asks_as_promised(facts: dict[str, Any], departments: list[str]) -> None:
    tag = facts.pop("findings", "")
    needs = proposed(finding(tag), **facts).needs

    assert [need.department for need in needs] == departments
    assert [need.readiness for need in needs] == [one == "field-ops" for one in departments]


def test_a_posts_facts_reach_the_routes() -> None:
    workspace = replace(WORKSPACE, stores=(*WORKSPACE.stores, Store(key="S002", name="York", region="North")))
    post = proposed(
        finding("price"),
        workspace=workspace,
        stores=("S001", "S002"),
        shows_people=True,
        tags=("launch",),
        campaign=" winter ",
        budget=6_000,
        aim=Aim(step=Step.TRIAL),
    )

    assert subject_of(post, workspace=workspace) == replace(EVERYTHING, stores=2)


def test_the_shipped_policy_has_nothing_to_refuse() -> None:
    assert problems_of(SHIPPED_POLICY, WORKSPACE) == ()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (route(" "), "A route needs a name."),
        (route("\u200b"), "A route needs a name."),
        (route(because="\u200b\u3164"), "Say why"),
        (route("brand"), "Two routes are called “brand”."),
        (route(because=" "), "Say why"),
        (route(departments=()), "names no department"),
        (route(when=(Condition(),)), "A condition says nothing"),
        (route(departments=("space",)), "no department “space”. There are: ecommerce, marketing"),
        (route(after=("space",)), "no department “space”"),
        (route(when=(Condition(departments=words("space")),)), "no department “space”"),
        (route(approvers=0), "At least one approver"),
        (route(approvers=2), "2 approvers of HR must sign, but it has 1."),
        (route(after=("hr",)), "none could begin: HR → HR."),
    ],
)
def test_what_cannot_be_met_is_refused(wrong: Route, sentence: str) -> None:
    assert any(sentence in one for one in said(wrong))


def test_a_loop_is_named_from_step_to_step() -> None:
    loop = (
        route("a", ("hr",), after=("ecommerce",)),
        route("b", ("ecommerce",), after=("marketing", "field-ops")),
        route("c", ("field-ops",), after=("hr",)),
    )

    assert said(*loop) == [
        "These steps wait for each other, so none could begin: HR → E-commerce → Field operations → HR."
    ]
    assert problems_of(Policy(routes=(BRAND, *loop)), WORKSPACE)[0].route == 1
    assert said(*loop[:2]) == []


def test_a_policy_needs_a_route_for_every_post() -> None:
    sometimes = Policy(routes=(route(when=(Condition(stores=1),)),))

    assert ["every post" in one.sentence for one in problems_of(sometimes, WORKSPACE)] == [True]
    assert problems_of(Policy(routes=()), WORKSPACE)[0].route is None


def test_what_an_admin_should_know_is_no_refusal() -> None:
    nobody = replace(WORKSPACE, departments=(*WORKSPACE.departments, Department(key="new", name="New")))
    pair = WORKSPACE.with_department(Department(key="hr", name="HR", approvers=(HAL, FAY)))

    assert said(route(departments=("new",)), workspace=nobody) == []
    assert [
        "no approver yet" in one for one in said(route(departments=("new",)), workspace=nobody, refuses=False)
    ]
    assert said(route(approvers=2), workspace=pair) == []
    assert ["just as many" in one for one in said(route(approvers=2), workspace=pair, refuses=False)] == [
        True
    ]
    gone = replace(pair, deactivated=frozenset({FAY, UserId("U0OLD")}))
    assert said(route(approvers=2), workspace=gone) == ["2 approvers of HR must sign, but it has 1."]


KEYS = st.sampled_from([one.key for one in WORKSPACE.departments])


@given(st.lists(st.tuples(st.lists(KEYS, min_size=1, max_size=2), st.lists(KEYS, max_size=2)), max_size=6))
def test_a_policy_without_loops_always_has_a_next_step(edges: list[tuple[list[str], list[str]]]) -> None:
    routes = [
        route(f"r{place}", tuple(departments), after=tuple(after))
        for place, (departments, after) in enumerate(edges)
    ]
    policy = Policy(routes=(BRAND, *routes))
    needs = {need.department: need.after for need in policy.needs(Subject(department="hr"))}
    signed: set[str] = set()
    while ready := {key for key, after in needs.items() if not set(after) & needs.keys() - signed} - signed:
        signed |= ready

    loops = any("wait for each other" in one.sentence for one in problems_of(policy, WORKSPACE))
    # A loop through a department that no route asks for cannot bite, as nobody waits for it.
    assert loops or signed == needs.keys()
    assert not (loops and signed == needs.keys())
