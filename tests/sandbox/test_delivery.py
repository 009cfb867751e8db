"""The same story over Socket Mode and over signed HTTP, with a real Bolt app behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.workplace import bolt_app, over_http, over_socket_mode

if TYPE_CHECKING:
    from slack_bolt import Ack, App
    from slack_sdk import WebClient

    from sandbox import Persona, Sandbox

FORM = {
    "type": "modal",
    "callback_id": "form",
    "private_metadata": "kept",
    "title": {"type": "plain_text", "text": "Form"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "name",
            "label": {"type": "plain_text", "text": "Name"},
            "element": {"type": "plain_text_input", "action_id": "value", "initial_value": "nobody"},
        }
    ],
}


def desk(app: App) -> App:
    @app.command("/desk")
    def open_form(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=FORM)
        ack(f"You said {body['text']!r} in {body['channel_name']}")

    @app.view("form")
    def send(ack: Ack, view: dict[str, Any], client: WebClient) -> None:
        name = view["state"]["values"]["name"]["value"]["value"]
        if name == "bad":
            ack(response_action="errors", errors={"name": "Not that one"})
            return
        client.chat_postMessage(channel="C01", text=f"{name} ({view['private_metadata']})")
        ack()

    return app


@pytest.mark.parametrize("deliver", [over_socket_mode, over_http])
def test_a_command_opens_a_form_that_is_corrected_and_sent(
    sandbox: Sandbox, eve: Persona, deliver: Any
) -> None:
    with deliver(desk(bolt_app(sandbox)), sandbox):
        answer = eve.command("#desk", "/desk", "a & b")
        assert answer.reply.text == "You said 'a & b' in desk"
        assert answer.view.title == "Form"

        refused = eve.submit(eve.fill(answer.view, {"Name": "bad"}))
        assert refused.errors == {"Name": "Not that one"}

        sent = eve.submit(eve.fill(answer.view, {"Name": "Ada"}))
        assert (sent.errors, sent.view) == ({}, None)
        assert eve.see("#desk", "Ada").text == "Ada (kept)"


@pytest.mark.parametrize("deliver", [over_socket_mode, over_http])
def test_an_input_nobody_touched_submits_its_initial_value(
    sandbox: Sandbox, eve: Persona, deliver: Any
) -> None:
    with deliver(desk(bolt_app(sandbox)), sandbox):
        assert eve.submit(eve.command("#desk", "/desk").view).errors == {}
        assert eve.see("#desk", "nobody").text == "nobody (kept)"
