"""Admins change who must sign what, and see what it means before it counts."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blocks.cards import APPROVE
from blocks.kept_routes import kept_route, route_of
from blocks.metadata import read_carried
from blocks.route_forms import ADD_CONDITION, REMOVE_ROUTE, read_route, route_form
from blocks.routes import ADD_ROUTE, ROUTE
from blocks.unknown import unknown_form
from domain.journey import Step
from domain.networks import Network
from domain.policy import SHIPPED_POLICY, Policy
from domain.posts import State
from domain.routes import Condition, Route
from tests.handlers.desk import ADA, BEA, EVE, HAL, MIA, RETAILER, Desk, as_opened
from tests.handlers.setup_of_routes import form, preview, routes
from tests.handlers.slack import FakeSlack

View = Mapping[str, Any]
NEW = {"name": "staff", "because": "staff read it too", "departments": ["hr"]}


def test_the_policy_is_read_in_words(desk: Desk, slack: FakeSlack) -> None:
    shown = str(routes(desk, slack))

    assert "*brand* · because marketing keeps the one brand voice\\nMarketing must sign, always" in shown
    assert (
        "Field operations must sign, stores must be ready, when it touches stores; or the rulebook finds in-store"
        in shown
    )
    assert "as shipped" in shown


def test_a_new_route_shows_what_it_means_then_counts_for_posts_under_way(
    shared_desk: Desk, slack: FakeSlack
) -> None:
    desk = shared_desk
    posts = [desk.propose(EVE, f"Slippers number {number} are back.") for number in range(3)]
    desk.click(MIA, desk.card(posts[0]), APPROVE)
    assert desk.post(posts[0].id).state is State.APPROVED

    shown = preview(desk, form(desk, slack, ADD_ROUTE), **NEW)

    assert "Changes who must sign for 3 posts under way." in str(shown)
    assert "HR must sign; it will be in review" in str(shown)
    assert desk.policy() == SHIPPED_POLICY, "nothing counts yet"

    assert desk.submit(ADA, shown).body == ""

    assert [one.name for one in desk.policy().routes][-1] == "staff"
    again = desk.post(posts[0].id)
    assert (again.state, again.state_because) == (State.IN_REVIEW, "the policy now asks HR")
    assert "Waiting for HR" in desk.card(posts[0])["text"] or "HR" in str(desk.card(posts[0]))
    (changed,) = [one.event for one in desk.trail() if one.event.action.value == "policy changed"]
    assert changed.by == ADA
    assert changed.detail == {"changes": "staff: added; HR must sign, always", "version": "1"}
    reconsidered = [one for one in desk.trail() if one.event.action.value == "reconsidered"]
    assert {one.event.subject for one in reconsidered} == {one.id for one in posts}
    (moved,) = (one for one in reconsidered if "moved" in one.event.detail)
    assert ("author", str(moved.number), EVE) in desk.wanted()
    assert ("decision", str(moved.number), "C0DESK") in desk.wanted()

    desk.click(HAL, desk.card(posts[0]), APPROVE)
    assert desk.post(posts[0].id).state is State.APPROVED


def test_another_reason_for_the_same_seat_is_no_change_of_who_signs(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE)

    shown = preview(desk, form(desk, slack, ADD_ROUTE), **{**NEW, "departments": ["marketing"]})

    assert "Nobody else must sign a post under way." in str(shown)
    assert "For 1 post under way only the reasons change" in str(shown)
    told = {one for one in desk.wanted() if one[0] == "decision"}
    desk.submit(ADA, shown)
    assert {one for one in desk.wanted() if one[0] == "decision"} == told, "no thread hears of it"
    assert desk.post(post.id).needs[0].routes == ("brand", "staff")


def test_a_route_is_changed_in_its_place(desk: Desk, slack: FakeSlack) -> None:
    filled = form(desk, slack, ROUTE, "people")

    shown = preview(desk, filled, approvers="all", after=["marketing"])
    desk.submit(ADA, shown)

    changed = desk.policy().routes[2]
    assert changed == replace(SHIPPED_POLICY.routes[2], approvers="all", after=("marketing",))
    assert [one.name for one in desk.policy().routes] == ["brand", "stores", "people", "offer"]


def test_a_route_is_removed_after_a_look_at_what_that_means(desk: Desk, slack: FakeSlack) -> None:
    desk.press(ADA, form(desk, slack, ROUTE, "offer"), REMOVE_ROUTE)
    assert "offer: removed" in str(slack.view)

    desk.submit(ADA, slack.view)

    assert [one.name for one in desk.policy().routes] == ["brand", "stores", "people"]


def test_the_route_that_guards_every_post_stays(desk: Desk, slack: FakeSlack) -> None:
    desk.press(ADA, form(desk, slack, ROUTE, "brand"), REMOVE_ROUTE)

    assert "No route holds for every post" in str(slack.view)
    assert desk.policy() == SHIPPED_POLICY


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"name": "brand"}, "name", "Two routes are called “brand”."),
        ({"name": " "}, "name", "A route needs a name."),
        ({"because": " "}, "because", "Say why"),
        ({"departments": []}, "departments", "names no department"),
        ({"departments": ["space"]}, "departments", "There is no department “space”."),
        ({"approvers": "5"}, "approvers", "5 approvers of HR must sign, but it has 1."),
        ({"after": ["hr"]}, "after", "wait for each other"),
        ({"stores_0": "many"}, "stores_0", "Write a whole number"),
        ({"budget_over_0": "-5"}, "budget_over_0", "Write the budget as a whole number"),
        ({"budget_over_0": "9" * 12}, "budget_over_0", "1,000,000,000 is the most"),
    ],
)
def test_what_is_wrong_stands_under_its_field(
    desk: Desk, slack: FakeSlack, values: dict[str, object], field: str, said: str
) -> None:
    answer = desk.submit(ADA, form(desk, slack, ADD_ROUTE), **{**NEW, **values})

    assert said in answer.errors[field]


def test_a_second_condition_keeps_what_was_typed(desk: Desk, slack: FakeSlack) -> None:
    filled = as_opened(form(desk, slack, ADD_ROUTE), **NEW, networks_0=["linkedin"])
    desk.press(ADA, {**filled, "blocks": _filled(filled)}, ADD_CONDITION)

    shown = preview(desk, slack.view, budget_over_1="5,000")

    assert "HR must sign, when it goes to LinkedIn; or it costs more than 5,000" in str(shown)


def _filled(view: View) -> list[dict[str, Any]]:
    """The blocks with what was typed into them standing there, as the client keeps it."""
    blocks = []
    for block in view["blocks"]:
        held: dict[str, Any] = next(iter(view["state"]["values"].get(block.get("block_id"), {}).values()), {})
        kept = {
            initial: held[field]
            for field, initial in (("value", "initial_value"), ("selected_options", "initial_options"))
            if held.get(field)
        }
        blocks.append({**block, "element": {**block["element"], **kept}} if kept else block)
    return blocks


@pytest.mark.parametrize(
    "condition",
    [
        {"tags": frozenset({"a, b"})},
        {"regions": frozenset({"North  West"})},
        {"campaigns": frozenset({"long" * 80})},
        {"over_budget": 10**12},
        {"departments": frozenset({"gone"})},
    ],
)
def test_what_a_form_cannot_hold_is_not_opened_and_so_not_lost(
    desk: Desk, slack: FakeSlack, condition: dict[str, Any]
) -> None:
    odd = replace(SHIPPED_POLICY.routes[3], when=(Condition(**condition),))
    desk.set_policy(Policy(routes=(*SHIPPED_POLICY.routes[:3], odd)))

    assert "Change it in the policy file" in str(form(desk, slack, ROUTE, "offer"))


def test_two_admins_at_once_lose_nothing(shared_desk: Desk, slack: FakeSlack) -> None:
    desk = shared_desk
    mine = preview(desk, form(desk, slack, ADD_ROUTE), **NEW)
    desk.set_policy(
        Policy(routes=(*SHIPPED_POLICY.routes, Route(name="x", because="y", departments=("hr",))))
    )

    assert "Somebody else changed the policy meanwhile" in str(desk.submit(ADA, mine).body)
    assert [one.name for one in desk.policy().routes][-1] == "x"


def test_who_is_no_admin_any_more_changes_nothing(desk: Desk, slack: FakeSlack) -> None:
    filled = form(desk, slack, ADD_ROUTE)
    mine = preview(desk, filled, **NEW)
    desk.set_up(replace(RETAILER, admins=(BEA,)))

    for view, values in ((filled, NEW), (mine, {})):
        assert "Only an admin can change this" in str(desk.submit(ADA, view, **values).body)
    assert desk.policy() == SHIPPED_POLICY


WORDS = st.frozensets(st.sampled_from(["a", "b c", "North"]), max_size=2)
CONDITIONS = st.builds(
    Condition,
    departments=st.frozensets(st.sampled_from(["hr", "marketing"])),
    networks=st.frozensets(st.sampled_from(list(Network)), max_size=3),
    tags=WORDS,
    finding_tags=WORDS,
    stores=st.integers(0, 50),
    regions=WORDS,
    shows_people=st.booleans(),
    campaigns=WORDS,
    over_budget=st.none() | st.integers(0, 10**6),
    steps=st.frozensets(st.sampled_from(list(Step)), max_size=3),
).filter(lambda one: not one.empty)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.builds(
        Route,
        name=st.sampled_from(["a", "two words"]),
        because=st.just("why"),
        departments=st.just(("hr",)),
        when=st.lists(CONDITIONS, max_size=5).map(tuple),
        approvers=st.sampled_from(["any", "all", 2, 12]),
        after=st.sampled_from([(), ("marketing",)]),
        readiness=st.booleans(),
    )
)
def test_every_route_survives_its_form_and_what_the_form_carries(route: Route) -> None:
    view = route_form(route, workspace=RETAILER, was="a").to_dict()

    assert read_route(as_opened(view)) == ("a", route)
    assert route_of(read_carried(json.dumps(kept_route(route)), unknown=unknown_form())) == route
