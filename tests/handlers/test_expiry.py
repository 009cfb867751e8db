"""An expired post gets a new time from its author, and goes on where it was."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from blocks.cards import APPROVE, REJECT, REQUEST_CHANGES
from blocks.decisions import decision_line
from blocks.expiry import RESCHEDULE
from blocks.inputs import PUBLISH_AT
from blocks.more import EDIT, HOLD, MORE, WITHDRAW
from domain.audit import Action, Event
from domain.expiry import expire
from domain.people import UserId
from domain.posts import Post, State
from tests.handlers.desk import (
    ADA,
    ELI,
    EVE,
    MIA,
    NOON,
    WORKSPACE,
    Desk,
    as_opened,
    choices,
    controls,
    on_one_database,
)
from tests.handlers.slack import FakeSlack

OFFER = "Autumn jackets: 20% off until Sunday 29 November, online."
PLANNED = NOON + timedelta(hours=20)


@pytest.fixture
def desk(shared_desk: Desk) -> Desk:
    """Each story on both databases."""
    return shared_desk


def expired(desk: Desk, *signed: UserId) -> Post:
    """A post that marketing and e-commerce have to sign, whose time came first, as the clock notes it."""
    post = desk.propose(EVE, OFFER, publish_at=int(PLANNED.timestamp()))
    for approver in signed:
        desk.click(approver, desk.card(post), APPROVE)
    return let_expire(desk, post)


def let_expire(desk: Desk, post: Post) -> Post:
    """The clock notes that the post's time has come."""
    desk.at = PLANNED + timedelta(minutes=3)
    with desk.database.transaction(WORKSPACE) as transaction:
        found = transaction.posts.get(post.id)
        assert found is not None
        gone = expire(found, workspace=transaction.people.workspace(), at=desk.at)
        transaction.posts.save(gone)
        detail = {"state": gone.state.value, "hash": gone.version.hash}
        transaction.audit.record(
            Event(action=Action.EXPIRED, by=None, at=desk.at, subject=post.id, version=1, detail=detail)
        )
    return gone


def form(desk: Desk, post: Post) -> Mapping[str, Any]:
    assert desk.click(EVE, desk.card(post), RESCHEDULE).body == ""
    return desk.slack.view


def rescheduled(desk: Desk, post: Post, to: datetime) -> Post:
    assert desk.submit(EVE, form(desk, post), **{PUBLISH_AT: int(to.timestamp())}).body == ""
    return desk.post(post.id)


def test_the_card_of_an_expired_post_says_who_can_do_what(desk: Desk) -> None:
    card = desk.card(expired(desk))

    assert card["text"].startswith("⚪ Expired, as its publish time came first: <!date^")
    assert f"waiting for <@{EVE}> to reschedule" in card["text"]
    assert (controls(card), choices(card)) == (["Reschedule"], ["Details"])


def test_its_author_brings_it_back_with_what_was_signed(desk: Desk) -> None:
    post = expired(desk, MIA)
    friday = NOON + timedelta(days=3)

    post = rescheduled(desk, post, friday)

    assert (post.state, post.publish_at, post.version.number) == (State.IN_REVIEW, friday, 1)
    assert desk.said_in_trail()[-1] == ("rescheduled", EVE, post.id, 1)
    assert controls(desk.card(post)) == ["Approve", "Request changes", "Reject"]
    line = decision_line(desk.trail()[-1], post=post, workspace=desk.workspace()).payload()
    assert f"'timestamp': {int(friday.timestamp())}" in str(line["blocks"])
    assert "gave this post a new publish time" in line["text"]
    desk.click(ELI, desk.card(post), APPROVE)
    assert desk.post(post.id).state is State.APPROVED


def test_the_form_begins_with_the_old_hour_of_the_next_day(desk: Desk) -> None:
    values = as_opened(form(desk, expired(desk)))["state"]["values"]

    assert values[PUBLISH_AT][PUBLISH_AT]["selected_date_time"] == int(
        (PLANNED + timedelta(days=1)).timestamp()
    )


@on_one_database
@pytest.mark.parametrize("by", [MIA, ADA, ELI])
def test_nobody_else_reschedules(desk: Desk, slack: FakeSlack, by: UserId) -> None:
    post = expired(desk)
    before = desk.kept()

    desk.click(by, desk.card(post), RESCHEDULE)

    assert slack.reply == f"Only <@{EVE}> can choose a new time for this post."
    assert desk.kept() == before


def test_a_time_that_has_passed_says_so_under_the_field(desk: Desk) -> None:
    post = expired(desk)
    view = form(desk, post)

    for given in (int(PLANNED.timestamp()), None):
        assert list(desk.submit(EVE, view, **{PUBLISH_AT: given}).errors) == [PUBLISH_AT]

    assert desk.post(post.id).state is State.EXPIRED


def test_a_post_rescheduled_in_two_windows_is_rescheduled_once(desk: Desk) -> None:
    post = expired(desk)
    view = form(desk, post)
    rescheduled(desk, post, PLANNED + timedelta(days=1))
    before = desk.kept()

    answer = desk.submit(EVE, view, **{PUBLISH_AT: int((PLANNED + timedelta(days=9)).timestamp())})

    assert "This post is in review again since <!date^" in str(answer.body["view"])
    assert desk.kept() == before


@on_one_database
@pytest.mark.parametrize("decision", [APPROVE, REQUEST_CHANGES, REJECT])
def test_a_stale_button_hears_that_the_time_came_first(desk: Desk, slack: FakeSlack, decision: str) -> None:
    post = desk.propose(EVE, OFFER, publish_at=int(PLANNED.timestamp()))
    card = desk.card(post)
    let_expire(desk, post)

    desk.click(MIA, card, decision)

    assert slack.reply.startswith("The publish time came first, so this post expired <!date^")
    assert slack.reply.endswith(f"<@{EVE}> may choose a new time.")


@on_one_database
@pytest.mark.parametrize("choice", [EDIT, HOLD, WITHDRAW])
def test_a_stale_menu_hears_it_too(desk: Desk, slack: FakeSlack, choice: str) -> None:
    post = desk.propose(EVE, OFFER, publish_at=int(PLANNED.timestamp()))
    card = desk.card(post)
    let_expire(desk, post)

    desk.click(EVE, card, MORE, choice=choice)

    assert "You may choose a new time." in slack.reply


def test_an_author_whose_new_time_approves_the_post_is_told_to_publish_it(desk: Desk) -> None:
    post = expired(desk, MIA)
    with desk.database.transaction(WORKSPACE) as transaction:
        policy = transaction.policies.current()
        only_marketing = replace(policy, routes=policy.routes[:1])
        transaction.policies.replace(only_marketing, by=ADA, at=desk.at)

    post = rescheduled(desk, post, PLANNED + timedelta(days=1))

    assert (post.state, post.state_by) == (State.APPROVED, EVE)
    assert desk.wanted()["author", str(desk.trail()[-1].number), EVE] == 1
