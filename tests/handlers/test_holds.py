"""A post waits on purpose: put on hold from the menu, released from its card."""

from dataclasses import replace
from datetime import timedelta

import pytest

from blocks.approvals import COMMENT
from blocks.cards import APPROVE, REJECT, REQUEST_CHANGES
from blocks.holds import RELEASE
from blocks.more import EDIT, HOLD, MORE, WAIVE, WITHDRAW
from domain.people import UserId
from domain.posts import Post, State
from tests.handlers.desk import (
    ADA,
    ELI,
    EVE,
    FAY,
    HAL,
    MAX,
    MIA,
    RETAILER,
    WIM,
    Desk,
    controls,
    on_one_database,
)
from tests.handlers.slack import FakeSlack
from tests.handlers.test_home import opened

WHY = "Until the price is known."


@pytest.fixture
def desk(shared_desk: Desk) -> Desk:
    """Each story on both databases."""
    return shared_desk


def held(desk: Desk, post: Post, by: UserId = MIA, why: str = WHY) -> Post:
    assert desk.click(by, desk.card(post), MORE, choice=HOLD).body == ""
    assert desk.submit(by, desk.slack.view, **{COMMENT: why}).body == ""
    return desk.post(post.id)


def test_the_card_says_what_a_post_waits_for_who_put_it_on_hold_and_since_when(desk: Desk) -> None:
    post = held(desk, desk.propose(EVE))

    assert (post.state, post.state_by, post.state_because) == (State.ON_HOLD, MIA, WHY)
    card = desk.card(post)
    assert card["text"].startswith(f"⏸️ On hold: {WHY} · waiting for <@{MIA}> to release it · since <!date^")
    assert controls(card) == ["Release"]
    assert desk.said_in_trail()[-1] == ("put on hold", MIA, post.id, 1)
    assert desk.trail()[-1].event.detail["comment"] == WHY
    assert desk.wanted()["decision", "2", "C0DESK"] == 1
    assert desk.wanted()["author", "2", EVE] == 1


@pytest.mark.parametrize("by", [MIA, MAX, ADA])
def test_whoever_holds_it_its_approvers_and_admins_release_it(desk: Desk, by: UserId) -> None:
    post = held(desk, desk.propose(EVE))

    assert desk.click(by, desk.card(post), RELEASE).body == ""

    assert desk.post(post.id).state is State.IN_REVIEW
    assert desk.said_in_trail()[-1] == ("released", by, post.id, 1)
    assert desk.wanted()["author", "3", EVE] == 1
    assert controls(desk.card(post)) == ["Approve", "Request changes", "Reject"]


def test_an_author_holds_and_releases_their_own_post_and_hears_nothing_of_themselves(desk: Desk) -> None:
    post = held(desk, desk.propose(EVE), EVE)
    desk.click(EVE, desk.card(post), RELEASE)

    assert desk.post(post.id).state is State.IN_REVIEW
    assert [key for key in desk.wanted() if key[0] == "author"] == [("author", "1", EVE)]


def test_what_was_signed_stays_signed(desk: Desk) -> None:
    post = desk.propose(EVE, "Autumn jackets: 20% off until Sunday 29 November, online.")
    desk.click(MIA, desk.card(post), APPROVE)
    desk.click(MAX, desk.card(held(desk, post, ELI)), RELEASE)

    desk.click(ELI, desk.card(post), APPROVE)

    assert desk.post(post.id).state is State.APPROVED


@on_one_database
@pytest.mark.parametrize("by", [ELI, HAL, FAY])
def test_nobody_else_puts_it_on_hold(desk: Desk, slack: FakeSlack, by: UserId) -> None:
    post = desk.propose(EVE)
    before = desk.kept()

    desk.click(by, desk.card(post), MORE, choice=HOLD)

    assert f"Only <@{EVE}>, approvers of this post and admins" in slack.reply
    assert slack.to("views.open")[-1]["view"]["callback_id"] == "proposal_form"
    assert desk.kept() == before


@on_one_database
@pytest.mark.parametrize("by", [EVE, ELI])
def test_nobody_else_releases_it(desk: Desk, slack: FakeSlack, by: UserId) -> None:
    post = held(desk, desk.propose(EVE))
    before = desk.kept()

    desk.click(by, desk.card(post), RELEASE)

    assert slack.reply.startswith(f"Only <@{MIA}>, who put this post on hold, its approvers and admins")
    assert desk.kept() == before


def test_it_is_released_once(desk: Desk, slack: FakeSlack) -> None:
    card = desk.card(held(desk, desk.propose(EVE)))
    desk.click(MIA, card, RELEASE)
    before = desk.kept()

    desk.click(MAX, card, RELEASE)

    assert slack.reply.startswith("This post is not on hold any more: it is in review since <!date^")
    assert slack.reply.endswith(f", by <@{MIA}>.")
    assert desk.kept() == before


@on_one_database
@pytest.mark.parametrize("decision", [APPROVE, REQUEST_CHANGES, REJECT])
def test_a_stale_button_is_told_what_the_post_waits_for(desk: Desk, slack: FakeSlack, decision: str) -> None:
    post = desk.propose(EVE)
    card = desk.card(post)
    held(desk, post)
    before = desk.kept()

    desk.click(MAX, card, decision)

    assert slack.reply.startswith(f"<@{MIA}> put this post on hold <!date^")
    assert f"“{WHY}”" in slack.reply
    assert desk.kept() == before


@on_one_database
@pytest.mark.parametrize("choice", [EDIT, HOLD, WAIVE])
def test_a_stale_menu_is_told_so_too(desk: Desk, slack: FakeSlack, choice: str) -> None:
    post = desk.propose(EVE, stores=["S001"])
    card = desk.card(post)
    held(desk, post)

    desk.click(ADA, card, MORE, choice=choice)

    assert f"<@{MIA}> put this post on hold" in slack.reply


def test_its_author_may_take_it_back(desk: Desk, slack: FakeSlack) -> None:
    post = held(desk, desk.propose(EVE))

    desk.click(EVE, desk.card(post), MORE, choice=WITHDRAW)
    desk.submit(EVE, slack.view)

    assert desk.post(post.id).state is State.WITHDRAWN


@on_one_database
@pytest.mark.parametrize("why", ["  ", None, "x" * 3_001])
def test_a_hold_without_words_says_so_under_the_field(desk: Desk, slack: FakeSlack, why: str | None) -> None:
    post = desk.propose(EVE)
    desk.click(MIA, desk.card(post), MORE, choice=HOLD)

    assert list(desk.submit(MIA, slack.view, **{COMMENT: why}).errors) == [COMMENT]

    assert desk.post(post.id).state is State.IN_REVIEW


def approved(desk: Desk, post: Post) -> None:
    desk.click(MIA, desk.card(post), APPROVE)


def changes_asked(desk: Desk, post: Post) -> None:
    desk.click(MIA, desk.card(post), REQUEST_CHANGES)
    desk.submit(MIA, desk.slack.view, **{COMMENT: "Which sizes?"})


def held_by_another(desk: Desk, post: Post) -> None:
    held(desk, post, ADA)


def removed(desk: Desk, _: Post) -> None:
    """An admin takes Max out of marketing."""
    left = tuple(
        replace(one, approvers=(MIA,)) if one.key == "marketing" else one for one in RETAILER.departments
    )
    desk.set_up(replace(RETAILER, departments=left))


@on_one_database
@pytest.mark.parametrize(
    ("happened", "said"),
    [
        (approved, f"This post was approved by <@{MIA}> <!date^"),
        (changes_asked, f"This post waits for <@{EVE}> to edit it already."),
        (held_by_another, f"<@{ADA}> put this post on hold <!date^"),
        (removed, "You have no role in this workspace"),
    ],
)
def test_a_hold_that_comes_too_late_gives_the_words_back(
    desk: Desk, slack: FakeSlack, happened: object, said: str
) -> None:
    post = desk.propose(EVE)
    desk.click(MAX, desk.card(post), MORE, choice=HOLD)
    view = slack.view
    assert callable(happened)
    happened(desk, post)
    before = desk.kept()

    answer = desk.submit(MAX, view, **{COMMENT: "My words."})

    assert said in str(answer.body["view"]["blocks"])
    assert "My words." in str(answer.body["view"]["blocks"])
    assert desk.kept() == before


def test_three_thousand_characters_are_kept_whole_and_shown_in_details(desk: Desk, slack: FakeSlack) -> None:
    why = "🧥" * 2_990 + " and more."
    post = held(desk, desk.propose(EVE), MIA, why)

    desk.click(WIM, desk.card(post), MORE, choice="details")

    assert why in str(slack.view)
    assert why not in str(desk.card(post))
    assert post.state_because == desk.trail()[-1].event.detail["comment"] == why


def test_a_post_on_hold_outlives_its_publish_time_and_the_card_says_so(desk: Desk) -> None:
    soon = desk.at + timedelta(hours=1)
    post = held(desk, desk.propose(EVE, publish_at=int(soon.timestamp())))
    desk.at += timedelta(hours=2)

    assert "its publish time, <!date^" in desk.card(post)["text"]


def test_the_home_of_whoever_holds_a_post_says_that_it_waits_for_them(desk: Desk) -> None:
    held(desk, desk.propose(EVE))

    for user, told in ((MIA, True), (MAX, False)):
        opened(desk, user)
        assert (
            "put on hold less than a minute ago · waiting for you to release it" in str(desk.slack.view)
        ) is told
    assert "Nothing waits for your approval" in str(desk.slack.view)
