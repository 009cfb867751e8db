"""Socket Mode: Slack reached without a public address, with an end that loses nothing and a watchdog."""

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
        """Connect anew when the connection is gone or pings are no longer answered. Called by the timetable."""
        session = self.client.current_session
        pinged, answered = (session.last_ping_tm, session.last_pong_tm) if session else (0.0, 0.0)
        if self.connected and not (answered and pinged - answered > SILENCE_SECONDS):
            return
        log.warning("socket is gone or silent, connecting anew")
        try:
            self.client.connect_to_new_endpoint(force=True)
        except (SlackClientError, OSError, HTTPException) as error:
            log.warning("socket cannot be opened, trying again", reason=reason_of(error))

    def finish(self, *, seconds: float) -> None:
        """Answer what has arrived, then disconnect."""
        self.client.auto_reconnect_enabled = self.client.default_auto_reconnect_enabled = False
        with self._idle:
            self._idle.wait_for(
                lambda: not self._working and self.client.message_queue.empty(), timeout=seconds
            )
        self._wake_reader()
        self.client.close()

    def _wake_reader(self) -> None:
        """End the reader's wait; the library closes the descriptor under it, and it may sleep on for ten seconds."""
        session = self.client.current_session
        if session is not None and session.sock is not None and session.sock.sock is not None:
            session.keep_running = False  # or it would take the end for a fault
            with suppress(OSError):
                session.sock.sock.shutdown(SHUT_RD)
        with self._idle:
            for _ in range(int(READER_SECONDS / 0.02)):
                if not self.connected:
                    return
                self._idle.wait(0.02)
