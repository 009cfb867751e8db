"""The routes in the setup as an admin goes through them: the list, a form, and what a filled form would change."""

from collections.abc import Mapping
from typing import Any

from blocks.setup import ROUTES
from tests.handlers.desk import ADA, Desk
from tests.handlers.slack import FakeSlack

View = Mapping[str, Any]


def routes(desk: Desk, slack: FakeSlack) -> View:
    desk.command(ADA, "setup")
    desk.press(ADA, slack.view, ROUTES)
    return slack.view


def form(desk: Desk, slack: FakeSlack, button: str, value: str = "") -> View:
    view = routes(desk, slack)
    blocks = [one for one in view["blocks"] if not value or one.get("block_id") == f"{button}:{value}"]
    desk.press(ADA, {**view, "blocks": blocks}, button)
    return slack.view


def preview(desk: Desk, filled: View, **values: object) -> View:
    answer = desk.submit(ADA, filled, **values)
    assert answer.body["response_action"] == "update", answer.body
    shown: View = answer.body["view"]
    return shown
