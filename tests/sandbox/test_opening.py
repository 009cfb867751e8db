"""While a workspace is being prepared, apps get in and people read why they have to wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from sandbox import ActFailed

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from sandbox import Persona, Sandbox

WHY = "Two weeks & a <day> are played first."


def test_people_wait_and_apps_do_not(sandbox: Sandbox, client: WebClient, eve: Persona) -> None:
    sandbox.keep_closed(WHY)
    client.chat_postMessage(channel="C01", text="The past")
    page = httpx.get(f"{sandbox.url}/", trust_env=False)
    assert page.status_code == 503
    assert "Two weeks &amp; a &lt;day&gt; are played first." in page.text
    assert 'http-equiv="refresh"' in page.text, "it looks again by itself"
    with pytest.raises(ActFailed, match="are played first"):
        eve.say("C01", "Hello?")
    with pytest.raises(InvalidStatus), connect(f"{sandbox.url.replace('http', 'ws')}/page/events?user=U01"):
        pass

    sandbox.open()
    assert "Skip to the conversation" in httpx.get(f"{sandbox.url}/", trust_env=False).text
    assert [one.text for one in eve.messages("C01")] == ["The past"]
