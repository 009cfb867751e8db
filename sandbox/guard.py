"""Only this machine, and only the sandbox's own pages, may talk to the sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class LoopbackOnly:
    """Refuses clients of other machines, foreign host names (DNS rebinding) and pages of other origins."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through or answer 403."""
        if scope["type"] in {"http", "websocket"} and not _is_local(scope):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
                return
            await PlainTextResponse("Only this machine may use the sandbox.", 403)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _is_local(scope: Scope) -> bool:
    client, headers = scope.get("client"), Headers(scope=scope)
    host, origin = headers.get("host", ""), headers.get("origin")
    if client is None or client[0] not in LOOPBACK or urlsplit(f"//{host}").hostname not in LOOPBACK:
        return False
    return origin is None or urlsplit(origin).netloc == host
