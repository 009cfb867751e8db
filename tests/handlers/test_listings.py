"""`/social queue` and `/social mine`: private, paged, most urgent first, with links to the cards."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from blocks.cards import APPROVE
from blocks.listings import LISTING
from domain.people import UserId
from sandbox.blockkit import elements_of
from tests.handlers.desk import EVE, HAL, MIA, NOON, WIM, Desk
from tests.handlers.slack import FakeSlack


def titles(message: Any) -> list[str]:
    """The titles of a listing, from top to bottom."""
    lines = [one["text"]["text"] for one in message["blocks"][1:] if one["type"] == "section"]
    return [one.split("*")[1] for one in lines if one.startswith("*")]


def labels(message: Any) -> list[str]:
    return [one["text"]["text"] for block in message["blocks"] for one in elements_of(block)]


def pressed(desk: Desk, user: UserId, message: Any, label: str) -> Any:
    """What stands in the place of a listing after this button."""
    (action_id,) = (
        one["action_id"]
        for block in message["blocks"]
        for one in elements_of(block)
        if one["text"]["text"] == label
    )
    assert desk.click(user, message, action_id).body == ""
    given = desk.slack.to("respond")[-1]
    assert given["replace_original"] is True
    return given


def test_the_queue_has_every_open_post_the_most_urgent_first(shared_desk: Desk) -> None:
    desk = shared_desk
    for title, hours in (("Tomorrow", 24), ("Undated", 0), ("Soon", 2)):
        publish_at = int((NOON + timedelta(hours=hours)).timestamp()) if hours else None
        desk.propose(EVE, f"{title}.", title=title, publish_at=publish_at)
    desk.click(MIA, desk.card(desk.propose(EVE, "Done.", title="Done")), APPROVE)

    queue = desk.command(HAL, "queue").body

    assert titles(queue) == ["Soon", "Tomorrow", "Undated"]
    said = queue["blocks"][1]["text"]["text"]
    assert "goes out in 2 h" in said
    assert "waiting for Marketing (<@U0MIA> or <@U0MAX>) · asked less than a minute ago" in said
    assert "response_type" not in queue


def test_the_filters_show_what_waits_for_oneself_and_everything_again(desk: Desk) -> None:
    desk.propose(EVE, "For Marketing.", title="For Marketing")
    desk.propose(MIA, "Ask our staff.", title="For HR", shows_people=["yes"], department="marketing")
    queue = desk.command(HAL, "queue").body
    assert titles(queue) == ["For Marketing", "For HR"]

    mine = pressed(desk, HAL, queue, "For me")
    assert titles(mine) == ["For HR"]
    assert "waiting for" in str(mine)
    assert titles(pressed(desk, HAL, mine, "All")) == ["For Marketing", "For HR"]
    nothing = pressed(desk, EVE, queue, "For me")
    assert "Nobody waits for you" in str(nothing["blocks"])


def test_ones_own_posts_are_listed_with_how_they_ended_for_a_month(shared_desk: Desk) -> None:
    desk = shared_desk
    old = desk.propose(EVE, "Old.", title="Old")
    desk.click(MIA, desk.card(old), APPROVE)
    desk.at += timedelta(days=31)
    desk.propose(MIA, "Mia's.", title="Mia's", department="marketing")
    done = desk.propose(EVE, "Done.", title="Done")
    desk.click(MIA, desk.card(done), APPROVE)
    desk.propose(EVE, "Open.", title="Open")

    mine = desk.command(EVE, "mine").body

    assert mine["text"] == "Your posts: 2"
    assert desk.command(HAL, "mine").body["text"] == "Your posts"
    assert titles(mine) == ["Open", "Done"]
    assert "🟢 approved by <@U0MIA>" in str(mine)


def test_beyond_twenty_there_are_pages_that_take_the_messages_place(desk: Desk) -> None:
    for number in range(22):
        desk.propose(EVE, f"Slippers {number}.", title=f"No {number:02}")
        desk.at += timedelta(minutes=1)
    first = desk.command(EVE, "mine").body
    assert titles(first) == [f"No {number:02}" for number in range(20)]
    assert labels(first) == ["Less urgent"]
    second = pressed(desk, EVE, first, "Less urgent")
    assert titles(second) == ["No 20", "No 21"]
    assert labels(second) == ["More urgent"]

    queue = desk.command(HAL, "queue").body
    assert titles(queue)[0] == "No 00"
    assert titles(pressed(desk, HAL, queue, "Less urgent")) == ["No 20", "No 21"]


@pytest.mark.parametrize("name", ["queue", "mine"])
def test_nothing_to_list_says_what_to_do(desk: Desk, name: str) -> None:
    assert "/social propose" in str(desk.command(EVE, name).body["blocks"])


def test_a_stranger_is_shown_the_way_in_instead(desk: Desk) -> None:
    desk.propose(EVE, title="Slippers")
    assert "Slippers" not in str(desk.command(WIM, "queue").body)


def test_a_button_of_another_version_is_refused_kindly(desk: Desk, slack: FakeSlack) -> None:
    queue = desk.command(EVE, "queue").body
    block = queue["blocks"][-1]
    block["elements"][0] = {**block["elements"][0], "value": "nonsense:x"}
    assert desk.click(EVE, queue, block["elements"][0]["action_id"]).status == 200
    assert block["elements"][0]["action_id"].startswith(LISTING)
    assert "Type `/social queue`" in slack.reply


def test_hostile_titles_and_people_who_are_gone_stay_listed(desk: Desk) -> None:
    desk.propose(EVE, "Hello.", title="<!channel> *bold* " + "x" * 120)
    desk.set_up(replace(desk.workspace(), deactivated=frozenset({EVE, MIA})))
    queue = desk.command(HAL, "queue").body
    said = queue["blocks"][1]["text"]["text"]
    assert "<!channel>" not in said
    assert "waiting for Marketing (<@U0MAX>)" in said
