"""An author is shown the warnings about their post, acknowledges them once, and approvers see that."""

from collections.abc import Mapping
from typing import Any

import pytest

from blocks.acknowledgements import ACKNOWLEDGE
from blocks.cards import APPROVE
from blocks.more import DETAILS, EDIT, MORE
from delivery.renderers import RENDERERS
from delivery.renderings import Letter
from domain.audit import Action, first_break
from domain.contradictions import contradictions
from domain.notices import NoticeKind
from domain.people import UserId
from domain.posts import Post, State
from tests.handlers.desk import ADA, ELI, EVE, MIA, WORKSPACE, Desk
from tests.handlers.slack import FakeSlack

BEST = "The best slippers ever are back."
LOUDER = "The best slippers ever are back. Come NOW."


@pytest.fixture
def desk(shared_desk: Desk) -> Desk:
    """Each story on both databases."""
    return shared_desk


def notes(desk: Desk, user: UserId = EVE) -> list[Mapping[str, Any]]:
    """What an author was told about their posts, as it reads now; the oldest first."""
    found = [one for one in desk.notices() if (one.kind, one.place) == (NoticeKind.AUTHOR, user)]
    messages: list[Mapping[str, Any]] = []
    for notice in sorted(found, key=lambda one: int(one.subject)):
        with desk.database.transaction(WORKSPACE) as work:
            letter = RENDERERS[NoticeKind.AUTHOR](notice, work=work, at=desk.at)
            assert isinstance(letter, Letter)
            messages.append(letter.draw("https://shop.slack.com/card").payload())
    return messages


def edit(desk: Desk, slack: FakeSlack, post: Post, text: str, by: UserId = EVE) -> None:
    desk.click(by, desk.card(post), MORE, choice=EDIT)
    assert desk.submit(by, slack.view, text=text).body == ""


def in_details(desk: Desk, slack: FakeSlack, post: Post) -> str:
    desk.click(MIA, desk.card(post), MORE, choice=DETAILS)
    return str(slack.view)


def test_the_author_acknowledges_the_warnings_and_approvers_see_it(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE, BEST)
    (told,) = notes(desk)
    assert "House.Superlatives" in str(told)
    assert "not acknowledged by the author yet" in in_details(desk, slack, post)

    assert desk.click(EVE, told, ACKNOWLEDGE).status == 200

    (after,) = notes(desk)
    assert ACKNOWLEDGE not in str(after)
    assert f"⚠️ 1 warning · acknowledged by <@{EVE}>" in str(after)
    event = desk.trail()[-1].event
    assert (event.action, event.by, event.at, event.version) == (
        Action.WARNINGS_ACKNOWLEDGED,
        EVE,
        desk.at,
        1,
    )
    assert event.detail["rules"] == "House.Superlatives"
    seen = in_details(desk, slack, post)
    assert "⚠️ 1 warning · acknowledged by " in seen
    assert "acknowledged the warnings about version 1" in seen
    assert first_break(desk.trail()) is None
    assert contradictions(desk.trail(), [desk.post(post.id)]) == ()
    before = desk.kept()

    desk.click(EVE, told, ACKNOWLEDGE)

    assert slack.reply.startswith("You acknowledged these warnings <!date^")
    assert desk.kept() == before


def test_only_new_warnings_of_a_new_version_ask_again(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE, BEST)
    (told,) = notes(desk)
    desk.click(EVE, told, ACKNOWLEDGE)

    edit(desk, slack, post, f"{BEST} Blue or red.")
    assert len(notes(desk)) == 1

    edit(desk, slack, post, LOUDER)
    _, anew = notes(desk)
    assert "1 warning of the rulebook about version 3" in str(anew)
    assert "House.ShoutedWords" in str(anew)
    assert "House.Superlatives" not in str(anew)

    desk.click(EVE, anew, ACKNOWLEDGE)
    assert desk.trail()[-1].event.detail["rules"] == "House.ShoutedWords"
    assert "⚠️ 2 warnings · acknowledged by " in in_details(desk, slack, post)


def test_a_new_version_takes_the_button_from_the_message_about_the_old_one(
    desk: Desk, slack: FakeSlack
) -> None:
    post = desk.propose(EVE, BEST)
    (told,) = notes(desk)
    wanted = desk.wanted()["author", "1", EVE]

    edit(desk, slack, post, LOUDER, by=ELI)

    early, anew = notes(desk)
    assert desk.wanted()["author", "1", EVE] > wanted
    assert ACKNOWLEDGE not in str(early)
    assert "2 warnings of the rulebook about version 2" in str(anew)
    before = desk.kept()

    desk.click(EVE, told, ACKNOWLEDGE)

    assert f"<@{ELI}> made version 2 <!date^" in slack.reply
    assert "Its own warnings are in a newer message." in slack.reply
    assert desk.kept() == before


def test_it_stops_nobody_and_comes_too_late_after_the_approval(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE, BEST)
    (told,) = notes(desk)
    desk.click(MIA, desk.card(post), APPROVE)
    assert desk.post(post.id).state is State.APPROVED
    before = desk.kept()

    desk.click(EVE, told, ACKNOWLEDGE)

    assert f"This post was approved by <@{MIA}>" in slack.reply
    assert desk.kept() == before


@pytest.mark.parametrize("by", [ELI, MIA, ADA])
def test_nobody_else_may(desk: Desk, slack: FakeSlack, by: UserId) -> None:
    desk.propose(EVE, BEST)
    before = desk.kept()

    desk.click(by, notes(desk)[0], ACKNOWLEDGE)

    assert f"Only <@{EVE}> can acknowledge its warnings." in slack.reply
    assert desk.kept() == before
