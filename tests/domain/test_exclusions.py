"""Stores that are not ready can be left out of a post, so that the others need not wait for them."""

from dataclasses import replace

import pytest

from domain.exclusions import include
from domain.marks import COMPANY, Said
from domain.people import UserId
from domain.policy import SHIPPED_POLICY, Policy
from domain.posts import State
from domain.readiness import left_out
from domain.refusals import Refusal
from domain.routes import Condition, Route
from tests.domain.chain import (
    CHAIN,
    found,
    not_ready,
    promised,
    signed,
    standing,
    ticked,
    with_again,
    without,
)
from tests.domain.stories import ADA, EVE, FAY, FLO, MAX, SAM, later


def test_without_the_stores_that_are_not_ready_it_goes_on() -> None:
    post = signed(ticked(not_ready(promised(), "S002", "S003")))
    assert (post.state, standing(post).words) == (State.IN_REVIEW, "ready 2 of 4")

    left = without(post, "S002", "S003")
    assert (left.state, left.state_by) == (State.APPROVED, FAY)
    assert left.stores == ("S001", "S004")
    assert (left.versions, left.sign_offs) == (post.versions, post.sign_offs)
    mark = left.marks[-1]
    assert (mark.said, mark.by, mark.at, mark.stores) == (Said.EXCLUDED, FAY, later(5), ("S002", "S003"))


def test_which_stores_are_left_out_is_known_as_long_as_stores_are_asked() -> None:
    post = without(promised(), "S003", "S002")
    assert left_out(post, workspace=CHAIN) == ("S003", "S002")
    assert left_out(with_again(post, "S003"), workspace=CHAIN) == ("S002",)
    assert left_out(replace(post, renewed_needs=()), workspace=CHAIN) == ()


def test_a_store_that_was_removed_meanwhile_stays_left_out() -> None:
    post = without(ticked(not_ready(promised(), "S002")), "S002")
    fewer = replace(CHAIN, stores=tuple(one for one in CHAIN.stores if one.key != "S002"))
    with pytest.raises(Refusal, match="no store S002 any more, so it stays left out"):
        include(post, stores=["S002"], by=FAY, at=later(6), workspace=fewer, policy=SHIPPED_POLICY)


def test_a_store_taken_in_again_has_to_be_ready() -> None:
    post = with_again(without(signed(ticked(not_ready(promised(), "S002"))), "S002"), "S002")

    assert (post.state, post.state_because) == (State.IN_REVIEW, "waits for readiness in 1 store")
    assert post.stores == ("S001", "S003", "S004", "S002")
    assert ticked(post, "S002", hours=7).state is State.APPROVED


@pytest.mark.parametrize("by", [FAY, EVE, ADA])
def test_its_author_approvers_and_admins_may(by: UserId) -> None:
    assert "S001" not in without(promised(), "S001", by=by).stores


@pytest.mark.parametrize("by", [FLO, SAM, MAX])
def test_others_may_not(by: UserId) -> None:
    with pytest.raises(Refusal, match="approvers of Field operations and admins can leave stores out"):
        without(promised(), "S001", by=by)
    with pytest.raises(Refusal, match="approvers of Field operations and admins can leave stores out"):
        with_again(without(promised(), "S001"), "S001", by=by)


def test_nobody_without_a_role_may_even_an_author() -> None:
    with pytest.raises(Refusal, match="You have no role"):
        without(promised(), "S001", by=UserId("U0WHO"))


def test_one_store_at_least_has_to_stay() -> None:
    with pytest.raises(Refusal, match="One store at least has to stay"):
        without(promised(stores=("S001", "S002")), "S001", "S002")


@pytest.mark.parametrize(
    ("stores", "said"),
    [(("S001",), "Leeds Briggate cannot"), (("S009",), "S009 cannot"), ((), "No store cannot")],
    ids=["ready", "not touched", "none"],
)
def test_only_what_is_not_ready_is_left_out(stores: tuple[str, ...], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        without(ticked(promised(), "S001"), *stores)


def test_the_whole_company_cannot_be_left_out() -> None:
    with pytest.raises(Refusal, match="the whole company cannot"):
        without(promised(found("in-store"), stores=()), COMPANY)


def test_only_what_was_left_out_is_taken_in_again() -> None:
    post = without(promised(), "S001")

    with pytest.raises(Refusal, match="York was not left out"):
        with_again(post, "S002")
    with pytest.raises(Refusal, match="No store was not left out"):
        with_again(post)


def test_what_the_policy_asks_is_looked_at_anew() -> None:
    many = Route(
        name="many stores",
        because="three stores are news",
        departments=("hr",),
        when=(Condition(stores=4),),
    )
    policy = Policy(routes=(*SHIPPED_POLICY.routes, many))
    post = replace(promised(), renewed_needs=None)
    few = without(post, "S001", policy=policy)
    assert {one.department for one in few.needs} == {"marketing", "field-ops"}

    all_again = with_again(few, "S001", policy=policy)
    assert {one.department for one in all_again.needs} == {"marketing", "field-ops", "hr"}
