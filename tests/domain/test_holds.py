"""A post waits on purpose, and its card says for what."""

from dataclasses import replace

import pytest

from domain.approvals import request_changes, sign, withdraw
from domain.holds import hold, release
from domain.people import Department, UserId
from domain.posts import Post, State
from domain.refusals import InvalidForm, Refusal
from tests.domain.stories import ADA, ELI, EVE, FAY, HAL, MAX, MIA, SAM, WORKSPACE, later, proposed


def held(post: Post, by: UserId, reason: str = "Until the price is known.") -> Post:
    return hold(post, by=by, at=later(), reason=reason, workspace=WORKSPACE)


def released(post: Post, by: UserId) -> Post:
    return release(post, by=by, at=later(2), workspace=WORKSPACE)


@pytest.mark.parametrize("by", [EVE, MIA, ADA])
def test_its_author_its_approvers_and_admins_put_a_post_on_hold(by: UserId) -> None:
    post = held(proposed(), by)

    assert (post.state, post.state_by, post.state_because) == (State.ON_HOLD, by, "Until the price is known.")
    assert released(post, by).state is State.IN_REVIEW
    assert released(post, by).state_because == ""


@pytest.mark.parametrize("by", [ELI, FAY, SAM])
def test_others_do_not(by: UserId) -> None:
    with pytest.raises(Refusal, match="Only U0EVE, approvers of this post and admins"):
        held(proposed(), by)


@pytest.mark.parametrize(("reason", "said"), [("", "what the post waits for"), ("x" * 3_001, "3,000")])
def test_a_reason_is_required(reason: str, said: str) -> None:
    with pytest.raises(InvalidForm) as refused:
        held(proposed(), MIA, reason)

    assert said in refused.value.errors["comment"]


def test_nothing_is_decided_while_a_post_is_on_hold() -> None:
    post = held(proposed(shows_people=True), MIA)

    with pytest.raises(Refusal, match=r"U0MIA put this post on hold .*“Until the price is known.”"):
        sign(post, version=1, by=HAL, at=later(2), workspace=WORKSPACE)
    with pytest.raises(Refusal, match="on hold"):
        held(post, HAL)
    assert withdraw(post, by=EVE, at=later(2), workspace=WORKSPACE).state is State.WITHDRAWN


def test_what_was_signed_before_stays_signed() -> None:
    post = sign(proposed(shows_people=True), version=1, by=MIA, at=later(), workspace=WORKSPACE)

    post = released(held(post, HAL), MAX)
    assert sign(post, version=1, by=HAL, at=later(3), workspace=WORKSPACE).state is State.APPROVED


def test_an_author_releases_only_their_own_hold() -> None:
    with pytest.raises(Refusal, match="Only U0MIA, who put this post on hold"):
        released(held(proposed(), MIA), EVE)
    with pytest.raises(Refusal, match="Only U0EVE, who put this post on hold"):
        released(held(proposed(), EVE), FAY)
    with pytest.raises(Refusal, match="Only U0MIA"):
        released(held(proposed(by=MIA), MIA), FAY)


def test_only_what_is_in_review_is_held_and_only_what_is_held_is_released() -> None:
    asked = request_changes(proposed(), version=1, by=MIA, at=later(), comment="Why?", workspace=WORKSPACE)
    with pytest.raises(Refusal, match="waits for U0EVE to edit"):
        held(asked, MIA)
    approved = sign(proposed(), version=1, by=MIA, at=later(), workspace=WORKSPACE)
    with pytest.raises(Refusal, match="approved by U0MIA"):
        held(approved, MIA)
    again = released(held(proposed(), MIA), MIA)
    with pytest.raises(Refusal, match=r"not on hold any more: it is in review since .*, by U0MIA"):
        released(again, ADA)
    with pytest.raises(Refusal, match="approved by U0MIA"):
        released(approved, MIA)


def test_what_became_complete_meanwhile_is_approved_when_released() -> None:
    post = sign(proposed(shows_people=True), version=1, by=MIA, at=later(), workspace=WORKSPACE)
    post = replace(held(post, HAL), renewed_needs=post.needs[:1])

    assert (released(post, HAL).state, released(post, HAL).state_by) == (State.APPROVED, HAL)


def test_a_deactivated_approver_has_no_say() -> None:
    gone = replace(WORKSPACE, deactivated=frozenset({MIA}))

    with pytest.raises(Refusal):
        hold(proposed(), by=MIA, at=later(), reason="Wait.", workspace=gone)


def test_a_department_that_is_gone_has_no_approvers_with_a_say() -> None:
    fewer = replace(WORKSPACE, departments=(Department(key="hr", name="HR", approvers=(MIA,)),))

    with pytest.raises(Refusal):
        hold(proposed(), by=MIA, at=later(), reason="Wait.", workspace=fewer)
