"""`/social calendar` from the typed word to the customer's week near another store; on both databases."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from blocks.calendar import AGENDA, CUSTOMER
from blocks.customers_week import STORE
from blocks.home_calendar import OPEN_CALENDAR
from domain.people import Member, Store, UserId
from sandbox.blockkit import problems
from tests.handlers.desk import ADA, EVE, RETAILER, WORKSPACE, Desk
from tests.handlers.test_home import opened
from tests.handlers.test_home import pressed as pressed_on_home

SAM = UserId("U0SAM")
LEEDS = Store(key="S001", name="Leeds Briggate", region="North", timezone="Europe/London")
YORK = Store(key="S002", name="York Coney Street", region="North", timezone="Europe/London", manager=SAM)


@pytest.fixture
def desk(shared_desk: Desk) -> Desk:
    shared_desk.set_up(replace(RETAILER, stores=(LEEDS, YORK)))
    return shared_desk


def propose(desk: Desk, text: str, day: int, hour: int = 10, *stores: str, **values: object) -> None:
    at = int(datetime(2026, 11, day, hour, tzinfo=UTC).timestamp())
    desk.propose(EVE, text, publish_at=at, stores=[f"store:{one}" for one in stores], **values)


def shown(desk: Desk) -> str:
    view = desk.slack.view
    assert problems(view["blocks"], on="modal") == []
    return json.dumps(view["blocks"], ensure_ascii=False)


def calendar(desk: Desk, by: UserId = EVE) -> str:
    assert desk.command(by, "calendar").body == ""
    return shown(desk)


def pressed(desk: Desk, by: UserId, action_id: str) -> str:
    assert desk.press(by, desk.slack.view, action_id).status == 200
    return shown(desk)


def near(desk: Desk, value: str) -> str:
    """The week near the store whose option was chosen."""
    row = {"type": "external_select", "action_id": STORE, "options": [{"value": value}]}
    view = {**desk.slack.view, "blocks": [{"type": "actions", "block_id": "B1", "elements": [row]}]}
    assert desk.press(EVE, view, STORE, choice="store").status == 200
    return shown(desk)


def test_an_empty_calendar_says_what_to_do(desk: Desk) -> None:
    assert "Nothing goes out from 16 to 29 Nov 2026. `/social propose`" in calendar(desk)


def test_this_week_and_the_next_are_shown_and_the_others_are_a_button_away(desk: Desk) -> None:
    propose(desk, "Slippers are back", 19)
    propose(desk, "Boots are back", 29, 23)
    propose(desk, "Coats are back", 30, 9)
    told = calendar(desk)
    assert "Thu 19 Nov" in told
    assert "Slippers are back" in told
    assert "Sun 29 Nov" in told
    assert "Coats" not in told
    later = pressed(desk, EVE, f"{AGENDA}:on")
    assert "Coats are back" in later
    assert "Slippers" not in later
    assert "Slippers are back" in pressed(desk, EVE, f"{AGENDA}:back")
    assert "Nothing goes out from 2 to 15 Nov" not in pressed(desk, EVE, f"{AGENDA}:back")
    assert "Nothing went out from 2 to 15 Nov 2026." in shown(desk)


def test_days_are_those_of_the_reader(desk: Desk) -> None:
    propose(desk, "Night owls", 19, 20)
    with desk.database.transaction(WORKSPACE) as transaction:
        transaction.people.saw(Member(user=ADA, name="Ada", timezone="Asia/Tokyo"))
        transaction.people.saw(Member(user=EVE, name="Eve", timezone="Nowhere/Land"))
    assert "Thu 19 Nov" in calendar(desk, EVE)
    assert "Fri 20 Nov" in calendar(desk, ADA)


def test_the_customers_week_begins_near_the_store_that_most_posts_touch(desk: Desk) -> None:
    propose(desk, "Meet the collection", 23)
    propose(desk, "Leeds evening", 25, 10, "S001")
    propose(desk, "York evening", 26, 10, "S002", step="trial")
    propose(desk, "York breakfast", 27, 10, "S002")
    calendar(desk)
    york = pressed(desk, EVE, CUSTOMER)
    assert "Next week as a customer near York Coney Street meets it" in york
    assert "Meet the collection" in york
    assert "York evening" in york
    assert "Leeds evening" not in york
    assert (
        "Nobody serves *discovery*, *research*, *preference*, *purchase* or *loyalty*. 2 posts name no step."
        in york
    )
    found = desk.search(EVE, desk.slack.view, STORE, "bri").body["options"]
    assert [one["text"]["text"] for one in found] == ["Leeds Briggate"]
    leeds = near(desk, found[0]["value"])
    assert "Leeds evening" in leeds
    assert "York" not in leeds
    assert "Thu 26 Nov" in pressed(desk, EVE, AGENDA)


def test_a_manager_begins_with_their_own_store(desk: Desk) -> None:
    propose(desk, "Leeds evening", 25, 10, "S001")
    calendar(desk, SAM)
    assert "near York Coney Street" in pressed(desk, SAM, CUSTOMER)
    assert "Leeds evening" not in shown(desk)


def test_a_store_that_is_gone_gives_way_to_another_one(desk: Desk) -> None:
    calendar(desk)
    pressed(desk, EVE, CUSTOMER)
    assert "near Leeds Briggate" in near(desk, "store:S999")


def test_without_stores_there_is_a_customers_week_too(desk: Desk) -> None:
    desk.set_up(replace(RETAILER, stores=()))
    calendar(desk)
    assert "Next week as a customer meets it" in pressed(desk, EVE, CUSTOMER)
    assert "Nothing reaches this customer next week" in shown(desk)


def test_the_home_shows_the_rest_of_the_week_and_leads_to_all_of_it(desk: Desk) -> None:
    opened(desk, EVE)
    assert "Nothing goes out this week any more, nor next week. *Propose a post* above" in on_home(desk)
    for hour in (10, 11, 12, 13):
        propose(desk, f"Post of {hour}", 19, hour)
    propose(desk, "Sunday post", 22, 20)
    propose(desk, "Slippers are back", 23)
    opened(desk, EVE)
    told = on_home(desk)
    assert "This week's calendar" in told
    assert "Thu 19 Nov" in told
    assert "🟡 Post of 12" in told
    assert " · +1" in told
    assert "Sun 22 Nov" in told
    assert "Next week: 1 post" in told
    assert "🟡 Slippers are back" not in told, "this week says enough"
    assert pressed_on_home(desk, EVE, desk.slack.view, OPEN_CALENDAR).status == 200
    assert "16 to 29 Nov 2026" in shown(desk)
    assert "Slippers are back" in shown(desk)


def test_at_the_end_of_a_week_the_home_looks_into_the_next_one(desk: Desk) -> None:
    for day, text in ((22, "Roast"), (23, "Boots"), (24, "Coats"), (26, "Mugs"), (29, "Teapots")):
        propose(desk, text, day, 20)
    propose(desk, "The week after", 30, 1)
    desk.at = datetime(2026, 11, 22, 9, tzinfo=UTC)
    opened(desk, EVE)
    told = on_home(desk)
    assert "🟡 Roast" in told
    assert "Next week: 4 posts" in told
    shown_of_it = [one for one in ("Boots", "Coats", "Mugs", "Teapots") if f" 🟡 {one}" in told]
    assert shown_of_it == ["Boots", "Coats", "Mugs"]
    desk.at = datetime(2026, 11, 23, 1, tzinfo=UTC)
    opened(desk, EVE)
    assert "Next week: 1 post" in on_home(desk)
    desk.at = datetime(2026, 11, 29, 21, tzinfo=UTC)
    opened(desk, EVE)
    assert "🟡 The week after" in on_home(desk)


def test_what_went_out_earlier_today_still_stands_on_the_home(desk: Desk) -> None:
    propose(desk, "Lunch", 17, 13)
    propose(desk, "Tomorrow", 18, 9)
    desk.at = datetime(2026, 11, 18, 7, tzinfo=UTC)
    opened(desk, EVE)
    assert "Tomorrow" in on_home(desk)
    assert "🟡 Lunch" not in on_home(desk)
    desk.at = datetime(2026, 11, 18, 12, tzinfo=UTC)
    opened(desk, EVE)
    assert "🟡 Tomorrow" in on_home(desk)


def on_home(desk: Desk) -> str:
    view = desk.slack.view
    assert problems(view["blocks"], on="home") == []
    return json.dumps(view["blocks"], ensure_ascii=False)


def test_a_mistyped_calendar_is_hinted_at(desk: Desk) -> None:
    assert "`/social calendar`" in desk.command(EVE, "calender").text
