"""Opening: a form in front of whoever pressed something, also when that was in a form."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient
from slack_sdk.models.views import View

Show = Callable[[View], object]
"""Puts a form before the person who asked for it."""


def in_front(body: dict[str, Any], client: WebClient) -> Show:
    """A new form; on top of the one in which the button was, where there is one ("Modals", view stack)."""
    in_form = body.get("view", {}).get("type") == "modal"
    open_form = client.views_push if in_form else client.views_open
    return lambda view: open_form(trigger_id=body["trigger_id"], view=view)


def close(ack: Ack, view: dict[str, Any]) -> None:
    """A form has done its work: it goes, and so does what stood behind it, which shows the past by now."""
    if view.get("previous_view_id"):
        ack(response_action="clear")
    else:
        ack()
