"""How the workspace reaches apps, whichever way: ask and wait for the acknowledgement, or send events and retry.

Source: Slack's guides "Using Socket Mode", "Verifying requests from Slack", "The Events API: retries".
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from sandbox.acks import Ack, Attempt
from sandbox.http_mode import HttpMode
from sandbox.socket_mode import SocketMode

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from sandbox.acks import Kind
    from sandbox.values import AppInstall, Json

log = logging.getLogger(__name__)

ACK_SECONDS = 3.0
RETRY_DELAYS = (0.5, 60.0, 300.0)
"""Seconds before the first, second and third retry of an event; Slack waits hardly, a minute, five minutes."""


class Delivery:
    """Sends payloads to apps by Socket Mode or HTTP. Belongs to one event loop."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        *,
        ack_seconds: float = ACK_SECONDS,
        retry_delays: tuple[float, ...] = RETRY_DELAYS,
    ) -> None:
        self.socket_mode = SocketMode()
        self.http_mode = HttpMode()
        self.ack_seconds = ack_seconds
        self.retry_delays = retry_delays
        self._loop = loop
        self._tasks: set[asyncio.Task[None]] = set()

    async def ask(self, app: AppInstall, kind: Kind, payload: Json, *, attempt: Attempt | None = None) -> Ack:
        """Deliver one payload once and wait for the acknowledgement."""
        mode = self.socket_mode if app.request_url is None else self.http_mode
        try:
            async with asyncio.timeout(self.ack_seconds):
                return await mode.ask(app, kind, payload, attempt or Attempt())
        except TimeoutError:
            return Ack(failure="timeout")

    def send_event(self, app: AppInstall, payload: Json) -> None:
        """Deliver an event, again and again up to three times. Safe from any thread; returns at once."""
        self._loop.call_soon_threadsafe(self._start, self._persist(app, payload))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _persist(self, app: AppInstall, payload: Json) -> None:
        ack = await self.ask(app, "events_api", payload)
        for number, delay in enumerate(self.retry_delays, start=1):
            if ack.ok or ack.no_retry:
                return
            await asyncio.sleep(delay)
            ack = await self.ask(app, "events_api", payload, attempt=Attempt(number, ack.failure))
        if not ack.ok:
            log.warning(
                "event %s given up after %d retries", payload["event"]["type"], len(self.retry_delays)
            )

    async def close(self) -> None:
        """Stop everything that is under way."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.http_mode.close()
