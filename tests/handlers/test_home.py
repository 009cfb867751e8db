"""The App Home: what somebody can do, and for strangers the way in."""

import json
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from typing import Any

import pytest

from blocks.help import ASK_TO_BE_ADDED
from blocks.home import PROPOSE
from sandbox.blockkit import elements_of, problems
from tests.handlers import payloads
from tests.handlers.desk import ADA, BEA, EVE, MIA, WIM, Answer, Desk
from tests.handlers.logs import Log
from tests.handlers.slack import FakeSlack


def opened(desk: Desk, user: str, *, tab: str = "home") -> Answer:
    event = {"type": "app_home_opened", "user": user, "channel": "D01", "tab": tab, "event_ts": "1.2"}
    body = {
        "type": "event_callback",
        "team_id": payloads.TEAM,
        "api_app_id": "A01",
        "event": event,
        "event_id": "Ev01",
        "event_time": 1,
    }
    return desk.send(json.dumps(body).encode(), kind="application/json")


def pressed(desk: Desk, user: str, home: Mapping[str, Any], action_id: str) -> Answer:
    block, element = next(
        (block, one)
        for block in home["blocks"]
        for one in elements_of(block)
        if one["action_id"] == action_id
    )
    action = {**element, "block_id": block.get("block_id", "b1"), "action_ts": "1.2"}
    view = {**home, "id": "V9", "hash": "1.a", "team_id": payloads.TEAM, "state": {"values": {}}}
    around = {"container": {"type": "view", "view_id": "V9"}, "view": view}
    return desk.send(payloads.interaction("block_actions", user, actions=[action], **around))


@pytest.mark.parametrize("user", [EVE, MIA, ADA, WIM])
def test_everybody_gets_a_home_that_slack_takes(desk: Desk, slack: FakeSlack, user: str) -> None:
    assert opened(desk, user).status == 200

    (published,) = slack.to("views.publish")
    assert published["user_id"] == user
    assert problems(published["view"]["blocks"], on="home") == []
    assert ("/social propose" in str(published["view"])) == (user != WIM)
    assert desk.trail() == []


def test_its_button_opens_the_form(desk: Desk, slack: FakeSlack) -> None:
    opened(desk, EVE)

    assert pressed(desk, EVE, slack.view, PROPOSE).status == 200

    assert slack.to("views.open")[0]["view"]["title"]["text"] == "Propose a post"


def test_a_stranger_asks_from_there_and_is_told_in_front(desk: Desk, slack: FakeSlack) -> None:
    opened(desk, WIM)

    answer = pressed(desk, WIM, slack.view, ASK_TO_BE_ADDED)

    assert (answer.status, answer.body) == (200, "")
    assert f"I have asked <@{ADA}>" in str(slack.to("views.open")[0]["view"])
    assert set(desk.wanted()) == {("access-request", WIM, ADA), ("access-request", WIM, BEA)}


def test_a_request_that_was_kept_is_not_denied_when_the_form_fails(
    desk: Desk, slack: FakeSlack, log: Log
) -> None:
    opened(desk, WIM)
    home = slack.view
    slack.refuse("views.open", "expired_trigger_id")

    answer = pressed(desk, WIM, home, ASK_TO_BE_ADDED)

    assert (answer.status, answer.body) == (200, "")
    assert len(desk.trail()) == 1
    assert len(slack.to("views.open")) == 1
    assert [line["event"] for line in log.lines] == ["answer not shown"]


def test_a_button_pressed_in_vain_is_told_in_front(desk: Desk, slack: FakeSlack, file_of: Path) -> None:
    opened(desk, EVE)
    home = slack.view
    with closing(connect(file_of, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = pressed(desk, EVE, home, PROPOSE)

    assert answer.status == 200
    assert "The database did not answer" in str(slack.view)


def test_a_home_that_slack_does_not_take_is_logged(desk: Desk, slack: FakeSlack, log: Log) -> None:
    slack.refuse("views.publish", "internal_error")

    assert opened(desk, EVE).status == 200

    assert len(log.of("handler failed")) == 1
