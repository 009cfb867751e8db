"""Messages: where an app may write, what a message may hold, and whose messages it may change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.test_web_api import error_of
from tests.sandbox.workplace import until

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from sandbox import Persona, Sandbox
    from tests.sandbox.recorder import Recorder

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "*Hello*"}}


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C99", "channel_not_found"),
        ("#nowhere", "channel_not_found"),
        ("C02", "not_in_channel"),
        ("C03", "is_archived"),
        ("U0BOT1", "cannot_dm_bot"),
    ],
)
def test_an_app_writes_only_where_it_may(client: WebClient, channel: str, error: str) -> None:
    assert error_of(client.chat_postMessage, channel=channel, text="hi")["error"] == error


def test_a_private_channel_the_app_is_not_in_does_not_exist_for_it(
    sandbox: Sandbox, client: WebClient
) -> None:
    sandbox.workspace.conversations["G01"].members.remove("U0BOT1")
    assert error_of(client.chat_postMessage, channel="G01", text="hi")["error"] == "channel_not_found"


def test_a_message_to_a_person_arrives_in_their_direct_messages(
    client: WebClient, eve: Persona, mia: Persona
) -> None:
    channel = client.chat_postMessage(channel="U01", text="for you")["channel"]
    assert channel.startswith("D")
    assert eve.see("@deskbot", "for you").channel == channel
    assert mia.messages("@deskbot") == []
    assert client.conversations_open(users="U01")["channel"]["id"] == channel


def test_blocks_come_back_with_ids_and_defaults(client: WebClient) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Go"}}
    told = client.chat_postMessage(
        channel="C01", text="hi", blocks=[SECTION, {"type": "actions", "elements": [button]}]
    )
    section, actions = told["message"]["blocks"]
    assert section["text"] == {"type": "mrkdwn", "text": "*Hello*", "verbatim": False}
    assert section["block_id"]
    assert section["block_id"] != actions["block_id"]
    assert actions["elements"][0]["action_id"]
    assert actions["elements"][0]["text"]["emoji"] is True


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": "hi", "blocks": "not json"}, "invalid_blocks_format"),
        ({"text": "hi", "blocks": [{"type": "section"}]}, "invalid_blocks"),
        ({"text": "hi", "attachments": "no"}, "invalid_attachments"),
        ({"text": "hi", "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
        ({"text": "hi", "metadata": {"event_type": "", "event_payload": {}}}, "invalid_metadata_format"),
        ({"text": "hi", "metadata": {"event_type": "a b", "event_payload": {}}}, "invalid_metadata_format"),
        ({"text": "hi", "metadata": {"event_type": "x", "event_payload": []}}, "invalid_metadata_format"),
        (
            {"text": "hi", "metadata": {"event_type": "x", "event_payload": {"a": "b" * 9000}}},
            "metadata_too_large",
        ),
        ({"text": "hi", "thread_ts": "1.000000"}, "thread_not_found"),
        ({"text": "hi", "username": "Somebody"}, "missing_scope"),
    ],
)
def test_a_message_must_be_sound(client: WebClient, content: dict[str, Any], error: str) -> None:
    assert error_of(client.chat_postMessage, channel="C01", **content)["error"] == error


def test_a_message_must_say_something(client: WebClient) -> None:
    arguments = {"api_method": "chat.postMessage", "json": {"channel": "C01", "text": ""}}
    assert error_of(client.api_call, **arguments)["error"] == "no_text"


def test_a_message_with_too_much_in_its_blocks_is_refused(client: WebClient) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}] * 5
    answer = error_of(client.chat_postMessage, channel="C01", text="hi", blocks=blocks)
    assert answer["error"] == "msg_blocks_too_long"


def test_an_app_changes_only_its_own_messages(client: WebClient, eve: Persona) -> None:
    said = eve.say("#desk", "mine")
    for call in (client.chat_update, client.chat_delete):
        told = error_of(call, channel="C01", ts=said.ts, text="x")
        assert told["error"] in ("cant_update_message", "cant_delete_message")
        assert error_of(call, channel="C01", ts="1.000000", text="x")["error"] == "message_not_found"


def test_an_update_keeps_what_it_does_not_name(client: WebClient, eve: Persona) -> None:
    metadata = {"event_type": "card", "event_payload": {"key": "1"}}
    ts = client.chat_postMessage(channel="C01", text="one", blocks=[SECTION], metadata=metadata)["ts"]

    kept = client.chat_update(channel="C01", ts=ts, text="two")["message"]
    assert (kept["text"], kept["blocks"][0]["type"], kept["metadata"]) == ("two", "section", metadata)
    assert kept["edited"]["user"] == "U0BOT1"

    bare = client.chat_update(channel="C01", ts=ts, text="three", blocks=[])["message"]
    assert "blocks" not in bare
    assert [one.text for one in eve.messages("#desk")] == ["three"]
    assert error_of(client.chat_update, channel="C01", ts=ts, text="x" * 4001)["error"] == "msg_too_long"


def test_a_deleted_parent_with_replies_leaves_a_tombstone(
    client: WebClient, app: Recorder, eve: Persona
) -> None:
    alone = client.chat_postMessage(channel="C01", text="alone")["ts"]
    parent = client.chat_postMessage(channel="C01", text="parent")["ts"]
    client.chat_postMessage(channel="C01", text="reply", thread_ts=parent)
    client.chat_delete(channel="C01", ts=alone)
    client.chat_delete(channel="C01", ts=parent)
    (left,) = eve.messages("#desk")
    assert left.raw["subtype"] == "tombstone"
    assert [one.text for one in eve.thread(left)] == ["This message was deleted.", "reply"]
    until(lambda: [one for one in app.of_type("message") if "tombstone" in str(one)])
    told = next(one for one in app.of_type("message") if "tombstone" in str(one))
    assert (told["subtype"], told["message"]["ts"]) == ("message_changed", parent)
    gone = [one["deleted_ts"] for one in app.of_type("message") if one.get("subtype") == "message_deleted"]
    assert gone == [alone]


def test_replies_are_counted_under_their_parent(client: WebClient, eve: Persona) -> None:
    parent = client.chat_postMessage(channel="C01", text="parent")["ts"]
    reply = client.chat_postMessage(channel="C01", text="reply", thread_ts=parent)["ts"]
    shown = eve.see("#desk", "parent")
    eve.say("#desk", "mine too", thread=shown)
    counted = eve.again(shown).raw
    assert (counted["reply_count"], counted["reply_users"]) == (2, ["U0BOT1", "U01"])
    assert [one.text for one in eve.messages("#desk")] == ["parent"]
    wrong = error_of(client.chat_postMessage, channel="C01", text="x", thread_ts=reply)
    assert wrong["error"] == "cannot_reply_to_message"


def test_a_broadcast_reply_stands_in_the_channel_too(client: WebClient, eve: Persona) -> None:
    parent = client.chat_postMessage(channel="C01", text="parent")["ts"]
    client.chat_postMessage(channel="C01", text="reply", thread_ts=parent, reply_broadcast=True)
    assert [one.text for one in eve.messages("#desk")] == ["parent", "reply"]
    history = client.conversations_history(channel="C01")["messages"]
    assert [one.get("subtype") for one in history] == ["thread_broadcast", None]


def test_an_ephemeral_is_for_one_person_and_no_history(client: WebClient, eve: Persona, mia: Persona) -> None:
    client.chat_postEphemeral(channel="C01", user="U01", text="only you")
    assert [one.text for one in eve.ephemerals("#desk")] == ["only you"]
    assert mia.messages("#desk") == []
    assert client.conversations_history(channel="C01")["messages"] == []
    wrong = error_of(client.chat_postEphemeral, channel="C01", user="U99", text="x")
    assert wrong["error"] == "user_not_in_channel"


def test_a_permalink_leads_to_the_message(sandbox: Sandbox, client: WebClient) -> None:
    ts = client.chat_postMessage(channel="C01", text="here")["ts"]
    link = client.chat_getPermalink(channel="C01", message_ts=ts)["permalink"]
    assert link == f"{sandbox.url}/archives/C01/p{ts.replace('.', '')}"


@pytest.mark.parametrize("text", ["<!channel> & <@U01>", "\u202ereversed", "`a` *b*", "\x00", "🧥" * 500])
def test_text_is_kept_as_it_was_sent(client: WebClient, eve: Persona, text: str) -> None:
    client.chat_postMessage(channel="C01", text=text)
    assert eve.messages("#desk")[0].text == text


def test_reactions_are_added_once_and_listed(client: WebClient, eve: Persona) -> None:
    ts = client.chat_postMessage(channel="C01", text="look")["ts"]
    client.reactions_add(channel="C01", timestamp=ts, name="eyes")
    assert error_of(client.reactions_add, channel="C01", timestamp=ts, name="eyes")["error"] == (
        "already_reacted"
    )
    eve.react(eve.see("#desk", "look"), "eyes")
    told = client.reactions_get(channel="C01", timestamp=ts)["message"]["reactions"]
    assert told == [{"name": "eyes", "users": ["U0BOT1", "U01"], "count": 2}]
    eve.react(eve.see("#desk", "look"), "eyes", add=False)
    assert eve.see("#desk", "look").raw["reactions"][0]["users"] == ["U0BOT1"]
