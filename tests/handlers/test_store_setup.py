"""Admins add, change, find and remove stores in Slack."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from blocks.searching import ALL
from blocks.store_import import FILE_FORM
from blocks.store_setup import ADD, CHANGE, IMPORT, REMOVE, STORES, TURN
from domain.audit import Action
from domain.participation import Answer
from domain.people import Store
from tests.handlers.desk import ADA, EVE, NOON, RETAILER, WORKSPACE, Desk
from tests.handlers.slack import FakeSlack

View = Mapping[str, Any]
MANY = replace(
    RETAILER,
    stores=tuple(
        Store(key=f"S{one:04}", name=f"Shop {one}", city="Leeds", region=f"Region {one % 40}")
        for one in range(2_000)
    ),
)


def stores(desk: Desk, slack: FakeSlack) -> View:
    """The list behind the setup's button."""
    assert desk.command(ADA, "setup").status == 200
    assert desk.press(ADA, slack.view, STORES).status == 200
    return slack.view


def store(desk: Desk, slack: FakeSlack, key: str) -> View:
    """The form of a store that is on the first page."""
    view = stores(desk, slack)
    (entry,) = (one for one in view["blocks"] if one.get("block_id") == f"store:{key}")
    assert desk.press(ADA, {**view, "blocks": [entry]}, CHANGE).status == 200
    return slack.view


def test_a_store_is_added_changed_and_removed(shared_desk: Desk, slack: FakeSlack) -> None:
    desk = shared_desk
    desk.press(ADA, stores(desk, slack), ADD)
    form = slack.view
    refused = desk.submit(ADA, form, key="S 2", name="Leeds Briggate", timezone="York")
    assert refused.errors == {
        "key": "“S 2” is no key: take letters, digits, - and _, at most 40, the first a letter or digit.",
        "name": "Store S001 is called “Leeds Briggate” already: give each its own name.",
        "timezone": "“York” is no time zone: write its IANA name, such as Europe/London.",
    }
    added = desk.submit(
        ADA, form, key="S002", name="York Coppergate", city="York", region="North", manager=EVE
    )
    assert added.body == ""
    york = Store(
        key="S002",
        name="York Coppergate",
        city="York",
        region="North",
        timezone="Europe/London",
        manager=EVE,
    )
    assert desk.workspace().stores[1] == york

    form = store(desk, slack, "S002")
    assert desk.submit(ADA, form, city="", region="East").body == ""
    assert desk.workspace().stores[1] == replace(york, city="", region="East")
    assert "Somebody else changed this" in str(desk.submit(ADA, form, city="York").body)

    with desk.database.transaction(WORKSPACE) as transaction:
        transaction.campaign_stores.save("Autumn", Answer(store="S002", joins=True, by=EVE, at=NOON))
    assert desk.press(ADA, store(desk, slack, "S002"), REMOVE).status == 200
    assert "York Coppergate is removed" in str(slack.to("views.update"))
    assert desk.workspace().stores == RETAILER.stores
    with desk.database.transaction(WORKSPACE) as transaction:
        assert transaction.campaign_stores.of(["Autumn"]) == {}
    changes = [one.event.detail["changes"] for one in desk.trail()]
    assert [one.event.action for one in desk.trail()] == [Action.SETUP_CHANGED] * 3
    assert changes[1:] == [
        "store S002, city: York → none\nstore S002, region: North → East",
        "store S002: removed",
    ]


def test_a_store_that_a_post_names_stays(shared_desk: Desk, slack: FakeSlack) -> None:
    desk = shared_desk
    desk.propose(EVE, stores=["store:S001"], title="Slippers")
    answer = desk.press(ADA, store(desk, slack, "S001"), REMOVE)
    assert answer.status == 200
    said = "1 post still to go out names Leeds Briggate, such as “Slippers”. Edit or withdraw it first"
    assert said in str(slack.view)
    assert desk.workspace().stores == RETAILER.stores


def test_two_thousand_stores_are_searched_and_turned_over(desk: Desk, slack: FakeSlack) -> None:
    desk.set_up(MANY)
    view = stores(desk, slack)
    assert "*2,000 stores*" in str(view)
    desk.press(ADA, view, f"{TURN}:on")
    assert "21-40 of 2,000" in str(slack.view)
    found = desk.submit(ADA, view, sought="shop 1999").body
    assert found["response_action"] == "update"
    assert "1 store with “shop 1999”" in str(found["view"])
    desk.press(ADA, found["view"], f"{TURN}:{ALL}")
    assert "1-20 of 2,000" in str(slack.view)
    many = desk.submit(ADA, view, sought="region 7").body["view"]
    desk.press(ADA, many, f"{TURN}:on")
    assert "50 stores with “region 7” · 21-40 of 50" in str(slack.view)


def test_two_thousand_stores_are_chosen_by_region_and_search(desk: Desk) -> None:
    desk.set_up(MANY)
    view = desk.form(EVE)
    offered = desk.search(EVE, view, "stores", "").body["option_groups"]
    assert [len(one["options"]) for one in offered] == [41, 59]
    assert offered[1]["label"]["text"] == "Stores · 59 of 2,000: type to find the others"
    found = desk.search(EVE, view, "stores", "shop 1999").body["option_groups"]
    assert [one["text"]["text"] for one in found[0]["options"]] == ["Shop 1999 · Leeds"]
    post = desk.propose(EVE, stores=["region:Region 7", "store:S0001"])
    assert len(post.stores) == 51
    assert "Region 7 and 1 other store · 51 stores" in str(desk.card(post))


@pytest.mark.parametrize("button", [ADD, IMPORT])
def test_whoever_is_no_admin_changes_nothing(desk: Desk, slack: FakeSlack, button: str) -> None:
    view = stores(desk, slack)
    assert desk.press(EVE, view, button).status == 200
    assert "Only an admin can change this" in str(slack.view)


def test_a_file_has_to_be_chosen(desk: Desk, slack: FakeSlack) -> None:
    desk.press(ADA, stores(desk, slack), IMPORT)
    assert slack.view["callback_id"] == FILE_FORM
    assert desk.submit(ADA, slack.view).errors == {"file": "Choose a file."}


def test_an_app_manages_no_store(desk: Desk, slack: FakeSlack) -> None:
    slack.answers["users.info"] = {"user": {"id": "U0APP", "is_bot": True}}
    desk.press(ADA, stores(desk, slack), ADD)
    answer = desk.submit(ADA, slack.view, key="S2", name="York", manager="U0APP")
    assert "An app or bot was chosen" in answer.errors["manager"]
