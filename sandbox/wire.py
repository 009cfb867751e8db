"""Server protocols that let the sandbox cut a connection off, as networks do."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

if TYPE_CHECKING:
    import asyncio
    from collections.abc import MutableMapping
    from typing import Any

    from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, Scope

TRANSPORT = "sandbox.transport"


class CuttableHttp(H11Protocol):
    """HTTP whose application can find the transport in its scope."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Remember the transport in every scope of this connection."""
        super().connection_made(transport)
        self.app = _knowing(self.app, transport)


class CuttableWebSocket(WebSocketsSansIOProtocol):
    """A WebSocket whose application can find the transport in its scope."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember the transport in the scope of this connection."""
        super().connection_made(transport)
        self.app = _knowing(self.app, cast("asyncio.Transport", transport))


def _knowing(app: Any, transport: asyncio.Transport) -> Any:  # noqa: ANN401 - uvicorn's own ASGI types
    async def with_transport(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        cast("dict[str, Any]", scope)[TRANSPORT] = transport
        await app(scope, receive, send)

    return with_transport


def cut(scope: MutableMapping[str, Any]) -> None:
    """Drop the connection without another byte."""
    scope[TRANSPORT].abort()
