"""A post whose publish time comes first expires, and its author gives it a new time."""

from dataclasses import replace

import pytest

from domain.approvals import request_changes, sign
from domain.expiry import expire, expiries, reschedule
from domain.holds import hold
from domain.people import UserId
from domain.policy import SHIPPED_POLICY, Policy
from domain.posts import Post, State
from domain.refusals import InvalidForm, Refusal
from domain.routes import Route
from tests.domain.stories import EVE, HAL, MIA, WORKSPACE, later, proposed

STRICTER = Policy(
    routes=(*SHIPPED_POLICY.routes, Route(name="all", because="we all read it", departments=("hr",)))
)


def signed(post: Post, by: UserId) -> Post:
    return sign(post, version=1, by=by, at=later(), workspace=WORKSPACE)


def rescheduled(post: Post, *, by: UserId = EVE, hours: float = 30, policy: Policy = SHIPPED_POLICY) -> Post:
    return reschedule(post, publish_at=later(hours), by=by, at=later(11), workspace=WORKSPACE, policy=policy)


def test_an_open_post_expires_when_its_publish_time_comes() -> None:
    post = proposed(publish_at=later(10), shows_people=True)
    asked = request_changes(post, version=1, by=MIA, at=later(), comment="Why?", workspace=WORKSPACE)

    assert expiries([post, asked, proposed()], workspace=WORKSPACE, at=later(9)) == ()
    assert expiries([post, asked, proposed()], workspace=WORKSPACE, at=later(10)) == (post, asked)
    gone = expire(post, workspace=WORKSPACE, at=later(10))
    assert (gone.state, gone.state_by, gone.state_at) == (State.EXPIRED, None, later(10))


def test_what_was_decided_or_moved_meanwhile_does_not_expire() -> None:
    post = proposed(publish_at=later(10))

    with pytest.raises(Refusal, match="approved by U0MIA"):
        expire(signed(post, MIA), workspace=WORKSPACE, at=later(10))
    with pytest.raises(Refusal, match="has not come"):
        expire(replace(post, publish_at=later(20)), workspace=WORKSPACE, at=later(10))
    with pytest.raises(Refusal, match="has not come"):
        expire(replace(post, publish_at=None), workspace=WORKSPACE, at=later(10))
    held = hold(post, by=MIA, at=later(), reason="Wait.", workspace=WORKSPACE)
    assert expiries([held], workspace=WORKSPACE, at=later(10)) == ()


def test_a_decision_on_an_expired_post_hears_what_can_be_done() -> None:
    gone = expire(proposed(publish_at=later(10)), workspace=WORKSPACE, at=later(10))

    with pytest.raises(Refusal, match=r"publish time came first.* U0EVE may choose a new time"):
        signed(gone, MIA)


def test_its_author_brings_it_back_with_what_was_signed() -> None:
    post = signed(proposed(publish_at=later(10), shows_people=True), MIA)

    post = rescheduled(expire(post, workspace=WORKSPACE, at=later(10)))
    assert (post.state, post.publish_at, post.version.number) == (State.IN_REVIEW, later(30), 1)
    assert signed(post, HAL).state is State.APPROVED


def test_a_policy_that_changed_since_is_asked() -> None:
    post = signed(proposed(publish_at=later(10), stores=("S001",)), MIA)

    post = rescheduled(expire(post, workspace=WORKSPACE, at=later(10)), policy=STRICTER)
    assert [need.department for need in post.needs] == ["marketing", "field-ops", "hr"]
    relaxed = rescheduled(
        expire(replace(post, publish_at=later(10)), workspace=WORKSPACE, at=later(10)),
        policy=Policy(routes=SHIPPED_POLICY.routes[:1]),
    )
    assert (relaxed.state, relaxed.state_by) == (State.APPROVED, EVE)


def test_changes_that_were_asked_for_are_still_asked_for() -> None:
    post = request_changes(
        proposed(publish_at=later(10)), version=1, by=MIA, at=later(), comment="Why?", workspace=WORKSPACE
    )

    assert rescheduled(expire(post, workspace=WORKSPACE, at=later(10))).state is State.CHANGES_REQUESTED


def test_only_the_author_of_an_expired_post_and_only_into_the_future() -> None:
    gone = expire(proposed(publish_at=later(10)), workspace=WORKSPACE, at=later(10))

    with pytest.raises(Refusal, match="Only U0EVE can choose a new time"):
        rescheduled(gone, by=MIA)
    with pytest.raises(InvalidForm) as refused:
        rescheduled(gone, hours=11)
    assert "has passed" in refused.value.errors["publish_at"]
    with pytest.raises(InvalidForm) as refused:
        rescheduled(gone, hours=24 * 800)
    assert "more than two years" in refused.value.errors["publish_at"]
    with pytest.raises(Refusal, match="in review again since"):
        rescheduled(proposed())
    with pytest.raises(Refusal, match="approved"):
        rescheduled(signed(proposed(), MIA))
