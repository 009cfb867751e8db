"""What apps get when people act: Slack's payloads, field by field, and what people see when apps fail."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from sandbox import ActFailed, NotAsExpected, Sandbox
from tests.sandbox.recorder import listening
from tests.sandbox.test_views import modal, opened, plain
from tests.sandbox.workplace import small_workspace

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from sandbox import Persona
    from tests.sandbox.recorder import Recorder

Json = dict[str, Any]
USER = {"id": "U01", "username": "eve", "name": "eve", "team_id": "T01"}
TEAM = {"id": "T01", "domain": "sandbox"}
MENU = [{"text": plain("History"), "value": "h"}, {"text": plain("Details"), "value": "d"}]
CARD: list[Json] = [
    {"type": "section", "block_id": "top", "text": {"type": "mrkdwn", "text": "A post"}},
    {
        "type": "actions",
        "block_id": "act",
        "elements": [
            {
                "type": "button",
                "action_id": "approve",
                "text": plain("Approve"),
                "value": "p1",
                "style": "primary",
            },
            {"type": "overflow", "action_id": "more", "options": MENU},
            {"type": "static_select", "action_id": "pick", "placeholder": plain("Pick"), "options": MENU},
            {"type": "external_select", "action_id": "find", "placeholder": plain("Find")},
        ],
    },
]


def card(client: WebClient, person: Persona) -> Any:
    client.chat_postMessage(channel="C01", text="A post", blocks=CARD)
    return person.see("#desk", "A post")


def test_a_command_is_a_form_with_these_fields(sandbox: Sandbox, app: Recorder, eve: Persona) -> None:
    eve.command("#desk", "/desk", "  open @mia & <b> ")
    payload = app.wait_for("slash_command")
    trigger, url = payload.pop("trigger_id"), payload.pop("response_url")
    assert trigger.count(".") == 2
    assert url.startswith(f"{sandbox.url}/response/A01/T01/")
    assert payload == {
        "type": "slash_command",
        "token": "sandbox-verification",
        "team_id": "T01",
        "team_domain": "sandbox",
        "channel_id": "C01",
        "channel_name": "desk",
        "user_id": "U01",
        "user_name": "eve",
        "command": "/desk",
        "text": "open @mia & <b>",
        "api_app_id": "A01",
        "is_enterprise_install": "false",
    }


def test_a_command_that_escapes_gets_mentions(app: Recorder, eve: Persona) -> None:
    eve.command("@deskbot", "/escaped", "tell @mia in #desk https://a.test @nobody")
    payload = app.wait_for("slash_command")
    assert payload["text"] == "tell <@U02|mia> in <#C01|desk> <https://a.test> @nobody"
    assert payload["channel_name"] == "directmessage"


def test_an_unknown_command_and_a_command_in_a_thread_are_refused(app: Recorder, eve: Persona) -> None:
    with pytest.raises(ActFailed, match="/nope is not a valid command"):
        eve.command("#desk", "/nope")
    with pytest.raises(ActFailed, match="not supported in threads"):
        eve._act("command", channel="C01", command="/desk", text="", thread_ts="1.0")
    assert app.payloads == []


@pytest.mark.parametrize(
    ("answer", "private", "public"),
    [
        (None, [], []),
        ("", [], []),
        ("Hello", ["Hello"], []),
        ({"text": "Quiet"}, ["Quiet"], []),
        ({"response_type": "ephemeral", "text": "Quiet"}, ["Quiet"], []),
        ({"response_type": "in_channel", "text": "Loud"}, [], ["Loud"]),
        ({"text": "x", "blocks": [{"type": "section", "text": plain("Block")}]}, ["Block"], []),
    ],
)
def test_the_acknowledgement_of_a_command_may_answer(
    app: Recorder, eve: Persona, mia: Persona, answer: Any, private: list[str], public: list[str]
) -> None:
    app.answer = lambda _: answer
    eve.command("#desk", "/desk")
    assert [one.visible for one in eve.ephemerals("#desk")] == private
    assert [one.visible for one in mia.messages("#desk")] == public


def test_a_click_tells_the_app_where_what_and_who(client: WebClient, app: Recorder, eve: Persona) -> None:
    shown = card(client, eve)
    eve.click(shown, "Approve")
    payload = app.wait_for("block_actions")
    assert payload["user"] == USER
    assert payload["team"] == TEAM
    assert payload["api_app_id"] == "A01"
    assert payload["channel"] == {"id": "C01", "name": "desk"}
    assert payload["container"] == {
        "type": "message",
        "message_ts": shown.ts,
        "channel_id": "C01",
        "is_ephemeral": False,
    }
    assert payload["message"]["ts"] == shown.ts
    assert payload["message"]["blocks"] == shown.blocks
    assert payload["state"]["values"]["act"]["pick"] == {"type": "static_select", "selected_option": None}
    assert payload["response_url"]
    assert payload["trigger_id"]
    (action,) = payload["actions"]
    assert action.pop("action_ts")
    assert action == {
        "type": "button",
        "action_id": "approve",
        "block_id": "act",
        "text": {**plain("Approve"), "emoji": True},
        "value": "p1",
        "style": "primary",
    }


def test_a_choice_is_sent_with_the_action(client: WebClient, app: Recorder, eve: Persona) -> None:
    shown = card(client, eve)
    eve.choose_overflow(shown, "Details")
    assert app.wait_for("block_actions")["actions"][0]["selected_option"]["value"] == "d"
    eve.choose(shown, "Pick", "History")
    payload = app.wait_for("block_actions", count=2)
    assert payload["actions"][0]["selected_option"]["value"] == "h"
    assert payload["state"]["values"]["act"]["pick"]["selected_option"]["value"] == "h"

    app.answer = lambda one: {"options": MENU} if one["type"] == "block_suggestion" else None
    eve.choose(shown, "Find", "Details")
    asked = app.wait_for("block_suggestion")
    assert (asked["action_id"], asked["block_id"], asked["value"]) == ("find", "act", "Details")
    assert asked["container"]["message_ts"] == shown.ts
    assert app.wait_for("block_actions", count=3)["actions"][0]["selected_option"]["value"] == "d"


def test_a_click_in_an_ephemeral_has_no_message(client: WebClient, app: Recorder, eve: Persona) -> None:
    client.chat_postEphemeral(channel="C01", user="U01", text="A post", blocks=CARD)
    eve.click(eve.see("#desk", "A post"), "Approve")
    payload = app.wait_for("block_actions")
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload


def test_a_click_on_what_changed_meanwhile_is_refused(client: WebClient, app: Recorder, eve: Persona) -> None:
    shown = card(client, eve)
    client.chat_update(channel="C01", ts=shown.ts, text="Done", blocks=[])
    with pytest.raises(ActFailed, match="not there any more"):
        eve.click(shown, "Approve")
    with pytest.raises(NotAsExpected, match="“Approve” is not there; there is nothing"):
        eve.click(eve.again(shown), "Approve")


def test_a_press_in_a_view_has_the_view_and_no_response_url(
    client: WebClient, app: Recorder, eve: Persona
) -> None:
    check = {"type": "button", "action_id": "check", "text": plain("Check")}
    actions = {"type": "actions", "block_id": "press", "elements": [check]}
    window = opened(app, client, eve, modal("Form", actions, private_metadata="p1"))

    def push(payload: Json) -> None:
        client.views_push(trigger_id=payload["trigger_id"], view=modal("Pushed"))

    app.answer = push
    assert eve.press_in_view(window, "Check").view.title == "Pushed"
    payload = app.wait_for("block_actions")
    assert payload["container"] == {"type": "view", "view_id": window.id}
    assert payload["view"]["private_metadata"] == "p1"
    assert not {"response_url", "message", "channel"} & set(payload)


def test_a_click_on_a_home_changes_it(client: WebClient, app: Recorder, eve: Persona) -> None:
    def home(text: str) -> Json:
        button = {"type": "button", "action_id": "go", "text": plain(text)}
        return {"type": "home", "blocks": [{"type": "actions", "block_id": "b", "elements": [button]}]}

    def publish(payload: Json) -> None:
        client.views_publish(user_id="U01", view=home("Done" if payload["type"] == "block_actions" else "Go"))

    app.answer = publish
    assert eve.click(eve.open_home(), "Go").view.labels == ["Done"]
    payload = app.wait_for("block_actions")
    assert payload["view"]["type"] == "home"
    assert payload["container"]["type"] == "view"


def test_an_input_speaks_by_itself_only_when_it_dispatches(
    client: WebClient, app: Recorder, eve: Persona
) -> None:
    def choice(block_id: str, label: str, **more: Any) -> Json:
        element = {"type": "static_select", "action_id": "pick", "options": MENU}
        return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **more}

    form = modal("Form", choice("a", "Quiet"), choice("b", "Loud", dispatch_action=True))
    window = opened(app, client, eve, form)
    with pytest.raises(ActFailed, match="sent with the form"):
        eve.choose(window, "Quiet", "History")
    eve.choose(window, "Loud", "History")
    payload = app.wait_for("block_actions")
    assert payload["actions"][0]["selected_option"]["value"] == "h"
    assert payload["view"]["state"]["values"]["b"]["pick"]["selected_option"]["value"] == "h"


def test_shortcuts_open_forms_from_anywhere_and_from_a_message(
    client: WebClient, app: Recorder, eve: Persona
) -> None:
    def open_form(payload: Json) -> None:
        if payload["type"] in ("shortcut", "message_action"):
            client.views_open(trigger_id=payload["trigger_id"], view=modal(payload["callback_id"]))

    app.answer = open_form
    assert eve.shortcut("Open a form").view.title == "open_form"
    anywhere = app.wait_for("shortcut")
    assert {"type", "token", "action_ts", "team", "user", "callback_id", "trigger_id"} <= set(anywhere)
    assert "channel" not in anywhere

    said = eve.say("#desk", "a thought for @mia")
    assert eve.message_shortcut(said, "Look at it").view.title == "look"
    from_message = app.wait_for("message_action")
    assert from_message["message"]["text"] == "a thought for <@U02>"
    assert from_message["message_ts"] == said.ts
    assert from_message["channel"]["id"] == "C01"
    assert from_message["response_url"]


def test_a_silent_app_is_told_after_the_deadline() -> None:
    with small_workspace(ack_seconds=0.1) as sandbox, listening(sandbox) as app:
        eve, done = sandbox.as_person("U01"), threading.Event()

        def hang(_: Json) -> None:
            done.wait(5)

        app.answer = hang
        with pytest.raises(ActFailed, match="/desk failed because the app did not respond"):
            eve.command("#desk", "/desk")
        done.set()
        (said,) = eve.ephemerals("#desk")
        assert (said.raw["user"], said.text) == ("USLACKBOT", "/desk failed because the app did not respond")


def test_a_failing_app_is_told_at_once(client: WebClient, app: Recorder, eve: Persona) -> None:
    app.status = lambda _: 500
    with pytest.raises(ActFailed, match='failed with the error "http_service_error"'):
        eve.command("#desk", "/desk")
    app.status = lambda _: 200
    shown = card(client, eve)
    app.status = lambda _: 404
    with pytest.raises(ActFailed, match="The app failed"):
        eve.click(shown, "Approve")
    errors = [one for one in eve.events_after(0) if one["type"] == "app_error"]
    assert errors[-1]["container"]["message_ts"] == shown.ts


def test_an_app_that_is_not_connected_is_told(sandbox: Sandbox, eve: Persona) -> None:
    with pytest.raises(ActFailed, match='failed with the error "dispatch_failed"'):
        eve.command("#desk", "/desk")
