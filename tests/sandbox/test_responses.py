"""Response URLs: five answers in thirty minutes, private or public, replacing or deleting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
from slack_sdk.webhook import WebhookClient

from tests.sandbox.test_interactions import card

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from sandbox import Persona, Sandbox
    from tests.sandbox.recorder import Recorder

RECORD = {"type": "button", "action_id": "b", "text": {"type": "plain_text", "text": "Record"}}
BUTTON: list[dict[str, Any]] = [
    {"type": "section", "text": {"type": "plain_text", "text": "A post"}},
    {"type": "actions", "elements": [RECORD]},
]


def after_a_command(app: Recorder, person: Persona) -> WebhookClient:
    person.command("#lobby", "/desk")
    return WebhookClient(app.wait_for("slash_command")["response_url"])


def after_a_click(client: WebClient, app: Recorder, person: Persona) -> WebhookClient:
    person.click(card(client, person), "Approve")
    return WebhookClient(app.wait_for("block_actions")["response_url"])


def test_an_answer_is_private_unless_it_says_otherwise(app: Recorder, eve: Persona) -> None:
    url = after_a_command(app, eve)
    assert url.send(text="quiet").body == "ok"
    assert url.send(text="loud", response_type="in_channel").status_code == 200
    assert [(one.text, one.raw["ephemeral"]) for one in eve.messages("#lobby")] == [
        ("quiet", True),
        ("loud", False),
    ]


def test_five_answers_and_no_more(app: Recorder, eve: Persona) -> None:
    url = after_a_command(app, eve)
    assert [url.send(text=f"{number}").status_code for number in range(6)] == [200] * 5 + [404]
    assert "used_url" in url.send(text="again").body
    assert len(eve.ephemerals("#lobby")) == 5


def test_thirty_minutes_and_no_longer(sandbox: Sandbox, app: Recorder, eve: Persona) -> None:
    url = after_a_command(app, eve)
    sandbox.clock.advance(29 * 60)
    assert url.send(text="in time").status_code == 200
    sandbox.clock.advance(61)
    late = url.send(text="late")
    assert (late.status_code, "expired_url" in late.body) == (404, True)


def test_the_clicked_message_is_replaced_kept_or_deleted(
    client: WebClient, app: Recorder, eve: Persona
) -> None:
    url = after_a_click(client, app, eve)
    url.send(text="aside", response_type="ephemeral", replace_original=False)
    assert [one.text for one in eve.messages("#desk")] == ["A post", "aside"]
    url.send(text="replaced", replace_original=True)
    assert [one.visible for one in eve.messages("#desk")] == ["replaced", "aside"]
    url.send(text="replaced again")
    assert [one.visible for one in eve.messages("#desk")] == ["replaced again", "aside"]
    url.send(delete_original=True)
    assert [one.text for one in eve.messages("#desk")] == ["aside"]
    assert "message_not_found" in url.send(text="x", replace_original=True).body


def test_an_answer_goes_to_the_channel_unless_it_asks_for_a_thread(
    client: WebClient, app: Recorder, eve: Persona
) -> None:
    ts = client.chat_postMessage(channel="C01", text="A post", blocks=BUTTON)["ts"]
    client.chat_postMessage(channel="C01", text="a reply", thread_ts=ts)
    message = eve.see("#desk", "A post")
    eve.click(message, "Record")
    address = app.wait_for("block_actions")["response_url"]

    httpx.post(address, json={"text": "aside", "response_type": "ephemeral", "replace_original": False})
    assert [one.text for one in eve.messages("#desk")] == ["A post", "aside"]
    threaded = {"text": "below", "response_type": "ephemeral", "replace_original": False, "thread_ts": ts}
    httpx.post(address, json=threaded)
    assert [one.text for one in eve.messages("#desk")] == ["A post", "aside"]
    assert [one.text for one in eve.thread(message)] == ["A post", "a reply", "below"]


def test_an_ephemeral_can_be_replaced_too(client: WebClient, app: Recorder, eve: Persona) -> None:
    client.chat_postEphemeral(channel="C01", user="U01", text="Record?", blocks=BUTTON)
    eve.click(eve.see("#desk", "Record"), "Record")
    url = WebhookClient(app.wait_for("block_actions")["response_url"])
    url.send(text="Recorded.", replace_original=True)
    assert [one.visible for one in eve.ephemerals("#desk")] == ["Recorded."]
    url.send(delete_original=True)
    assert eve.ephemerals("#desk") == []


def test_a_wrong_answer_is_refused(sandbox: Sandbox, app: Recorder, eve: Persona) -> None:
    address = after_a_command(app, eve).url

    def post(**body: Any) -> tuple[int, str]:
        answer = httpx.post(address, **body)
        return answer.status_code, answer.json()["error"]

    assert post(content=b"{") == (400, "invalid_payload")
    assert post(json=[1]) == (400, "invalid_payload")
    assert post(json={}) == (400, "no_text")
    assert post(json={"blocks": [{"type": "section"}]}) == (400, "invalid_blocks")
    assert httpx.post(f"{sandbox.url}/response/A01/T01/other", json={"text": "x"}).status_code == 404
