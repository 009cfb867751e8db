"""Faults on demand: busy, broken, lost before or after, slow; by chance, by count or by script."""

from __future__ import annotations

import time
from http.client import HTTPException
from typing import TYPE_CHECKING

import httpx
import pytest
from slack_sdk.errors import SlackApiError

from sandbox import Fault, Faults

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from sandbox import Persona, Sandbox

LOST = (HTTPException, OSError)


def say(client: WebClient, text: str = "hi", channel: str = "C01") -> None:
    client.chat_postMessage(channel=channel, text=text)


def test_busy_says_when_to_come_again(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.switch_on(Fault("ratelimited", 7), method="chat.postMessage", times=1)
    with pytest.raises(SlackApiError) as refused:
        say(client)
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "7"
    assert refused.value.response["error"] == "ratelimited"
    say(client)
    assert sandbox.faults.done == {"ratelimited": 1}


def test_broken_answers_500(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.switch_on(Fault("server_error"), times=1)
    with pytest.raises(SlackApiError) as refused:
        client.auth_test()
    assert refused.value.response.status_code == 500
    client.auth_test()


@pytest.mark.parametrize(("kind", "done"), [("lost_before", []), ("lost_after", ["hi"])])
def test_a_lost_reply_leaves_the_caller_in_doubt(
    sandbox: Sandbox, client: WebClient, eve: Persona, kind: str, done: list[str]
) -> None:
    sandbox.faults.script("chat.postMessage", [Fault(kind), None])  # type: ignore[arg-type]
    with pytest.raises(LOST):
        say(client)
    assert [one.text for one in eve.messages("#desk")] == done
    say(client, "again")
    assert [one.text for one in eve.messages("#desk")] == [*done, "again"]


def test_a_delay_takes_its_time(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.script("auth.test", [Fault("delay", 0.2)])
    before = time.monotonic()
    client.auth_test()
    assert time.monotonic() - before >= 0.2


def test_a_script_is_followed_in_order_for_its_method_only(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.script("chat.postMessage", [None, Fault("server_error"), None])
    say(client)
    client.auth_test()
    with pytest.raises(SlackApiError):
        say(client)
    say(client)


def test_uploads_and_response_urls_fail_too(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.script("upload", [Fault("lost_before"), Fault("server_error"), Fault("lost_after")])
    step = client.files_getUploadURLExternal(filename="a.txt", length=3)
    with pytest.raises(httpx.HTTPError):
        httpx.post(step["upload_url"], content=b"abc")
    assert httpx.post(step["upload_url"], content=b"abc").status_code == 500
    with pytest.raises(httpx.HTTPError):
        httpx.post(step["upload_url"], content=b"abc")
    client.files_completeUploadExternal(files=[{"id": step["file_id"]}], channel_id="C01")


def test_chance_is_seeded() -> None:
    def run(seed: int) -> list[bool]:
        faults = Faults()
        faults.switch_on(Fault("server_error"), probability=0.5, seed=seed)
        return [faults.next_for("auth.test") is not None for _ in range(50)]

    assert run(1) == run(1)
    assert run(1) != run(2)
    assert 10 < sum(run(1)) < 40


def test_a_channel_takes_about_a_message_a_second(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.pace_channels(30)
    say(client)
    with pytest.raises(SlackApiError, match="ratelimited"):
        say(client)
    say(client, channel="G01")
    sandbox.faults.clear()
    say(client)


def test_the_page_switches_faults_too(sandbox: Sandbox, client: WebClient) -> None:
    def post(**body: object) -> httpx.Response:
        return httpx.post(f"{sandbox.url}/page/faults", json={"user": "U01", **body})

    told = post(kind="server_error", method="auth.test", times=1).json()
    assert told["faults"] == [{"method": "auth.test", "kind": "server_error", "probability": 1.0, "times": 1}]
    with pytest.raises(SlackApiError):
        client.auth_test()
    assert httpx.get(f"{sandbox.url}/page/faults").json()["done"] == {"server_error": 1}
    assert post(kind="earthquake").status_code == 400
    post(kind="server_error")
    assert post(clear=True).json()["faults"] == []
    client.auth_test()
