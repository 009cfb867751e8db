"""Views: triggers are short-lived, the stack is three deep, and updates keep what people typed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from sandbox import ActFailed
from tests.sandbox.test_web_api import error_of

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from sandbox import Persona, Sandbox, Window
    from tests.sandbox.recorder import Recorder

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def text_field(label: str, block_id: str, **element: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "value", **element}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element}


def modal(title: str = "Form", *blocks: Json, **more: Any) -> Json:
    body = list(blocks) or [text_field("Name", "name")]
    return {"type": "modal", "title": plain(title), "submit": plain("Send"), "blocks": body, **more}


def opened(app: Recorder, client: WebClient, person: Persona, view: Json) -> Window:
    def open_it(payload: Json) -> None:
        if payload["type"] == "slash_command":
            client.views_open(trigger_id=payload["trigger_id"], view=view)

    app.answer = open_it
    return person.command("#desk", "/desk").view


def a_trigger(app: Recorder, person: Persona) -> str:
    app.answer = lambda _: None
    person.command("#desk", "/desk")
    return str(app.wait_for("slash_command")["trigger_id"])


def test_a_trigger_opens_one_view(app: Recorder, client: WebClient, eve: Persona) -> None:
    trigger = a_trigger(app, eve)
    client.views_open(trigger_id=trigger, view=modal())
    assert error_of(client.views_open, trigger_id=trigger, view=modal())["error"] == "exchanged_trigger_id"
    assert error_of(client.views_open, trigger_id="1.2.x", view=modal())["error"] == "invalid_trigger_id"


def test_a_trigger_is_good_for_three_seconds_of_real_time(
    sandbox: Sandbox, app: Recorder, client: WebClient, eve: Persona
) -> None:
    young, old = a_trigger(app, eve), a_trigger(app, eve)
    sandbox.clock.advance(3600)
    client.views_open(trigger_id=young, view=modal())
    sandbox.workspace.triggers[old].made -= 3.01
    assert error_of(client.views_open, trigger_id=old, view=modal())["error"] == "expired_trigger_id"


def test_a_refused_view_does_not_use_the_trigger_up(app: Recorder, client: WebClient, eve: Persona) -> None:
    trigger = a_trigger(app, eve)
    assert (
        error_of(client.views_open, trigger_id=trigger, view=modal("x" * 25))["error"] == "invalid_arguments"
    )
    client.views_open(trigger_id=trigger, view=modal("x" * 24))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title": plain("x" * 25)}, "must be less than 25 characters [json-pointer:/view/title/text]"),
        ({"submit": plain("x" * 25)}, "must be less than 25 characters [json-pointer:/view/submit/text]"),
        ({"private_metadata": "x" * 3001}, "[json-pointer:/view/private_metadata]"),
        ({"callback_id": "x" * 256}, "[json-pointer:/view/callback_id]"),
        ({"submit": None}, "missing required field: submit"),
        ({"title": None}, "missing required field: title"),
        ({"type": "home"}, "[json-pointer:/view/type]"),
        ({"blocks": [{"type": "markdown", "text": "x"}]}, "[json-pointer:/view/blocks/0]"),
        ({"blocks": None}, "must be an array"),
        ({"colour": "red"}, "invalid additional property: colour"),
    ],
)
def test_a_view_is_checked(
    app: Recorder, client: WebClient, eve: Persona, change: Json, message: str
) -> None:
    answer = error_of(client.views_open, trigger_id=a_trigger(app, eve), view={**modal(), **change})
    assert answer["error"] == "invalid_arguments"
    assert any(message in one for one in answer["response_metadata"]["messages"]), answer


def test_a_view_has_at_most_250_kilobytes(app: Recorder, client: WebClient, eve: Persona) -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "ä" * 3000}}
    answer = error_of(client.views_open, trigger_id=a_trigger(app, eve), view=modal("Big", *[section] * 45))
    assert answer["error"] == "view_too_large"


def test_the_stack_is_three_deep_and_closes_one_by_one(
    app: Recorder, client: WebClient, eve: Persona
) -> None:
    window = opened(app, client, eve, modal("One"))

    def push(payload: Json) -> Json | None:
        if payload["type"] != "view_submission":
            return None
        number = {"One": "Two", "Two": "Three", "Three": "Four"}[payload["view"]["title"]["text"]]
        return {"response_action": "push", "view": modal(number)}

    app.answer = push
    two = eve.submit(eve.fill(window, {"Name": "a"})).view
    assert two
    three = eve.submit(eve.fill(two, {"Name": "b"})).view
    assert three
    assert three.raw["previous_view_id"] == two.id
    assert three.raw["root_view_id"] == window.id
    with pytest.raises(ActFailed, match="push_limit_reached"):
        eve.submit(eve.fill(three, {"Name": "c"}))
    assert [one.title for one in eve.views()] == ["One", "Two", "Three"]
    back = eve.close_view(three)
    assert back
    assert back.id == two.id
    app.answer = lambda _: {"response_action": "clear"}
    assert eve.submit(eve.fill(two, {"Name": "b"})).view is None
    assert eve.views() == []


def test_pushing_needs_a_trigger_from_inside_a_view(app: Recorder, client: WebClient, eve: Persona) -> None:
    assert error_of(client.views_push, trigger_id=a_trigger(app, eve), view=modal())["error"] == "not_found"


def test_a_hash_keeps_an_old_update_from_winning(app: Recorder, client: WebClient, eve: Persona) -> None:
    window = opened(app, client, eve, modal())
    old = window.raw["hash"]
    new = client.views_update(view_id=window.id, view=modal("Second"), hash=old)["view"]["hash"]
    late = error_of(client.views_update, view_id=window.id, view=modal("Third"), hash=old)
    assert late["error"] == "hash_conflict"
    client.views_update(view_id=window.id, view=modal("Third"), hash=new)
    assert [one.title for one in eve.views()] == ["Third"]


def test_a_view_is_found_by_its_external_id_which_is_taken_once(
    app: Recorder, client: WebClient, eve: Persona
) -> None:
    opened(app, client, eve, modal(external_id="mine"))
    client.views_update(external_id="mine", view=modal("New", external_id="mine"))
    assert [one.title for one in eve.views()] == ["New"]
    taken = error_of(client.views_open, trigger_id=a_trigger(app, eve), view=modal(external_id="mine"))
    assert taken["error"] == "duplicate_external_id"
    assert error_of(client.views_update, external_id="other", view=modal())["error"] == "not_found"
    nameless = {"api_method": "views.update", "json": {"view": modal()}}
    assert error_of(client.api_call, **nameless)["error"] == "invalid_arguments"


def test_a_closed_view_cannot_be_updated(app: Recorder, client: WebClient, eve: Persona) -> None:
    window = opened(app, client, eve, modal())
    eve.close_view(window)
    assert error_of(client.views_update, view_id=window.id, view=modal())["error"] == "not_found"


def test_an_update_keeps_what_was_typed_where_the_ids_stayed(
    app: Recorder, client: WebClient, eve: Persona
) -> None:
    check = {"type": "button", "action_id": "check", "text": plain("Check")}
    press = {"type": "actions", "block_id": "press", "elements": [check]}
    form = modal("Form", text_field("Name", "name"), text_field("Town", "town"), press)
    window = eve.fill(opened(app, client, eve, form), {"Name": "Ada", "Town": "Leeds"})

    def update(payload: Json) -> None:
        assert payload["view"]["state"]["values"]["name"]["value"]["value"] == "Ada"
        fields = [text_field("Name", "name", initial_value="ignored"), text_field("Town", "town2")]
        client.views_update(view_id=payload["view"]["id"], view=modal("Form", *fields, press))

    app.answer = update
    after = eve.press_in_view(window, "Check").view
    assert after.value("Name")["value"] == "Ada"
    assert after.value("Town")["value"] is None


def test_closing_is_told_only_to_apps_that_ask(app: Recorder, client: WebClient, eve: Persona) -> None:
    eve.close_view(opened(app, client, eve, modal()))
    assert app.of_type("view_closed") == []
    eve.close_view(opened(app, client, eve, modal(notify_on_close=True)), everything=True)
    closed = app.wait_for("view_closed")
    assert closed["is_cleared"] is True
    assert closed["view"]["title"]["text"] == "Form"


def test_errors_must_name_inputs(app: Recorder, client: WebClient, eve: Persona) -> None:
    window = eve.fill(opened(app, client, eve, modal()), {"Name": "x"})
    app.answer = lambda _: {"response_action": "errors", "errors": {"other": "No"}}
    with pytest.raises(ActFailed, match="trouble connecting"):
        eve.submit(window)
    app.answer = lambda _: {"response_action": "update", "view": modal("x" * 30)}
    with pytest.raises(ActFailed, match="must be less than 25 characters"):
        eve.submit(window)


def test_an_app_that_fails_leaves_the_form_open(app: Recorder, client: WebClient, eve: Persona) -> None:
    window = eve.fill(opened(app, client, eve, modal()), {"Name": "kept"})
    app.status = lambda _: 500
    with pytest.raises(ActFailed, match="We had some trouble connecting"):
        eve.submit(window)
    assert [one.value("Name")["value"] for one in eve.views()] == ["kept"]


def test_the_client_itself_refuses_what_the_form_forbids(
    app: Recorder, client: WebClient, eve: Persona
) -> None:
    number = {"type": "number_input", "action_id": "n", "is_decimal_allowed": False, "min_value": "1"}
    form = modal(
        "Form",
        text_field("Name", "name", min_length=2, max_length=4),
        {"type": "input", "block_id": "count", "label": plain("Count"), "element": number},
        {**text_field("Note", "note"), "optional": True},
    )
    window = opened(app, client, eve, form)
    assert eve.submit(window).errors == {
        "Name": "Please complete this required field.",
        "Count": "Please complete this required field.",
    }
    wrong = eve.submit(eve.fill(window, {"Name": "x", "Count": "0"}))
    assert set(wrong.errors) == {"Name", "Count"}
    assert set(eve.submit(eve.fill(window, {"Name": "abcde", "Count": "1.5"})).errors) == {"Name", "Count"}
    assert app.of_type("view_submission") == []
    assert eve.submit(eve.fill(window, {"Name": "abc", "Count": "7"})).view is None


def test_a_home_is_published_and_republished(app: Recorder, client: WebClient, eve: Persona) -> None:
    def publish(payload: Json) -> None:
        if payload["type"] == "event_callback" and payload["event"]["type"] == "app_home_opened":
            home = {
                "type": "home",
                "blocks": [{"type": "header", "text": plain(f"Hi {time.monotonic_ns()}")}],
            }
            client.views_publish(user_id=payload["event"]["user"], view=home)

    app.answer = publish
    first, second = eve.open_home(), eve.open_home()
    assert first.id == second.id
    assert first.visible != second.visible
    assert second.visible.startswith("Hi ")
    shown = eve.home()
    assert shown
    assert shown.raw["hash"] == second.raw["hash"]
    wrong = error_of(client.views_publish, user_id="U01", view={"type": "home", "blocks": []}, hash="x")
    assert wrong["error"] == "hash_conflict"
    assert error_of(client.views_publish, user_id="U01", view=modal())["error"] == "invalid_arguments"
    assert error_of(client.views_publish, user_id="U99", view={"type": "home", "blocks": []})["error"] == (
        "user_not_found"
    )
