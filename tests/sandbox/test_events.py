"""Events reach the apps that subscribe and may see them; what is not acknowledged comes again."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from sandbox import AppInstall
from tests.sandbox.recorder import listening
from tests.sandbox.test_web_api import error_of
from tests.sandbox.workplace import bolt_app, manifest, over_socket_mode, small_workspace, until

if TYPE_CHECKING:
    from slack_bolt import Ack
    from slack_sdk import WebClient

    from sandbox import Persona, Sandbox
    from tests.sandbox.recorder import Recorder

Json = dict[str, Any]


def test_a_message_in_a_channel_is_told_with_its_wrapping(app: Recorder, eve: Persona) -> None:
    said = eve.say("#desk", "R&D for @mia in #lobby, <b> @channel https://a.test")
    event = app.wait_for("message")
    assert event["text"] == ("R&amp;D for <@U02> in <#C02|lobby>, &lt;b&gt; <!channel> <https://a.test>")
    assert (event["channel"], event["channel_type"], event["user"]) == ("C01", "channel", "U01")
    assert (event["ts"], event["event_ts"]) == (said.ts, said.ts)
    kinds = [one["type"] for one in event["blocks"][0]["elements"][0]["elements"]]
    assert kinds == ["text", "user", "text", "channel", "text", "broadcast", "text", "link"]
    outer = app.payloads[-1]
    assert (outer["type"], outer["team_id"], outer["api_app_id"]) == ("event_callback", "T01", "A01")
    assert outer["event_id"].startswith("Ev")
    assert outer["authorizations"][0]["user_id"] == "U0BOT1"


def test_threads_and_direct_messages_are_told(client: WebClient, app: Recorder, eve: Persona) -> None:
    parent = eve.say("#desk", "parent")
    eve.say("#desk", "looks good", thread=parent)
    until(lambda: [one for one in app.of_type("message") if one.get("thread_ts") == parent.ts])
    eve.say("@deskbot", "hello")
    until(lambda: [one for one in app.of_type("message") if one["channel_type"] == "im"])


def test_what_the_app_is_not_in_or_did_not_ask_for_is_not_told(
    app: Recorder, eve: Persona, mia: Persona
) -> None:
    eve.say("#lobby", "nobody listens")
    mia.say("#secret", "no subscription to private channels")
    eve.say("@mia", "between us")
    eve.say("#desk", "heard")
    app.wait_for("message")
    assert [one["text"] for one in app.of_type("message")] == ["heard"]


def test_changes_joins_reactions_and_mentions_are_told(
    client: WebClient, app: Recorder, eve: Persona, mia: Persona
) -> None:
    ts = client.chat_postMessage(channel="C01", text="one")["ts"]
    client.chat_update(channel="C01", ts=ts, text="two")
    until(lambda: [one for one in app.of_type("message") if one.get("subtype") == "message_changed"])
    changed = next(one for one in app.of_type("message") if one.get("subtype") == "message_changed")
    assert (changed["message"]["text"], changed["previous_message"]["text"]) == ("two", "one")

    eve.react(eve.see("#desk", "two"), "eyes")
    reaction = app.wait_for("reaction_added")
    assert (reaction["reaction"], reaction["user"]) == ("eyes", "U01")
    assert reaction["item"] == {"type": "message", "channel": "C01", "ts": ts}

    client.conversations_join(channel="C02")
    mia.join("#lobby")
    joined = app.wait_for("member_joined_channel", count=2)
    assert (joined["user"], joined["channel"]) == ("U02", "C02")

    eve.say("#desk", "hey @deskbot")
    assert app.wait_for("app_mention")["text"] == "hey <@U0BOT1>"


def test_a_bot_that_is_put_out_of_a_channel_is_told_and_may_not_write_there(
    sandbox: Sandbox, client: WebClient, app: Recorder, eve: Persona
) -> None:
    sandbox.remove_member("C01", "U0BOT1")
    left = app.wait_for("member_left_channel")
    assert (left["user"], left["channel"]) == ("U0BOT1", "C01")
    assert error_of(client.chat_postMessage, channel="C01", text="x")["error"] == "not_in_channel"
    sandbox.add_member("C01", "U0BOT1")
    client.chat_postMessage(channel="C01", text="back")
    assert [one.text for one in eve.messages("#desk")] == [
        "<@U0BOT1> has left the channel",
        "<@U0BOT1> has joined the channel",
        "back",
    ]


def test_an_event_is_tried_four_times_with_the_reason(app: Recorder, eve: Persona) -> None:
    app.status = lambda _: 500
    eve.say("#desk", "hello")
    app.wait_for("message", count=4)
    assert {one["event_id"] for one in app.payloads} == {app.payloads[0]["event_id"]}
    assert [one.get("x-slack-retry-num") for one in app.headers] == [None, "1", "2", "3"]
    assert app.headers[1]["x-slack-retry-reason"] == "http_error"


def test_a_slow_app_is_asked_again() -> None:
    with (
        small_workspace(ack_seconds=0.2, retry_delays=(0.01,)) as sandbox,
        listening(sandbox) as app,
    ):
        late = threading.Event()
        app.answer = lambda _: late.wait(5) and None
        sandbox.as_person("U01").say("#desk", "hello")
        app.wait_for("message")
        # The recorder answers one request at a time: let it go once the deadline has passed.
        threading.Timer(0.3, late.set).start()
        app.wait_for("message", count=2)
        assert app.headers[1]["x-slack-retry-reason"] == "http_timeout"


def test_an_address_must_answer_the_challenge_and_be_on_this_machine(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="only delivers to http:// addresses of this machine"):
        sandbox.deliver_over_http("https://example.com/slack/events")
    with pytest.raises(RuntimeError, match="did not answer the challenge"):
        sandbox.deliver_over_http("http://127.0.0.1:9/slack/events")


def test_a_home_that_is_opened_is_told_only_to_subscribers(eve: Persona, app: Recorder) -> None:
    eve._act("home/open", app="A01", tab="messages")
    opened = app.wait_for("app_home_opened")
    assert (opened["user"], opened["tab"]) == ("U01", "messages")
    quiet = AppInstall(manifest=manifest(events=["app_mention"]))
    with small_workspace(app=quiet) as sandbox, listening(sandbox) as other:
        sandbox.as_person("U01")._act("home/open", app="A01")
        sandbox.as_person("U01").say("#desk", "@deskbot")
        other.wait_for("app_mention")
        assert other.of_type("app_home_opened") == []


def test_a_connection_that_is_cut_comes_back_and_nothing_is_lost(sandbox: Sandbox, eve: Persona) -> None:
    sandbox.workspace.courier.retry_delays = (0.2, 0.5, 3.0)  # type: ignore[union-attr]
    app, heard = bolt_app(sandbox), []

    @app.event("message")
    def listen(ack: Ack, event: Json) -> None:
        heard.append(event["text"])
        ack()

    with over_socket_mode(app, sandbox):
        eve.say("#desk", "one")
        until(lambda: heard == ["one"])
        sandbox.drop_connections()
        eve.say("#desk", "two")
        until(lambda: "two" in heard)


def test_a_refresh_moves_to_a_new_connection(sandbox: Sandbox, eve: Persona) -> None:
    app, heard = bolt_app(sandbox), []

    @app.command("/desk")
    def listen(ack: Ack, body: Json) -> None:
        heard.append(body["text"])
        ack()

    with over_socket_mode(app, sandbox):
        eve.command("#desk", "/desk", "before")
        before = eve.state()["seq"]
        sandbox.refresh_connections()

        def moved() -> bool:
            changes = [one for one in eve.events_after(before) if one["type"] == "app_connection"]
            return len(changes) >= 2 and changes[-1]["connections"] == 1

        eve.wait_for(moved, what="a new connection")
        eve.command("#desk", "/desk", "after")
        assert heard == ["before", "after"]
