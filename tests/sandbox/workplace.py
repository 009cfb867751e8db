"""A small made-up workspace, and a Bolt app that lives in it, for the sandbox's own tests."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient

from bot.socket import Socket
from sandbox import AppInstall, Channel, Person, Sandbox, UserGroup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SCOPES = [
    "app_mentions:read",
    "channels:history",
    "channels:join",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "reactions:read",
    "reactions:write",
    "team:read",
    "usergroups:read",
    "users:read",
    "users:read.email",
]
EVENTS = [
    "app_home_opened",
    "app_mention",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.im",
    "reaction_added",
]


def manifest(*, scopes: list[str] = SCOPES, events: list[str] = EVENTS, **settings: Any) -> dict[str, Any]:
    return {
        "display_information": {"name": "Desk bot", "description": "Keeps the desk tidy"},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "bot_user": {"display_name": "deskbot"},
            "slash_commands": [
                {"command": "/desk", "description": "The desk", "usage_hint": "open", "should_escape": False},
                {"command": "/escaped", "description": "With mentions", "should_escape": True},
            ],
            "shortcuts": [
                {
                    "name": "Open a form",
                    "type": "global",
                    "callback_id": "open_form",
                    "description": "A form",
                },
                {"name": "Look at it", "type": "message", "callback_id": "look", "description": "A message"},
            ],
        },
        "oauth_config": {"scopes": {"bot": scopes}},
        "settings": {"event_subscriptions": {"bot_events": events}, "socket_mode_enabled": True, **settings},
    }


EVE = Person(
    id="U01", name="Eve Parker", handle="eve", email="eve@acme.test", tz="Europe/Berlin", title="Editor"
)
MIA = Person(id="U02", name="Mia Okafor", handle="mia", email="mia@acme.test", is_admin=True)
DESK = Channel(id="C01", name="desk", members=("U01", "U02", "U0BOT1"), topic="Posts")
LOBBY = Channel(id="C02", name="lobby", members=("U01",))
SECRET = Channel(id="G01", name="secret", members=("U02", "U0BOT1"), is_private=True)
ATTIC = Channel(id="C03", name="attic", members=("U01", "U0BOT1"), is_archived=True)


def small_workspace(*, app: AppInstall | None = None, **options: Any) -> Sandbox:
    return Sandbox(
        people=[EVE, MIA],
        channels=[DESK, LOBBY, SECRET, ATTIC],
        apps=[app or AppInstall(manifest=manifest())],
        usergroups=[UserGroup(id="S01", handle="editors", name="Editors", users=("U01",))],
        **options,
    )


BOT_TOKEN = "xoxb-sandbox-1"
APP_TOKEN = "xapp-1-sandbox-1"


def client_of(sandbox: Sandbox, bearer: str = BOT_TOKEN) -> WebClient:
    return WebClient(token=bearer, base_url=sandbox.api_url, retry_handlers=[])


def bolt_app(sandbox: Sandbox) -> App:
    return App(
        client=client_of(sandbox), signing_secret="sandbox-signing-secret", process_before_response=True
    )


def until(condition: Callable[[], object], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "that did not happen in time"
        threading.Event().wait(0.01)


@contextmanager
def over_socket_mode(app: App, sandbox: Sandbox) -> Iterator[Socket]:
    handler = Socket(app, app_token=APP_TOKEN, client=client_of(sandbox))
    handler.open()
    try:
        sandbox.wait_until_connected()
        yield handler
    finally:
        handler.finish(seconds=20)


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def over_http(app: App, sandbox: Sandbox) -> Iterator[WSGIServer]:
    server = make_server("127.0.0.1", 0, SlackRequestHandler(app), handler_class=Quiet)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        sandbox.deliver_over_http(f"http://127.0.0.1:{server.server_port}/slack/events")
        yield server
    finally:
        sandbox.deliver_over_socket_mode()
        server.shutdown()
        thread.join()
        server.server_close()
