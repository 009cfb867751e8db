"""Campaign, tags and budget: from the form to the seats they ask for, through signed payloads, on both databases."""

from collections.abc import Mapping
from typing import Any

import pytest

from blocks.cards import APPROVE, REJECT
from blocks.condition_forms import BUDGET as BUDGET_OVER
from blocks.inputs import CHECK_WORDING
from blocks.more import DETAILS, EDIT, HISTORY, MORE
from blocks.overtaking import TAKE_THEIRS
from blocks.routes import ADD_ROUTE
from blocks.setup import ROUTES
from domain.posts import Post, State
from tests.blocks.judge import strings
from tests.handlers.desk import ADA, ELI, EVE, MIA, Desk, as_opened, controls
from tests.handlers.slack import FakeSlack

LABELS = {"campaign": "autumn", "tags": "launch, #sale", "budget": "6 000 €"}


def words(shown: Mapping[str, Any]) -> str:
    return "\n".join(strings(shown["blocks"]))


def chosen(desk: Desk, slack: FakeSlack, post: Post, choice: str) -> Mapping[str, Any]:
    """The form behind a line of the card's menu."""
    desk.click(EVE, desk.card(post), MORE, choice=choice)
    return slack.view


def labels(post: Post) -> tuple[str, tuple[str, ...], int | None]:
    return post.campaign, post.tags, post.budget


def test_a_route_on_the_budget_asks_for_its_seat_as_long_as_the_post_costs_so_much(
    shared_desk: Desk, slack: FakeSlack
) -> None:
    desk = shared_desk
    desk.command(ADA, "setup")
    desk.press(ADA, slack.view, ROUTES)
    desk.press(ADA, slack.view, ADD_ROUTE)
    preview = desk.submit(
        ADA,
        slack.view,
        name="big money",
        because="it is their money",
        departments=["ecommerce"],
        **{f"{BUDGET_OVER}_0": "5 000"},
    ).body["view"]
    assert desk.submit(ADA, preview).body == ""

    post = desk.propose(EVE, **LABELS)

    assert [one.department for one in post.needs] == ["marketing", "ecommerce"]
    assert "🎯 autumn · 🏷️ launch and sale · 💰 budget 6,000" in words(desk.card(post))
    details = words(chosen(desk, slack, post, DETAILS))
    assert "💰 budget 6,000" in details
    assert "Asked because it is their money (route “big money”)" in details
    desk.click(ELI, desk.card(post), APPROVE)
    assert desk.post(post.id).state is State.IN_REVIEW

    form = chosen(desk, slack, post, EDIT)
    assert desk.submit(EVE, form, budget="5,000").body == ""

    cheaper = desk.post(post.id)
    assert [one.department for one in cheaper.needs] == ["marketing"]
    assert labels(cheaper) == ("autumn", ("launch", "sale"), 5_000)
    assert "same text, other budget (6,000 → 5,000)" in words(desk.card(cheaper)).replace("\n", "")
    assert "Changed: budget (6,000 → 5,000)" in words(chosen(desk, slack, post, HISTORY))
    desk.click(MIA, desk.card(cheaper), APPROVE)
    assert desk.post(post.id).state is State.APPROVED


def test_an_edit_of_something_else_and_checking_the_wording_keep_them(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE, **LABELS)
    form = chosen(desk, slack, post, EDIT)
    held = as_opened(form)["state"]["values"]
    desk.press(EVE, form, CHECK_WORDING)
    assert {one: as_opened(slack.view)["state"]["values"][one] for one in held} == held

    assert desk.submit(EVE, slack.view, title="Slippers").body == ""

    assert labels(desk.post(post.id)) == labels(post) == ("autumn", ("launch", "sale"), 6_000)
    assert len(desk.post(post.id).versions) == 1


def test_who_was_overtaken_reads_that_theirs_would_set_the_budget_and_loses_nothing(
    desk: Desk, slack: FakeSlack
) -> None:
    post = desk.propose(EVE, **LABELS)
    mine = chosen(desk, slack, post, EDIT)
    assert desk.submit(ELI, mine, text="Warm slippers are back.").body == ""

    form = desk.submit(EVE, mine, budget="7.000,00 EUR", campaign="winter").body["view"]

    assert "It would also set campaign and budget as below." in words(form)
    assert TAKE_THEIRS in str(form)
    assert desk.submit(EVE, form).body == ""
    assert labels(desk.post(post.id)) == ("winter", ("launch", "sale"), 7_000)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"budget": "5k"}, "Write the budget as a whole number, such as 5,000."),
        ({"budget": "1,000,000,001"}, "Give the budget as a whole number from 0 to 1,000,000,000."),
        ({"campaign": "autumn, winter"}, "A post belongs to one campaign"),
        ({"tags": ",".join(map(str, range(11)))}, "10 tags is the most; these are 11."),
    ],
)
def test_what_cannot_be_read_stands_under_its_field(desk: Desk, wrong: dict[str, str], said: str) -> None:
    answer = desk.submit(EVE, desk.form(EVE, "Slippers."), networks=["x"], **wrong)
    (field,) = wrong
    assert said in answer.errors[field]


def test_hostile_words_stay_words(desk: Desk) -> None:
    post = desk.propose(EVE, campaign="<!channel> *b*", tags="<@U0WHO>, `c`", budget="0")
    card = desk.card(post)
    assert not {"<!channel>", "<@U0WHO>", "`c`"} & set(words(card).split())
    assert "💰 budget 0" in words(card)
    assert REJECT in str(card)
    assert "Approve" in controls(card)
