"""Somebody taken out of every department, with forms still open before them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from blocks.campaigns import CLOSE
from blocks.campaigns import EDIT as CHANGE
from blocks.cards import REQUEST_CHANGES
from blocks.expiry import RESCHEDULE
from blocks.holds import RELEASE
from blocks.more import EDIT, MORE, PUBLISH, WITHDRAW
from domain.people import UserId
from domain.posts import State
from tests.domain.stories import without
from tests.handlers.desk import ADA, EVE, MAX, MIA, Desk, on_one_database
from tests.handlers.test_campaigns import begin, campaign, one, opened
from tests.handlers.test_holds import held
from tests.handlers.test_publishing import approved
from tests.handlers.test_timekeeping import tick

REFUSED = "You have no role in this workspace, so you cannot change anything here."

pytestmark = on_one_database


@pytest.fixture
def desk(shared_desk: Desk) -> Desk:
    return shared_desk


def taken_out(desk: Desk, user: UserId) -> None:
    """An admin takes this person out of every department."""
    desk.set_up(without(user, desk.workspace()))


def shown(view: Mapping[str, Any]) -> str:
    return str(view["blocks"])


def test_an_author_is_refused_with_their_words_given_back_and_an_admin_withdraws(desk: Desk) -> None:
    post, ready = desk.propose(EVE), approved(desk, "Boots are back.")
    desk.click(EVE, desk.card(post), MORE, choice=EDIT)
    form = desk.slack.view
    taken_out(desk, EVE)
    before = desk.kept()

    answer = desk.submit(EVE, form, text="My last words.")
    assert REFUSED in shown(answer.body["view"])
    assert "My last words." in shown(answer.body["view"])
    for choice, one_post in ((WITHDRAW, post), (PUBLISH, ready)):
        desk.click(EVE, desk.card(one_post), MORE, choice=choice)
        assert desk.slack.reply.startswith(REFUSED)
        assert f"<@{ADA}>" in desk.slack.reply
    assert desk.kept() == before

    desk.click(MAX, desk.card(post), MORE, choice=WITHDRAW)
    assert "so only admins can withdraw this post" in desk.slack.reply
    desk.click(ADA, desk.card(post), MORE, choice=WITHDRAW)
    assert desk.submit(ADA, desk.slack.view).body == ""
    assert desk.post(post.id).state is State.WITHDRAWN
    assert desk.said_in_trail()[-1] == ("withdrawn", ADA, post.id, 1)


def test_whoever_holds_a_post_does_not_release_it_any_more(desk: Desk) -> None:
    post = held(desk, desk.propose(EVE), MIA)
    taken_out(desk, MIA)

    desk.click(MIA, desk.card(post), RELEASE)

    assert desk.slack.reply.startswith(REFUSED)
    assert desk.post(post.id).state is State.ON_HOLD


def test_the_owner_of_a_campaign_does_not_change_hand_on_or_close_it_any_more(desk: Desk) -> None:
    begin(desk)
    view = one(desk, MAX)
    form = opened(desk, MAX, CHANGE, view)
    taken_out(desk, MAX)
    before = campaign(desk)

    answer = desk.submit(MAX, form, purpose="All mine.", owner=MIA)
    assert REFUSED in shown(answer.body["view"])
    assert "All mine." in shown(answer.body["view"])
    desk.press(MAX, view, CLOSE)
    assert campaign(desk) == before


def test_cards_name_who_acts_for_an_author_who_has_no_role(desk: Desk) -> None:
    expired = desk.propose(EVE, "Gloves.", publish_at=int((desk.at + timedelta(hours=2)).timestamp()))
    asked = desk.propose(EVE, "Hats.")
    desk.click(MIA, desk.card(asked), REQUEST_CHANGES)
    desk.submit(MIA, desk.slack.view, comment="Which hats?")
    tick(desk, desk.at + timedelta(hours=3))
    assert f"waiting for <@{EVE}> to reschedule" in shown(desk.card(expired))

    taken_out(desk, EVE)
    acts = f"waiting for an admin, as <@{EVE}> has no role here any more, to"
    assert f"{acts} reschedule" in shown(desk.card(expired))
    assert f"{acts} edit" in shown(desk.card(asked))

    desk.click(ADA, desk.card(expired), RESCHEDULE)
    later = int((desk.at + timedelta(days=2)).timestamp())
    assert desk.submit(ADA, desk.slack.view, publish_at=later).body == ""
    assert desk.post(expired.id).state is State.IN_REVIEW
