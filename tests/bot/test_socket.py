"""Socket Mode: connections are left and made by one thread, and none stays behind open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.socket import SILENCE_SECONDS, Socket
from sandbox import Fault, Sandbox
from tests.sandbox.workplace import APP_TOKEN, bolt_app, client_of, over_socket_mode, small_workspace, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from socket import socket

    from slack_bolt import Ack
    from websocket import WebSocketApp

    from sandbox import Persona


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with small_workspace() as running:
        yield running


@pytest.fixture
def eve(sandbox: Sandbox) -> Persona:
    return sandbox.as_person("U01")


@pytest.fixture
def handler(sandbox: Sandbox) -> Iterator[Socket]:
    """A socket that is open, behind an app that answers one command."""
    app = bolt_app(sandbox)

    @app.command("/desk")
    def listen(ack: Ack) -> None:
        ack("heard")

    with over_socket_mode(app, sandbox) as connected:
        yield connected


def descriptor(handler: Socket) -> socket:
    """The present connection's."""
    session = handler.client.current_session
    assert session is not None
    assert session.sock is not None
    assert session.sock.sock is not None
    return session.sock.sock


def noted(handler: Socket) -> list[socket]:
    """Where every connection made from now on is written down."""
    made: list[socket] = []

    def note(session: WebSocketApp) -> None:
        assert session.sock is not None
        assert session.sock.sock is not None
        made.append(session.sock.sock)

    handler.client.on_open_listeners.append(note)
    return made


def is_closed(one: socket) -> bool:
    return one.fileno() == -1


def test_a_connection_that_slack_closes_is_closed_here_too(sandbox: Sandbox, handler: Socket) -> None:
    first = descriptor(handler)

    sandbox.stop()

    until(lambda: not handler.connected)
    until(lambda: is_closed(first))


def test_a_refresh_opens_one_new_connection_and_closes_the_old_one(
    sandbox: Sandbox, handler: Socket, eve: Persona
) -> None:
    sandbox.faults.switch_on(Fault("delay", 0), method="apps.connections.open")
    first, made = descriptor(handler), noted(handler)

    sandbox.refresh_connections()

    until(lambda: made)
    assert is_closed(first)
    assert eve.command("#desk", "/desk").reply.text == "heard"
    assert sandbox.faults.done["delay"] == len(made) == sandbox.connections() == 1


def test_words_that_only_look_like_a_request_to_move_on_are_heard(handler: Socket, eve: Persona) -> None:
    made = noted(handler)
    assert eve.command("#desk", "/desk", "disconnect").reply.text == "heard"
    assert made == []


def test_a_connection_on_which_pings_are_not_answered_is_left(handler: Socket, eve: Persona) -> None:
    first, made = descriptor(handler), noted(handler)
    session = handler.client.current_session
    assert session is not None
    session.last_pong_tm, session.last_ping_tm = 1.0, 1.0 + SILENCE_SECONDS
    handler.watch()
    assert not is_closed(first)

    session.last_ping_tm += 1
    handler.watch()

    until(lambda: made)
    assert is_closed(first)
    assert eve.command("#desk", "/desk").reply.text == "heard"


def test_a_connection_that_cannot_be_opened_at_first_is_opened_by_the_watch(sandbox: Sandbox) -> None:
    sandbox.faults.script("apps.connections.open", [Fault("server_error"), Fault("lost_before")])
    handler = Socket(bolt_app(sandbox), app_token=APP_TOKEN, client=client_of(sandbox))
    handler.open()
    handler.watch()
    assert handler.client.current_session is None

    handler.watch()

    sandbox.wait_until_connected()
    handler.finish(seconds=20)
    assert not handler.connected


def test_a_connection_that_is_just_being_opened_is_awaited_and_closed_at_the_end(sandbox: Sandbox) -> None:
    handler = Socket(bolt_app(sandbox), app_token=APP_TOKEN, client=client_of(sandbox))
    made = noted(handler)
    handler.open()
    until(lambda: handler.connected)  # it has a socket, which need not have been answered yet

    handler.finish(seconds=20)

    assert all(is_closed(one) for one in made)
    until(lambda: sandbox.connections() == 0)
