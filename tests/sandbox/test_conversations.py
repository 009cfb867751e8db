"""Reading conversations: who may, page by page, with metadata only for those who ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox import AppInstall
from tests.sandbox.test_web_api import error_of
from tests.sandbox.workplace import client_of, manifest, small_workspace

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from sandbox import Persona


def test_the_kinds_that_are_listed_are_those_asked_for(client: WebClient) -> None:
    names = [one["name"] for one in client.conversations_list()["channels"]]
    assert names == ["desk", "lobby", "attic"]
    found = client.conversations_list(types="public_channel,private_channel", exclude_archived=True)
    assert [one["name"] for one in found["channels"]] == ["desk", "lobby", "secret"]
    mine = client.users_conversations(exclude_archived=True)["channels"]
    assert [one["name"] for one in mine] == ["desk"]
    assert error_of(client.conversations_list, types="parties")["error"] == "invalid_types"


def test_listing_private_channels_needs_their_scope() -> None:
    scopes = ["channels:read", "commands"]
    with small_workspace(app=AppInstall(manifest=manifest(scopes=scopes, events=[]))) as sandbox:
        answer = error_of(client_of(sandbox).conversations_list, types="private_channel")
        assert (answer["error"], answer["needed"]) == ("missing_scope", "groups:read")


def test_lists_come_in_pages(client: WebClient) -> None:
    pages = [page["channels"] for page in client.conversations_list(limit=2)]
    assert [[one["name"] for one in page] for page in pages] == [["desk", "lobby"], ["attic"]]
    assert error_of(client.conversations_list, limit=1001)["error"] == "invalid_limit"
    assert error_of(client.conversations_list, cursor="???")["error"] == "invalid_cursor"
    members = [
        one for page in client.conversations_members(channel="C01", limit=1) for one in page["members"]
    ]
    assert members == ["U01", "U02", "U0BOT1"]


def test_history_comes_newest_first_and_new_messages_do_not_shift_the_pages(client: WebClient) -> None:
    stamps = [client.chat_postMessage(channel="C01", text=f"{number}")["ts"] for number in range(5)]
    first = client.conversations_history(channel="C01", limit=2)
    assert [one["text"] for one in first["messages"]] == ["4", "3"]
    assert first["has_more"] is True
    client.chat_postMessage(channel="C01", text="late")
    cursor = first["response_metadata"]["next_cursor"]
    second = client.conversations_history(channel="C01", limit=2, cursor=cursor)
    assert [one["text"] for one in second["messages"]] == ["2", "1"]

    between = client.conversations_history(channel="C01", oldest=stamps[1], latest=stamps[3])
    assert [one["text"] for one in between["messages"]] == ["2"]
    both = client.conversations_history(channel="C01", oldest=stamps[1], latest=stamps[3], inclusive=True)
    assert [one["text"] for one in both["messages"]] == ["3", "2", "1"]
    assert error_of(client.conversations_history, channel="C01", limit=1000)["error"] == "invalid_limit"


def test_replies_come_oldest_first_with_their_parent_on_each_page(client: WebClient) -> None:
    parent = client.chat_postMessage(channel="C01", text="parent")["ts"]
    last = [client.chat_postMessage(channel="C01", text=f"{n}", thread_ts=parent)["ts"] for n in range(3)][-1]
    pages = [page["messages"] for page in client.conversations_replies(channel="C01", ts=last, limit=2)]
    assert [[one["text"] for one in page] for page in pages] == [["parent", "0", "1"], ["parent", "2"]]
    assert error_of(client.conversations_replies, channel="C01", ts="1.0")["error"] == "thread_not_found"
    assert [one["text"] for one in client.conversations_history(channel="C01")["messages"]] == ["parent"]


def test_the_payload_of_metadata_is_told_only_to_those_who_ask(client: WebClient) -> None:
    metadata = {"event_type": "card", "event_payload": {"key": "abc"}}
    client.chat_postMessage(channel="C01", text="card", metadata=metadata)
    quiet = client.conversations_history(channel="C01")["messages"][0]
    assert quiet["metadata"] == {"event_type": "card"}
    whole = client.conversations_history(channel="C01", include_all_metadata=True)["messages"][0]
    assert whole["metadata"] == metadata


def test_history_is_for_members_only(client: WebClient, eve: Persona) -> None:
    assert error_of(client.conversations_history, channel="C02")["error"] == "not_in_channel"
    client.conversations_join(channel="C02")
    eve.say("#lobby", "hello")
    texts = [one["text"] for one in client.conversations_history(channel="C02")["messages"]]
    assert texts == ["hello", "<@U0BOT1> has joined the channel"]
    assert client.conversations_join(channel="C02")["warning"] == "already_in_channel"
    assert error_of(client.conversations_join, channel="C03")["error"] == "is_archived"
    assert error_of(client.conversations_join, channel="G01")["error"] == (
        "method_not_supported_for_channel_type"
    )


def test_a_conversation_is_described(client: WebClient) -> None:
    desk = client.conversations_info(channel="C01")["channel"]
    assert (desk["name"], desk["is_member"], desk["num_members"]) == ("desk", True, 3)
    assert desk["topic"]["value"] == "Posts"
    direct = client.conversations_open(users="U01", return_im=True)["channel"]
    assert (direct["is_im"], direct["user"]) == (True, "U01")
    assert error_of(client.conversations_open, users="U99")["error"] == "user_not_found"
