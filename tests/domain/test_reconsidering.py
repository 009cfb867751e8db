"""Posts under way follow the policy and the people: nothing slips, nothing is lost, nothing happens unseen."""

from dataclasses import replace

import pytest

from domain.approvals import request_changes, sign, withdraw
from domain.expiry import expire
from domain.findings import Verdict
from domain.holds import hold
from domain.people import Department, UserId
from domain.policy import SHIPPED_POLICY, Policy
from domain.posts import Post, State
from domain.proposals import revise
from domain.reconsidering import asked_now, asks_the_same, reconsider
from domain.refusals import Refusal
from domain.routes import Approvers, Route
from domain.seats import SeatState, seats
from domain.settling import complete
from domain.waivers import waive
from domain.workspaces import Workspace
from tests.domain.stories import ADA, EVE, HAL, MAX, MIA, WORKSPACE, draft, finding, later, proposed

BRAND = SHIPPED_POLICY.routes[0]
TWO_SIGN = Policy(routes=(replace(BRAND, approvers=2),))
BRAND_ONLY = Policy(routes=(BRAND,))


def also(*departments: str, approvers: Approvers = "any", because: str = "we all read it") -> Policy:
    extra = Route(name="all", because=because, departments=departments, approvers=approvers)
    return Policy(routes=(*SHIPPED_POLICY.routes, extra))


def signed(post: Post, *by: UserId, workspace: Workspace = WORKSPACE) -> Post:
    for one in by:
        post = sign(post, version=post.version.number, by=one, at=later(), workspace=workspace)
    return post


def seen(post: Post, policy: Policy, workspace: Workspace = WORKSPACE) -> Post:
    return reconsider(post, policy=policy, workspace=workspace, by=ADA, at=later(5))


def test_the_same_policy_and_people_change_nothing() -> None:
    for post in (proposed(), signed(proposed(), MIA), signed(proposed(shows_people=True), MIA)):
        assert seen(post, SHIPPED_POLICY) == post


def test_a_seat_that_is_needed_newly_is_waited_for() -> None:
    post = seen(signed(proposed(shows_people=True), HAL), also("field-ops"))

    states = {one.department: one.state for one in seats(post, workspace=WORKSPACE)}
    assert states["field-ops"] is SeatState.WAITING
    assert states["hr"] is SeatState.SIGNED
    assert post.versions == proposed(shows_people=True).versions
    assert signed(post, MIA).state is State.IN_REVIEW


def test_a_change_that_is_taken_back_leaves_no_trace() -> None:
    post = proposed()

    assert seen(seen(post, also("hr")), SHIPPED_POLICY) == post


def test_a_post_of_which_less_is_asked_is_approved_when_the_rest_is_signed() -> None:
    post = signed(proposed(shows_people=True), MIA)

    approved = seen(post, BRAND_ONLY)
    assert (approved.state, approved.state_by) == (State.APPROVED, ADA)
    assert approved.state_because == "nobody else is asked any more"
    assert seen(proposed(shows_people=True), BRAND_ONLY).state is State.IN_REVIEW


def test_an_approver_who_leaves_does_not_hold_up_what_everybody_else_signed() -> None:
    post = signed(seen(proposed(), Policy(routes=(replace(BRAND, approvers="all"),))), MIA)
    alone = WORKSPACE.with_department(Department(key="marketing", name="Marketing", approvers=(MIA,)))

    assert seen(post, Policy(routes=(replace(BRAND, approvers="all"),)), alone).state is State.APPROVED


def test_an_open_change_request_survives_the_seat_it_came_from() -> None:
    post = request_changes(
        signed(proposed(shows_people=True), MIA),
        version=1,
        by=HAL,
        at=later(),
        comment="No names.",
        workspace=WORKSPACE,
    )

    asked = seen(post, BRAND_ONLY)
    assert asked.state is State.CHANGES_REQUESTED
    assert not complete(asked, workspace=WORKSPACE, at=later(5))
    assert complete(replace(asked, sign_offs=asked.sign_offs[:1]), workspace=WORKSPACE, at=later(5))


@pytest.mark.parametrize("policy", [also("hr"), TWO_SIGN])
def test_an_approved_post_of_which_more_is_asked_is_in_review_again_and_says_why(policy: Policy) -> None:
    post = seen(signed(proposed(), MIA), policy)

    assert (post.state, post.state_by) == (State.IN_REVIEW, ADA)
    assert post.state_because in {"the policy now asks HR", "the policy now asks Marketing"}
    last = HAL if policy != TWO_SIGN else MAX
    assert signed(post, last).state is State.APPROVED


def test_an_approved_post_of_which_no_more_is_asked_stays_approved() -> None:
    post = signed(proposed(shows_people=True), MIA, HAL)

    for policy in (BRAND_ONLY, also("hr"), also("hr", because="other words")):
        kept = seen(post, policy)
        assert (kept.state, kept.state_at) == (State.APPROVED, post.state_at)
    assert [need.department for need in seen(post, BRAND_ONLY).needs] == ["marketing"]


def test_an_approved_post_that_has_what_is_newly_asked_stays_approved() -> None:
    post = signed(seen(proposed(), also("hr")), HAL, MIA)
    fewer = seen(post, SHIPPED_POLICY)

    assert seen(fewer, also("hr")).state is State.APPROVED


def test_an_approved_post_whose_only_signature_is_no_longer_asked_is_in_review_again() -> None:
    post = waive(
        proposed(shows_people=True),
        department="hr",
        version=1,
        by=ADA,
        at=later(),
        reason="A drawing.",
        workspace=WORKSPACE,
    )
    post = signed(post, MIA)
    only_hr = Policy(routes=(Route(name="hr", because="people", departments=("hr",)),))

    assert seen(post, only_hr).state is State.IN_REVIEW
    assert seen(post, only_hr).state_because == "the policy now asks HR"
    assert seen(signed(proposed(), MIA), Policy(routes=())).state_because == "the policy now asks nobody"


def test_what_is_on_hold_is_asked_anew_and_stays_on_hold() -> None:
    post = signed(proposed(shows_people=True), MIA)
    held = hold(post, by=HAL, at=later(), reason="Wait.", workspace=WORKSPACE)

    assert seen(held, BRAND_ONLY).state is State.ON_HOLD
    assert [need.department for need in seen(held, BRAND_ONLY).needs] == ["marketing"]


def test_what_has_ended_stays_as_it_was() -> None:
    gone = withdraw(proposed(), by=EVE, at=later(), workspace=WORKSPACE)
    expired = expire(proposed(publish_at=later(2)), workspace=WORKSPACE, at=later(2))
    published = signed(proposed(), MIA).moved(State.PUBLISHED, by=EVE, at=later(3))

    for post in (gone, expired, published):
        assert seen(post, also("hr")) == post


def test_an_edit_is_asked_by_the_policy_of_its_day() -> None:
    post = seen(proposed(), also("hr"))

    def edited(text: str, policy: Policy) -> Post:
        return revise(
            post,
            draft(text=text),
            Verdict(findings=(finding(),), rulebook="r1"),
            read=1,
            by=EVE,
            at=later(6),
            workspace=WORKSPACE,
            policy=policy,
        )

    assert edited(draft().text, also("hr")) == post
    newer = edited("Better.", SHIPPED_POLICY)
    assert newer.renewed_needs is None
    assert [need.department for need in newer.needs] == ["marketing"]


def test_a_post_that_the_program_approved_has_nobody_to_name() -> None:
    post = signed(proposed(shows_people=True), MIA)
    approved = reconsider(post, policy=BRAND_ONLY, workspace=WORKSPACE, by=None, at=later(5))

    with pytest.raises(Refusal, match="This post was approved 2026-11-23"):
        signed(approved, HAL)


def test_who_is_asked_newly_and_who_no_longer_is_said() -> None:
    post = proposed()
    after = seen(post, also("hr"))
    assert asked_now(post, after) == (("hr",), ())
    assert asked_now(after, post) == ((), ("hr",))
    assert not asks_the_same(post, after)


def test_other_reasons_for_the_same_signatures_ask_the_same() -> None:
    post = proposed()
    assert asks_the_same(post, seen(post, also("marketing")))
