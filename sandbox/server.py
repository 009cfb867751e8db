"""The local workspace as a server in a thread."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from typing import TYPE_CHECKING, Any, Self, TypeVar

from uvicorn import Config, Server

from sandbox.delivery import ACK_SECONDS, RETRY_DELAYS, Delivery
from sandbox.faults import Faults
from sandbox.http_mode import checked_url
from sandbox.messages import join, leave
from sandbox.page_read import clock as clock_shown
from sandbox.people import Persona
from sandbox.routes import application
from sandbox.values import AppInstall, Channel, Person, Team, UserGroup
from sandbox.wire import CuttableHttp, CuttableWebSocket
from sandbox.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine, Iterable
    from concurrent.futures import Future

    from starlette.applications import Starlette

    from sandbox.clock import Clock

Result = TypeVar("Result")
START_SECONDS = 10.0


class Sandbox:
    """A workspace that speaks Slack on a port of this machine (0: any free one).

    `with Sandbox(people=…, channels=…, apps=…) as sandbox:` or `start()` and `stop()`.
    """

    def __init__(
        self,
        *,
        team: Team | None = None,
        people: Iterable[Person] = (),
        channels: Iterable[Channel] = (),
        apps: Iterable[AppInstall] = (),
        usergroups: Iterable[UserGroup] = (),
        port: int = 0,
        ack_seconds: float = ACK_SECONDS,
        retry_delays: tuple[float, ...] = RETRY_DELAYS,
    ) -> None:
        self.workspace = Workspace(team or Team())
        self.faults = Faults()
        self._port, self._ack_seconds, self._retry_delays = port, ack_seconds, retry_delays
        self._delivery: Delivery | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ready = threading.Event()
        self._personas: list[Persona] = []
        self._server: Server | None = None
        self._thread: threading.Thread | None = None
        for person in people:
            self.workspace.add_person(person)
        for app in apps:
            self.workspace.install(app)
        for channel in channels:
            self.workspace.add_channel(channel)
        for group in usergroups:
            self.workspace.usergroups[group.id] = group
        self.clock.watch(self._clock_moved)

    @property
    def clock(self) -> Clock:
        """The workspace's clock, to be handed to the bot."""
        return self.workspace.clock

    @property
    def url(self) -> str:
        """The address of the page, without a slash at its end."""
        return self.workspace.base_url

    @property
    def api_url(self) -> str:
        """What `SLACK_API_URL` and slack_sdk's `base_url` are set to."""
        return f"{self.url}/api/"

    def start(self) -> Self:
        """Serve until `stop`; returns when requests are answered."""
        # Named as TCP so that asyncio sends small answers at once instead of waiting 40 ms for more.
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", self._port))
        listening.listen()
        self.workspace.base_url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        app = application(self.workspace, self.faults, self._deliver, self._lifespan)
        config = Config(
            app,
            http=CuttableHttp,
            ws=CuttableWebSocket,
            ws_ping_interval=None,
            lifespan="on",
            log_config=None,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=1,
        )
        self._server = server = Server(config)
        self._thread = threading.Thread(
            target=lambda: asyncio.run(_serve(server, listening)), name="sandbox", daemon=True
        )
        self._thread.start()
        if not self._ready.wait(START_SECONDS):
            raise RuntimeError("The sandbox did not start.")
        return self

    def stop(self) -> None:
        """Stop serving; what was said is kept in `workspace`."""
        if self._server is None or self._thread is None:
            return
        for persona in self._personas:
            persona.close()
        self._personas.clear()
        self._server.should_exit = True
        self._thread.join()
        self._server = self._thread = None
        self._ready.clear()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def as_person(self, user: str) -> Persona:
        """Return somebody to act as, until the sandbox stops."""
        if user not in self.workspace.people:
            raise ValueError(f"There is nobody with the id {user}.")
        persona = Persona(self.url, user)
        self._personas.append(persona)
        return persona

    def add_member(self, channel: str, user: str) -> None:
        """Let a person or bot user into a channel, by ids; apps inside are told."""
        with self.workspace.lock:
            join(self.workspace, self.workspace.conversations[channel], user)

    def remove_member(self, channel: str, user: str) -> None:
        """Take a person or bot user out of a channel, by ids; apps inside are told."""
        with self.workspace.lock:
            leave(self.workspace, self.workspace.conversations[channel], user)

    def keep_closed(self, why: str) -> None:
        """Show people this sentence instead of the workspace until `open`; apps get in all the same."""
        self.workspace.closed = why

    def open(self) -> None:
        """Let people in."""
        self.workspace.closed = ""

    def read_everything(self) -> None:
        """Let everybody have read what has been said so far, as a past that is played counts as read."""
        with self.workspace.lock:
            for place in self.workspace.conversations.values():
                place.seen_by_all()

    def deliver_over_http(self, request_url: str, *, app_id: str = "A01", verify: bool = True) -> None:
        """Reach an app by signed HTTP from now on; raises RuntimeError when it fails the url_verification handshake."""
        app = self.workspace.reach(app_id, request_url=checked_url(request_url))
        if verify:
            challenge = self.workspace.ids.token("challenge")
            if not self._run(self._deliver().http_mode.verify(app, challenge)):
                raise RuntimeError(f"{request_url} did not answer the challenge.")

    def deliver_over_socket_mode(self, *, app_id: str = "A01") -> None:
        """Reach an app by Socket Mode from now on."""
        self.workspace.reach(app_id, request_url=None)

    def connections(self, *, app_id: str = "A01") -> int:
        """Return how many Socket Mode connections an app has."""
        return self._deliver().socket_mode.count(app_id)

    def wait_until_connected(self, *, app_id: str = "A01", seconds: float = START_SECONDS) -> None:
        """Wait for an app's first Socket Mode connection, or raise RuntimeError."""
        feed, deadline = self.workspace.feed, time.monotonic() + seconds

        async def connected() -> bool:
            while not self.connections(app_id=app_id) and (left := deadline - time.monotonic()) > 0:
                await feed.wait_after(feed.seq, "", seconds=left)
            return self.connections(app_id=app_id) > 0

        if not self._run(connected(), seconds + 1):
            raise RuntimeError(f"The app {app_id} did not connect within {seconds:g} s.")

    def refresh_connections(self, *, app_id: str = "A01") -> None:
        """Ask an app's connections to reconnect, as Slack does every few hours."""
        self._run(self._deliver().socket_mode.refresh(app_id))

    def drop_connections(self, *, app_id: str = "A01") -> None:
        """Cut an app's connections off."""

        async def drop() -> None:
            self._deliver().socket_mode.drop(app_id)

        self._run(drop())

    def _deliver(self) -> Delivery:
        if self._delivery is None:
            raise RuntimeError("The sandbox has not been started.")
        return self._delivery

    def _run(self, work: Coroutine[Any, Any, Result], seconds: float = START_SECONDS) -> Result:
        assert self._loop is not None
        future: Future[Result] = asyncio.run_coroutine_threadsafe(work, self._loop)
        return future.result(seconds)

    @contextlib.asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        self._loop = asyncio.get_running_loop()
        self._delivery = Delivery(self._loop, ack_seconds=self._ack_seconds, retry_delays=self._retry_delays)
        self.workspace.courier = self._delivery
        self._ready.set()
        yield
        self.workspace.courier = None
        await self._delivery.close()

    def _clock_moved(self) -> None:
        self.workspace.feed.publish({"type": "clock", **clock_shown(self.workspace)})


async def _serve(server: Server, listening: socket.socket) -> None:
    await server.serve(sockets=[listening])
    # Who stopped reading in the middle of an answer would keep its connection open past the loop's end.
    for connection in tuple(server.server_state.connections):
        connection.transport.abort()
    await asyncio.sleep(0)
