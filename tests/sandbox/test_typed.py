"""What people type arrives escaped, with nothing active but real mentions and links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.typed import for_command, sent
from sandbox.values import Person, Team
from sandbox.workspace import Workspace

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from sandbox import Persona


def workspace() -> Workspace:
    made = Workspace(Team())
    made.add_person(Person(id="U01", name="Eve", handle="eve"))
    return made


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("plain", "plain"),
        ("<!channel> <@U01> &amp;", "&lt;!channel&gt; &lt;@U01&gt; &amp;amp;"),
        ("@eve, @evelyn and a@eve", "<@U01>, @evelyn and a@eve"),
        ("@here", "<!here>"),
        ("see https://a.test/?q=1&r=2 now", "see <https://a.test/?q=1&amp;r=2> now"),
        ("#nowhere `code` *b*", "#nowhere `code` *b*"),
    ],
)
def test_only_real_names_and_links_become_active(typed: str, text: str) -> None:
    assert sent(workspace(), typed)[0] == text


@given(st.text())
@settings(deadline=None)
def test_nothing_is_lost_and_nothing_else_becomes_active(typed: str) -> None:
    text, blocks = sent(workspace(), typed)
    active = re.compile(r"<(@U01|!channel|!here|!everyone|https?://[^<>]+)>")
    rest = active.sub("", text)
    assert "<" not in rest
    assert ">" not in rest
    if not active.search(text):
        assert text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == typed
    pieces = [one.get("text", "") for one in blocks[0]["elements"][0]["elements"] if one["type"] == "text"]
    assert all(piece in typed for piece in pieces)


@given(st.text())
@settings(deadline=None)
def test_a_command_without_names_is_sent_as_typed(typed: str) -> None:
    if not re.search(r"[@#]|https?://", typed):
        assert for_command(workspace(), typed) == typed


HOSTILE = [
    "\u202egnp.exe",
    "\u200b\u200b",
    "\x00\x07",
    "\ud83e",
    "<!channel>",
    "```",
    "=1+1",
    "🧥" * 700,
    "x" * 3000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_the_round_trip(client: WebClient, eve: Persona, text: str) -> None:
    if text != "\ud83e":
        ts = client.chat_postMessage(channel="C01", text=text)["ts"]
        assert (
            client.conversations_history(channel="C01", latest=ts, inclusive=True)["messages"][0]["text"]
            == text
        )
    said = eve._act("message", channel="C01", text=f".{text}")["message"]
    assert eve.messages("#desk")[-1].text == said["text"]
