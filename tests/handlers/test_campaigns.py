"""Campaigns from the empty list to the closed one, with posts that name them; on both databases."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from blocks.campaign_input import NONE
from blocks.campaigns import CLOSE, EDIT, NEW, OPEN, TURN
from blocks.cards import APPROVE, REQUEST_CHANGES
from blocks.clashes import KEEP_BOTH
from blocks.form_findings import TRACK
from blocks.inputs import CHECK_WORDING
from blocks.more import DETAILS, MORE
from blocks.more import EDIT as EDIT_POST
from blocks.publishing import MARK
from blocks.results import RECORD
from domain.campaign import Campaign
from domain.people import UserId
from domain.posts import Post, State
from domain.results import OWN
from sandbox.blockkit import problems
from tests.handlers.desk import ADA, ELI, EVE, MAX, MIA, NOON, RETAILER, Answer, Desk, as_opened

DAYS = {"first": "2026-11-10", "last": "2026-12-06"}
AUTUMN = {
    "name": "Autumn launch",
    "purpose": "Fill stores on the <!here> first *cold* weekend",
    "owner": MAX,
    "departments": ["marketing", "ecommerce"],
    **DAYS,
    "measure": OWN.key,
    "counts": "jackets sold",
    "target": "400",
    "gap": "5",
    "cost_centre": "4711",
    "budget": "1,000",
    "tracking": ["yes"],
}
LINK = "https://shop.example/coats"


@pytest.fixture
def desk(shared_desk: Desk) -> Desk:
    return shared_desk


def words(view: Mapping[str, Any]) -> str:
    return json.dumps(view["blocks"], ensure_ascii=False)


def listed(desk: Desk, by: UserId = ADA) -> Mapping[str, Any]:
    assert desk.command(by, "campaigns").body == ""
    assert problems(desk.slack.view["blocks"], on="modal") == []
    return desk.slack.view


def opened(desk: Desk, by: UserId, action_id: str, view: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the control of a view puts in front of it."""
    desk.press(by, view, action_id)
    assert problems(desk.slack.view["blocks"], on="modal") == []
    return desk.slack.view


def begin(desk: Desk, **changes: object) -> Answer:
    return desk.submit(ADA, opened(desk, ADA, NEW, listed(desk)), **{**AUTUMN, **changes})


def one(desk: Desk, by: UserId = EVE) -> Mapping[str, Any]:
    view = listed(desk, by)
    blocks = [one for one in view["blocks"] if one.get("block_id") == "campaign:Autumn launch"]
    return opened(desk, by, OPEN, {**view, "blocks": blocks})


def change(desk: Desk, by: UserId, view: Mapping[str, Any] | None = None, **changes: object) -> Answer:
    return desk.submit(by, view or opened(desk, by, EDIT, one(desk, by)), **changes)


def campaign(desk: Desk) -> Campaign:
    return desk.workspace().campaigns[0]


def said(desk: Desk) -> list[tuple[str, str | None, str]]:
    return [
        (one.event.action.value, one.event.by, one.event.detail.get("changes", ""))
        for one in desk.trail()
        if one.event.subject == "Autumn launch"
    ]


def edited(desk: Desk, post: Post, **values: object) -> Answer:
    desk.click(EVE, desk.card(post), MORE, choice=EDIT_POST.removeprefix("post_"))
    return desk.submit(EVE, desk.slack.view, **values)


def test_without_any_the_list_says_what_to_do_and_a_typed_name_still_counts(desk: Desk) -> None:
    assert "*New campaign* begins the first one" in words(listed(desk))
    assert f"Ask <@{ADA}> or" in words(listed(desk, EVE))
    assert NEW not in words(listed(desk, EVE))
    assert desk.propose(EVE, campaign="  free   words ").campaign == "free words"


def test_another_gap_compares_the_campaigns_posts_anew_at_once(desk: Desk) -> None:
    begin(desk)

    def proposed(text: str, hours: int) -> Post:
        out = int((NOON + timedelta(hours=hours)).timestamp())
        return desk.propose(EVE, text, campaign="Autumn launch", publish_at=out)

    coats, hats = proposed("Coats are back.", 24), proposed("Hats for every child in town.", 27)
    alone = proposed("Good morning, Leeds!", 100)
    for post in (coats, hats):
        assert "On X within 5 hours of" in words(desk.card(post))

    before = desk.wanted()
    change(desk, MAX, gap="3")
    for post in (coats, hats):
        assert "↔️" not in words(desk.card(post))
        assert desk.wanted()["card", post.id, "C0DESK"] > before["card", post.id, "C0DESK"]
    assert desk.wanted()["card", alone.id, "C0DESK"] == before["card", alone.id, "C0DESK"]

    change(desk, MAX, gap="4")
    assert "↔️" in words(desk.card(coats))
    assert "↔️" in words(desk.card(hats))
    assert "↔️" not in words(desk.card(alone))

    # What somebody let stand still stands with a gap that changes nothing about it.
    desk.click(MIA, desk.card(coats), KEEP_BOTH)
    assert desk.submit(MIA, desk.slack.view, comment="One is for parents.").body == ""
    kept = words(desk.card(hats))
    change(desk, MAX, gap="6")
    assert words(desk.card(hats)) == kept
    change(desk, MAX, gap="2")
    assert words(desk.card(hats)) == kept


def test_a_campaign_goes_from_purpose_to_figures(desk: Desk) -> None:
    assert begin(desk).body == ""
    assert (campaign(desk).owner, campaign(desk).target, campaign(desk).tracking) == (MAX, 400, True)
    assert said(desk)[0][:2] == ("campaign begun", ADA)
    assert "purpose: none → Fill stores" in said(desk)[0][2]

    # Posts name one, or none.
    post = desk.propose(EVE, "Coats are back.", campaign="Autumn launch", budget="700")
    plan = desk.propose(EVE, "Hats and gloves for the whole family.", campaign="Autumn launch", budget="400")
    desk.propose(EVE, "Good morning, Leeds!", campaign=NONE)
    assert post.campaign == plan.campaign == "Autumn launch"
    purpose = "🎯 Fill stores on the &lt;!here&gt; first ∗cold∗ weekend"
    assert purpose in words(desk.card(post))
    desk.click(EVE, desk.card(post), MORE, choice=DETAILS)
    assert "campaign “Autumn launch”" in words(desk.slack.view)

    desk.click(MIA, desk.card(plan), REQUEST_CHANGES)
    assert desk.submit(MIA, desk.slack.view, comment="Which hats?").body == ""
    assert "1 in review · 1 with changes requested" in words(listed(desk, EVE))

    # What it brought and cost stands against what was wanted.
    assert desk.click(MIA, desk.card(post), APPROVE).body == ""
    desk.click(EVE, desk.card(post), MARK)
    assert desk.submit(EVE, desk.slack.view).body == ""
    desk.click(EVE, desk.card(post), RECORD)
    answer = desk.submit(EVE, desk.slack.view, measure="Jackets sold", figure_own="100", figure_reach="9000")
    assert (answer.body, desk.post(post.id).state) == ("", State.MEASURED)
    shown = words(listed(desk, EVE))
    assert "▰▰▱▱▱▱▱▱▱▱ 25 % · Jackets sold: 100 of 400, from 1 post" in shown
    assert "1 with changes requested · 1 measured" in shown
    assert "💰 700 spent, 400 planned of 1,000 · cost centre 4711 · ⚠️ 100 over budget" in shown
    assert "💰 By cost centre · 4711: 700 spent, 400 planned" in shown
    assert "1 of 3 posts of the last four weeks names no campaign." in shown
    assert "lets its author choose the campaign whose purpose it shares" in shown
    details = words(one(desk))
    assert "E-commerce" in details
    assert "at least 5 hours between its posts" in details
    assert "Coats are back. · measured · budget 700" in details
    assert EDIT not in details


def test_links_are_proposed_with_values_and_count_once_the_author_takes_them(desk: Desk) -> None:
    begin(desk)
    form = desk.form(EVE, f"Coats: {LINK}.")
    filled: dict[str, Any] = {"networks": ["instagram"], "campaign": "Autumn launch"}
    desk.press(EVE, form, CHECK_WORDING, **filled)
    checked = desk.slack.view
    values = f"{LINK}?utm_source=instagram&utm_medium=social&utm_campaign=autumn-launch"
    assert f"{LINK} → " in words(checked)
    assert values in words(checked)
    assert problems(checked["blocks"], on="modal") == []

    # Taking them over replaces the text; leaving them changes nothing.
    as_it_was = desk.submit(EVE, checked, **filled)
    assert as_it_was.body == ""
    form = desk.form(EVE, f"Hats: {LINK}.")
    desk.press(EVE, form, CHECK_WORDING, **filled)
    desk.press(EVE, desk.slack.view, TRACK, **filled)
    taken = desk.slack.view
    (text,) = (one["element"] for one in taken["blocks"] if one.get("block_id") == "text")
    assert text["initial_value"] == f"Hats: {values}."
    assert TRACK not in words(taken)


def test_closer_than_its_gap_clashes(desk: Desk) -> None:
    begin(desk)
    times = [int(NOON.timestamp()) + hours * 3600 for hours in (30, 34)]
    first, second = (
        desk.propose(EVE, text, campaign="Autumn launch", publish_at=at)
        for text, at in zip(("Coats are back.", "Warm hands for everybody this winter."), times, strict=True)
    )
    assert "Coats are back" in words(desk.card(second))
    assert "within 5 h" in words(desk.card(second))
    assert "within 5 h" in words(desk.card(first))


def test_the_owner_changes_it_its_cards_follow_and_two_at_once_lose_nothing(desk: Desk) -> None:
    begin(desk)
    post = desk.propose(EVE, campaign="Autumn launch")
    before = desk.wanted()["card", post.id, "C0DESK"]
    first, second = (opened(desk, by, EDIT, one(desk, by)) for by in (MAX, ADA))

    assert change(desk, MAX, first, purpose="Sell coats").body == ""
    assert "🎯 Sell coats" in words(desk.card(post))
    assert desk.wanted()["card", post.id, "C0DESK"] == before + 1
    assert said(desk)[1] == (
        "campaign changed",
        MAX,
        "purpose: Fill stores on the <!here> first *cold* weekend → Sell coats",
    )
    answer = change(desk, ADA, second, budget="5")
    assert "Somebody else changed “Autumn launch”" in words(answer.body["view"])
    assert campaign(desk).budget == 1000
    assert EDIT not in words(one(desk, ELI))


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        (
            {"last": "2026-11-09"},
            {"last": "The last day is before the first one. Turn them round, or choose a later one."},
        ),
        ({"name": "a,b"}, {"name": "A name has no comma, and at most 75 characters."}),
        ({"purpose": "\u3164"}, {"purpose": "Say in one sentence what it is for."}),
        ({"gap": "soon"}, {"gap": "Give whole hours from 1 to 720, such as 24."}),
        ({"budget": "5k"}, {"budget": "Write the budget as a whole number, such as 5,000."}),
    ],
)
def test_what_is_wrong_stands_under_its_field(
    desk: Desk, changes: dict[str, str], errors: dict[str, str]
) -> None:
    assert begin(desk, **changes).errors == errors
    assert desk.workspace().campaigns == ()


def test_a_closed_one_takes_no_new_post_and_keeps_its_own(desk: Desk) -> None:
    begin(desk)
    begin(desk, name="Winter sale", last="2026-11-16")  # over since yesterday
    post = desk.propose(EVE, campaign="Autumn launch")
    form = desk.form(EVE, "Late.")
    offered = next(one for one in form["blocks"] if one.get("block_id") == "campaign")["element"]["options"]
    assert [one["value"] for one in offered] == ["Autumn launch", NONE]
    view = one(desk, MAX)
    desk.press(MAX, view, CLOSE)
    assert f"closed by <@{MAX}>" in words(desk.slack.view)

    answer = desk.submit(EVE, form, networks=["x"], campaign="Autumn launch")
    assert answer.errors == {"campaign": "“Autumn launch” is closed. Choose another campaign, or none."}
    assert edited(desk, post, text="Better words.").body == ""
    assert desk.post(post.id).campaign == "Autumn launch"
    # Closed twice, the second one hears who was first.
    desk.press(ADA, view, CLOSE)
    assert f"<@{MAX}> closed “Autumn launch”" in words(desk.slack.view)
    assert [one[0] for one in said(desk)] == ["campaign begun", "campaign closed"]
    assert EDIT not in words(one(desk, MAX))


def test_many_campaigns_have_pages_and_nobody_else_begins_one(desk: Desk) -> None:
    begin(desk)
    many = tuple(replace(campaign(desk), name=f"No. {number}") for number in range(45))
    desk.set_up(replace(RETAILER, campaigns=many))
    view = listed(desk, EVE)
    assert "1-20 of 45" in words(view)
    assert "21-40 of 45" in words(opened(desk, EVE, f"{TURN}:on", view))
    desk.press(
        EVE, {**view, "blocks": [{"type": "actions", "block_id": NEW, "elements": [new_button()]}]}, NEW
    )
    assert "Only an admin can change this" in words(desk.slack.view)
    assert len(as_opened(desk.form(EVE, "Hello."))["blocks"]) < 100


def new_button() -> dict[str, object]:
    return {"type": "button", "action_id": NEW, "value": "new", "text": {"type": "plain_text", "text": "New"}}
