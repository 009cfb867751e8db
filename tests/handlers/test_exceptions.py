"""Exceptions that come too late: said so, and no typed word is lost."""

from datetime import timedelta

import pytest

from blocks.cards import MORE, REJECT
from blocks.exceptions import GRANT
from blocks.more import EDIT
from blocks.pleas import ASK, BECAUSE
from domain.people import UserId
from domain.posts import Post, State
from tests.handlers.desk import ADA, EVE, MAX, MIA, WIM, Desk, as_opened, target_of
from tests.handlers.slack import FakeSlack

FOREVER = "Autumn jackets: 20% off, online."
"""An offer that names no end: the rulebook forbids it."""
WHY = "The end is printed on the picture."


@pytest.fixture
def desk(shared_desk: Desk) -> Desk:
    """Each story on both databases."""
    return shared_desk


def pleaded(desk: Desk) -> Post:
    """A post whose author asks for an exception."""
    view = desk.form(EVE, FOREVER)
    assert desk.submit(EVE, view, networks=["x"]).errors
    desk.press(EVE, as_opened(view, networks=["x"]), "check_wording")
    view = desk.slack.view
    answer = desk.submit(EVE, view, **{"networks": ["x"], ASK: ["yes"], BECAUSE: WHY})
    assert answer.body == ""
    return desk.post(target_of(view))


def granted(desk: Desk, post: Post) -> None:
    desk.click(MAX, desk.card(post), GRANT)
    desk.submit(MAX, desk.slack.view, **{BECAUSE: "It is."})


def rejected(desk: Desk, post: Post) -> None:
    desk.click(MAX, desk.card(post), REJECT)
    desk.submit(MAX, desk.slack.view, reason="other", comment="No.")


def withdrawn(desk: Desk, post: Post) -> None:
    desk.withdraw(post)


@pytest.mark.parametrize(
    ("happened", "said"),
    [
        (granted, "Nothing is left here that an exception could be granted from."),
        (rejected, f"This post was rejected by <@{MAX}> <!date^"),
        (withdrawn, f"This post was withdrawn by <@{EVE}> <!date^"),
    ],
)
def test_a_grant_that_comes_too_late_gives_the_words_back(
    desk: Desk, slack: FakeSlack, happened: object, said: str
) -> None:
    post = pleaded(desk)
    desk.click(MIA, desk.card(post), GRANT)
    view = slack.view
    assert callable(happened)
    happened(desk, post)
    before = desk.kept()

    answer = desk.submit(MIA, view, **{BECAUSE: "My words."})

    assert said in str(answer.body["view"]["blocks"])
    assert "My words." in str(answer.body["view"]["blocks"])
    assert desk.kept() == before


def test_an_edit_that_comes_too_late_gives_every_input_back(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE)
    desk.click(EVE, desk.card(post), MORE, choice=EDIT)
    view = slack.view
    rejected(desk, post)
    desk.at += timedelta(minutes=1)

    answer = desk.submit(EVE, view, text="Slippers in all sizes.", title="All sizes", alt_text="A slipper")

    shown = str(answer.body["view"]["blocks"])
    assert f"This post was rejected by <@{MAX}> <!date^" in shown
    assert all(
        words in shown for words in ("Slippers in all sizes.", "Title, to copy:", "All sizes", "A slipper")
    )
    assert desk.post(post.id).state is State.REJECTED


@pytest.mark.parametrize("by", [EVE, ADA, WIM])
def test_nobody_but_marketing_grants_it(desk: Desk, slack: FakeSlack, by: UserId) -> None:
    post = pleaded(desk)
    before = desk.kept()

    desk.click(by, desk.card(post), GRANT)

    assert "Only approvers of Marketing grant exceptions." in slack.reply
    assert desk.kept() == before
