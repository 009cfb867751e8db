"""Socket Mode: Slack reached without a public address, with an end that loses nothing and a watchdog.

Only the thread that reads a connection leaves it for a new one: a connection that is closed from elsewhere
may be in the middle of being opened, or keep its reader asleep for ten seconds.
"""

import json
from contextlib import suppress
from http.client import HTTPException
from socket import SHUT_RD
from threading import Condition

from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.websocket_client import SocketModeClient
from slack_sdk.web import WebClient
from structlog import get_logger
from websocket import WebSocketApp

from bot.slack import reason_of, refuse_app_token

log = get_logger("onevoice.socket")

PING_SECONDS = 5.0
READER_SECONDS = 2.0
"""How long the reader may take to notice that its connection was shut down."""
SILENCE_SECONDS = 20.0
"""Pings unanswered for so long mean that the connection is dead although nobody closed it."""


class Socket(SocketModeHandler):
    """Bolt's Socket Mode handler, which knows how many requests are being worked on."""

    def __init__(self, app: App, *, app_token: str, client: WebClient) -> None:
        super().__init__(app, app_token, web_client=client, ping_interval=PING_SECONDS, concurrency=20)
        self._working = 0
        self._idle = Condition()
        self._enqueue = self.client.enqueue_message
        self.client.enqueue_message = self._take  # type: ignore[method-assign]
        self.client.on_error_listeners.append(_let_go)

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Work on one request; `finish` waits for it."""
        with self._idle:
            self._working += 1
        try:
            super().handle(client, req)
        finally:
            with self._idle:
                self._working -= 1
                self._idle.notify_all()

    def open(self) -> None:
        """Connect. `watch` keeps it so; the library's own monitor would connect a second time at once.

        Raises:
            WrongSetting: Slack refuses the app token.
        """
        self.client.current_app_monitor_started = True
        try:
            self.client.connect()
        except SlackApiError as error:
            refuse_app_token(error)
            log.warning("socket cannot be opened, trying again", reason=reason_of(error))
        except (SlackClientError, OSError, HTTPException) as error:
            log.warning("socket cannot be opened, trying again", reason=reason_of(error))

    @property
    def connected(self) -> bool:
        """Whether Slack can reach this process now."""
        return bool(self.client.is_connected())

    def watch(self) -> None:
        """Connect when that has not worked yet, and end a connection on which pings are no longer answered.

        Called by the timetable. The reader connects anew by itself, until it works, when its connection ends.
        """
        session = self.client.current_session
        if session is None:
            try:
                self.client.connect()
            except (SlackClientError, OSError, HTTPException) as error:
                log.warning("socket cannot be opened, trying again", reason=reason_of(error))
        elif session.last_pong_tm and session.last_ping_tm - session.last_pong_tm > SILENCE_SECONDS:
            log.warning("socket is silent, connecting anew")
            if (silent := session.sock) is not None:
                silent.abort()  # type: ignore[no-untyped-call]

    def finish(self, *, seconds: float) -> None:
        """Answer what has arrived, then disconnect."""
        self.client.auto_reconnect_enabled = self.client.default_auto_reconnect_enabled = False
        with self._idle:
            self._idle.wait_for(
                lambda: not self._working and self.client.message_queue.empty(), timeout=seconds
            )
        self._end_reading()
        self.client.close()

    def _take(self, message: str) -> None:
        """Queue what the reader was sent; when Slack asks to move to a new connection, let the reader do so."""
        if '"disconnect"' in message and json.loads(message).get("type") == "disconnect":
            if self.client.current_session is not None:
                self.client.current_session.keep_running = False
        else:
            self._enqueue(message)

    def _end_reading(self) -> None:
        """End the reader's wait; the library closes the descriptor under it, and it may sleep on for ten seconds."""
        session = self.client.current_session
        with self._idle:
            for _ in range(int(READER_SECONDS / 0.02)):
                if session is None or (open_one := session.sock) is None:
                    return
                if open_one.connected:  # else it is being opened, and a close now would be lost
                    session.keep_running = False  # or it would take the end for a fault
                    if (descriptor := open_one.sock) is not None:
                        with suppress(OSError):
                            descriptor.shutdown(SHUT_RD)
                self._idle.wait(0.02)


def _let_go(session: WebSocketApp, _: Exception) -> None:
    """Close the socket of a connection that Slack has closed; websocket-client 1.9 leaves it open."""
    ended = session.sock
    if ended is not None and not ended.connected:
        ended.shutdown()  # type: ignore[no-untyped-call]
