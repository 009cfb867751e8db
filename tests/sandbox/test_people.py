"""Acting as people: what they see, what only others see, and what a failure says."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from websockets.asyncio.client import connect

from sandbox import ActFailed, NotAsExpected
from tests.sandbox.workplace import manifest

if TYPE_CHECKING:
    from pathlib import Path

    from slack_sdk import WebClient

    from sandbox import Persona, Sandbox


def test_everybody_sees_their_own_workspace(eve: Persona, mia: Persona) -> None:
    state = eve.state()
    assert [one["name"] for one in state["channels"]] == ["desk", "lobby", "attic"]
    assert [one["name"] for one in mia.state()["channels"]] == ["desk", "lobby", "secret", "attic"]
    assert state["me"]["initials"] == "EP"
    assert [one["app_id"] for one in state["dms"]] == ["A01"]
    assert state["commands"][0] == {
        "command": "/desk",
        "description": "The desk",
        "usage_hint": "open",
        "should_escape": False,
        "app_id": "A01",
    }
    assert state["apps"][0]["home_tab"] is True
    assert state["apps"][0]["dm"] == state["dms"][0]["id"]


def test_what_is_new_is_counted_until_it_is_read(client: WebClient, eve: Persona) -> None:
    def desk() -> tuple[int, int]:
        (found,) = [one for one in eve.state()["channels"] if one["name"] == "desk"]
        return found["unread"], found["mentions"]

    client.chat_postMessage(channel="C01", text="one")
    client.chat_postMessage(channel="C01", text="two <@U01>")
    assert desk() == (2, 1)
    eve._act("read", channel="C01")
    assert desk() == (0, 0)
    eve.say("#desk", "mine does not count")
    assert desk() == (0, 0)


def test_a_past_that_was_played_counts_as_read(sandbox: Sandbox, eve: Persona, mia: Persona) -> None:
    eve.say("#desk", "Yesterday")
    eve.say("@mia", "Yesterday, too")
    sandbox.read_everything()
    eve.say("#desk", "Today")

    state = mia.state()
    counted = [one["unread"] for one in (*state["channels"], *state["dms"]) if one["latest"]]
    assert sum(counted) == 1


def test_a_new_direct_message_is_told_to_both(eve: Persona, mia: Persona) -> None:
    before = mia.state()["seq"]
    eve.say("@mia", "hello")
    assert [one["type"] for one in mia.events_after(before)] == ["dm", "message"]
    assert mia.see("@eve", "hello").raw["user"] == "U01"


def test_older_messages_come_in_pages(client: WebClient, eve: Persona) -> None:
    for number in range(5):
        client.chat_postMessage(channel="C01", text=f"{number}")
    newest = eve._get("messages", channel="C01", limit=2)
    assert ([one["text"] for one in newest["messages"]], newest["has_more"]) == (["3", "4"], True)
    older = eve._get("messages", channel="C01", limit=3, before=newest["messages"][0]["ts"])
    assert ([one["text"] for one in older["messages"]], older["has_more"]) == (["0", "1", "2"], False)


def test_a_private_channel_is_not_there_for_others(eve: Persona) -> None:
    with pytest.raises(NotAsExpected, match="sees no channel #secret"):
        eve.say("#secret", "hello")
    with pytest.raises(ActFailed, match="no such conversation"):
        eve.say("G01", "hello")
    with pytest.raises(ActFailed, match="archived"):
        eve.say("#attic", "hello")


def test_nobody_clicks_in_the_ephemeral_of_somebody_else(
    client: WebClient, eve: Persona, mia: Persona
) -> None:
    button = {"type": "button", "action_id": "b", "text": {"type": "plain_text", "text": "Mine"}}
    blocks = [{"type": "actions", "elements": [button]}]
    client.chat_postEphemeral(channel="C01", user="U01", text="psst", blocks=blocks)
    message = eve.see("#desk", "Mine")
    with pytest.raises(ActFailed, match="not there any more"):
        mia.click(message, "Mine")
    assert not [one for one in mia.events_after(0) if one["type"] == "ephemeral"]


def test_a_failed_wait_says_what_was_visible(client: WebClient, eve: Persona) -> None:
    client.chat_postMessage(channel="C01", text="something else")
    with pytest.raises(NotAsExpected, match=r"did not see “that” in #desk within 0\.1 s\..*something else"):
        eve.see("#desk", "that", seconds=0.1)


def test_a_wait_wakes_with_the_event(client: WebClient, eve: Persona) -> None:
    program = (
        "import sys; from slack_sdk import WebClient;"
        "WebClient(sys.argv[1], base_url=sys.argv[2]).chat_postMessage(channel='C01', text='late')"
    )
    later = subprocess.Popen([sys.executable, "-c", program, str(client.token), client.base_url])
    assert eve.see("#desk", "late").text == "late"
    assert later.wait(10) == 0


def test_one_of_several_buttons_is_named_by_what_stands_near(client: WebClient, eve: Persona) -> None:
    def post(number: int) -> list[dict[str, object]]:
        button = {"type": "button", "action_id": f"b{number}", "text": {"type": "plain_text", "text": "Go"}}
        text = {"type": "mrkdwn", "text": f"Post {number}"}
        return [{"type": "section", "text": text}, {"type": "actions", "elements": [button]}]

    client.chat_postMessage(channel="C01", text="x", blocks=[*post(1), *post(2)])
    message = eve.see("#desk", "Post 2")
    with pytest.raises(NotAsExpected, match="“Go” is there 2 times"):
        eve.click(message, "Go")
    with pytest.raises(ActFailed, match="dispatch_failed"):
        eve.click(message, "Go", near="Post 2")
    with pytest.raises(NotAsExpected, match="Nothing says “Post 3”"):
        eve.click(message, "Go", near="Post 3")


def test_the_web_socket_sends_what_the_poll_sends(sandbox: Sandbox, client: WebClient, eve: Persona) -> None:
    address = sandbox.url.replace("http", "ws") + "/page/events?user=U01&after=0"

    async def first_two() -> list[str]:
        async with connect(address) as socket:
            client.chat_postMessage(channel="C01", text="one")
            client.chat_postEphemeral(channel="C01", user="U02", text="not for eve")
            client.chat_postEphemeral(channel="C01", user="U01", text="for eve")
            frames: list[dict[str, Any]] = []
            while len(frames) < 2:
                frame = json.loads(await socket.recv())
                frames += [frame] if frame["type"] != "dm" else []
            return [one["message"]["text"] for one in frames]

    assert asyncio.run(first_two()) == ["one", "for eve"]
    kinds = [one["type"] for one in eve.events_after(0)]
    assert [kind for kind in kinds if kind != "dm"] == ["message", "ephemeral"]


def test_hostile_requests_of_the_page_get_sentences(sandbox: Sandbox) -> None:
    for path, body in [
        ("message", "[]"),
        ("message", "{"),
        ("message", '{"user": 5}'),
        ("message", '{"user": "U01", "channel": "C01", "text": 7}'),
        ("message", '{"user": "U01", "channel": "C01", "text": " "}'),
        ("message", '{"user": "U0BOT1", "channel": "C01", "text": "x"}'),
        ("message", '{"user": "U01", "channel": "C01", "text": "x", "thread_ts": "1"}'),
        ("action", '{"user": "U01", "container": []}'),
        ("action", '{"user": "U01", "container": {"type": "view", "view_id": "V"}}'),
        ("view/submit", '{"user": "U01", "view_id": "V9"}'),
        ("home/open", '{"user": "U01", "app": "A9"}'),
        ("reaction", '{"user": "U01", "channel": "C01", "ts": "1", "name": "eyes"}'),
        ("shortcut", '{"user": "U01", "callback_id": "none"}'),
        ("dm", '{"user": "U01", "with": "U9"}'),
    ]:
        headers = {"Content-Type": "application/json"}
        answer = httpx.post(f"{sandbox.url}/page/{path}", content=body, headers=headers)
        assert answer.status_code in (400, 403, 404), (path, body, answer.text)
        assert answer.json()["ok"] is False
        assert answer.json()["error"].endswith(".")


def test_it_runs_on_its_own(tmp_path: Path) -> None:
    file = tmp_path / "manifest.json"
    file.write_text(json.dumps(manifest()))
    command = [sys.executable, "-m", "sandbox", "--port", "0", "--manifest", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        told = [running.stdout.readline().split() for _ in range(2)]
        assert httpx.get(f"{told[0][1]}page/people").json()["people"][0]["real_name"] == "Ada Byron"
        running.terminate()
    file.write_text("{")
    broken = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)
    assert broken.returncode == 1
    assert broken.stderr.startswith("The manifest cannot be used:")
