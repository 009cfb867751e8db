"""The workspace of the page's tests, and what its app was told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from threading import Event
from time import monotonic
from typing import Any

from slack_sdk import WebClient

from sandbox.server import Sandbox
from sandbox.values import Channel, Person
from tests.sandbox.page.blocks import Json

PATIENCE = 60.0
MANIFEST: Json = {
    "display_information": {"name": "Echo", "description": "Says what it hears"},
    "features": {
        "bot_user": {"display_name": "echo"},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [{"command": "/echo", "description": "Hear yourself", "usage_hint": "say [text]"}],
        "shortcuts": [
            {"name": "Write a note", "type": "global", "callback_id": "note", "description": "From anywhere"},
            {"name": "Repeat this", "type": "message", "callback_id": "repeat", "description": "Once more"},
        ],
    },
    "oauth_config": {"scopes": {"bot": ["chat:write", "commands", "files:write", "channels:history"]}},
    "settings": {"event_subscriptions": {"bot_events": ["app_home_opened"]}, "socket_mode_enabled": True},
}
PEOPLE = [
    Person(id="U01", name="Eve Adeyemi", handle="eve", title="E-commerce manager", email="eve@acme.example"),
    Person(id="U02", name="Mia Lindqvist", handle="mia", title="Head of marketing", tz="Asia/Tokyo"),
    Person(id="U03", name="Max Okafor", handle="max", title="Brand editor"),
    Person(id="U04", name="Ivy Marsh", handle="ivy", title="Store manager", aside=True),
]
ALL = ("U01", "U02", "U03", "U0BOT1")
CHANNELS = [
    Channel(id="C01", name="social-desk", members=ALL, topic="One purpose, one voice"),
    Channel(id="C02", name="stores", members=ALL),
    Channel(id="C03", name="elsewhere", members=("U02",)),
]


@dataclass
class Stage:
    """The workspace, the app's client, and what the app was told."""

    sandbox: Sandbox
    client: WebClient
    submitted: list[Json] = field(default_factory=list)
    actions: list[Json] = field(default_factory=list)
    _names: "count[int]" = field(default_factory=lambda: count(1))

    def channel(self) -> str:
        """Make a fresh, empty channel with everybody in it; returns its id."""
        number = next(self._names)
        self.sandbox.workspace.add_channel(Channel(id=f"C1{number:02}", name=f"room-{number}", members=ALL))
        return f"C1{number:02}"

    def until(self, true: Callable[[], bool]) -> None:
        """Wait until something has become true; fails after a few seconds."""
        deadline = monotonic() + PATIENCE
        while not true():
            assert monotonic() < deadline, "it did not happen in time"
            Event().wait(0.02)

    def post(self, channel: str, text: str = "words", **more: Any) -> str:
        """Let the app post; returns the message's ts."""
        return str(self.client.chat_postMessage(channel=channel, text=text, **more)["ts"])
