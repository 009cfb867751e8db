"""The card's menu: details, edit, withdraw."""

import json

import pytest

from blocks.author_notes import author_note
from blocks.more import DETAILS, EDIT, MORE, WITHDRAW
from domain.posts import State
from tests.handlers.desk import EVE, MIA, WIM, Desk, as_opened
from tests.handlers.slack import FakeSlack


@pytest.fixture
def desk(shared_desk: Desk) -> Desk:
    """Each story on both databases."""
    return shared_desk


def test_anybody_reads_the_details(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE)
    before = desk.kept()

    assert desk.click(WIM, desk.card(post), MORE, choice=DETAILS).status == 200

    assert "Slippers are back." in str(slack.view)
    assert desk.kept() == before


def test_the_author_withdraws_when_sure(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE)

    assert desk.click(EVE, desk.card(post), MORE, choice=WITHDRAW).body == ""
    assert desk.post(post.id).state is State.IN_REVIEW
    assert desk.submit(EVE, slack.view).body == ""

    assert desk.post(post.id).state is State.WITHDRAWN
    assert desk.said_in_trail()[-1] == ("withdrawn", EVE, post.id, 1)
    assert desk.wanted() == {
        ("card", post.id, "C0DESK"): 2,
        ("decision", "2", "C0DESK"): 1,
        ("author", "1", EVE): 1,
    }


def test_nobody_else_withdraws(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE)
    before = desk.kept()

    desk.click(MIA, desk.card(post), MORE, choice=WITHDRAW)

    assert f"Only <@{EVE}> can withdraw" in slack.reply
    assert desk.kept() == before


def test_a_post_withdrawn_in_two_windows_is_withdrawn_once(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE)
    desk.click(EVE, desk.card(post), MORE, choice=WITHDRAW)
    view = slack.view
    desk.submit(EVE, view)
    before = desk.kept()

    answer = desk.submit(EVE, view)

    assert "This post was withdrawn by you" in str(answer.body["view"])
    assert desk.kept() == before


@pytest.mark.parametrize("choice", [EDIT, WITHDRAW])
def test_a_stale_menu_is_told_what_happened(desk: Desk, slack: FakeSlack, choice: str) -> None:
    post = desk.propose(EVE)
    card = desk.card(post)
    desk.withdraw(post)
    before = desk.kept()

    assert desk.click(EVE, card, MORE, choice=choice).body == ""

    assert "This post was withdrawn" in slack.reply
    assert desk.kept() == before


def test_a_choice_of_an_older_release_is_explained(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE)
    card = json.loads(json.dumps(desk.card(post)).replace('"details:', '"translate:'))

    assert desk.click(EVE, card, MORE, choice="translate").status == 200

    assert "I do not know this choice any more" in slack.reply


def test_the_author_edits_from_the_message_that_says_what_to_change(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE)
    desk.click(MIA, desk.card(post), "post_request_changes")
    desk.submit(MIA, slack.view, comment="Which sizes?")
    with desk.database.transaction(desk.workspace().id) as transaction:
        entry = transaction.audit.entry(2)
    assert entry is not None
    note = author_note(
        entry, post=desk.post(post.id), workspace=desk.workspace(), card_link="", at=desk.at
    ).payload()

    assert desk.click(EVE, note, EDIT).status == 200

    assert as_opened(slack.view)["state"]["values"]["text"]["text"]["value"] == "Slippers are back."
