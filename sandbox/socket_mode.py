"""Socket Mode: envelopes over WebSockets, each payload to one of an app's connections ("Using Socket Mode")."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING
from uuid import UUID

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.acks import Ack
from sandbox.decoding import decoded
from sandbox.wire import cut

if TYPE_CHECKING:
    from sandbox.acks import Attempt, Kind
    from sandbox.values import AppInstall, Json
    from sandbox.workspace import Workspace

MOST_CONNECTIONS = 10


class Connection:
    """One WebSocket of an app and the acknowledgements it still owes."""

    def __init__(self, websocket: WebSocket) -> None:
        self.websocket = websocket
        self.owed: dict[str, asyncio.Future[object]] = {}

    async def ask(self, envelope: Json) -> object:
        """Send an envelope and wait for its acknowledgement; raises ConnectionError when the connection goes."""
        answer: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        self.owed[envelope["envelope_id"]] = answer
        try:
            await self.websocket.send_text(json.dumps(envelope))
            return await answer
        except (WebSocketDisconnect, RuntimeError) as lost:
            raise ConnectionError from lost
        finally:
            del self.owed[envelope["envelope_id"]]

    def settle(self, text: str) -> None:
        """Take an acknowledgement from the app; anything else is ignored."""
        try:
            said = decoded(text)
        except ValueError:
            return
        envelope_id = said.get("envelope_id") if isinstance(said, dict) else None
        answer = self.owed.get(str(envelope_id))
        if isinstance(said, dict) and answer is not None and not answer.done():
            answer.set_result(said.get("payload"))

    def fail(self) -> None:
        """Tell those who wait that the connection is gone."""
        for answer in self.owed.values():
            if not answer.done():
                answer.set_exception(ConnectionError())


class SocketMode:
    """The open connections of every app."""

    def __init__(self) -> None:
        self._connections: dict[str, list[Connection]] = {}
        self._sent = 0

    def count(self, app_id: str) -> int:
        """Return how many connections an app has."""
        return len(self._connections.get(app_id, ()))

    async def ask(self, app: AppInstall, kind: Kind, payload: Json, attempt: Attempt) -> Ack:
        """Deliver one payload to one of the connections, taking turns."""
        connections = self._connections.get(app.id)
        if not connections:
            return Ack(failure="no_connection")
        self._sent += 1
        envelope: Json = {
            "envelope_id": str(UUID(int=self._sent)),
            "payload": payload,
            "type": kind,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt.number, "retry_reason": attempt.reason}
        try:
            return Ack(await connections[self._sent % len(connections)].ask(envelope))
        except ConnectionError:
            return Ack(failure="connection_failed")

    async def serve(self, websocket: WebSocket, workspace: Workspace) -> None:
        """Hold one connection, from hello to its end."""
        app_id = workspace.tickets.pop(websocket.query_params.get("ticket", ""), None)
        if app_id is None or app_id != websocket.query_params.get("app_id"):
            await websocket.close(1008)
            return
        await websocket.accept()
        connections = self._connections.setdefault(app_id, [])
        if len(connections) >= MOST_CONNECTIONS:
            await websocket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await websocket.close()
            return
        connection = Connection(websocket)
        connections.append(connection)
        _publish_count(workspace, app_id, connections)
        try:
            await websocket.send_json(_hello(app_id, len(connections)))
            while True:
                connection.settle(await websocket.receive_text())
        except WebSocketDisconnect:
            pass
        finally:
            connections.remove(connection)
            connection.fail()
            _publish_count(workspace, app_id, connections)

    async def refresh(self, app_id: str) -> None:
        """Ask every connection to be replaced by a new one, as Slack does every few hours."""
        for connection in list(self._connections.get(app_id, ())):
            warning = {"type": "disconnect", "reason": "refresh_requested", "debug_info": {"host": "sandbox"}}
            await connection.websocket.send_json(warning)

    def drop(self, app_id: str) -> None:
        """Cut every connection without a word, as a failing network does."""
        for connection in list(self._connections.get(app_id, ())):
            cut(connection.websocket.scope)


def _publish_count(workspace: Workspace, app_id: str, connections: list[Connection]) -> None:
    workspace.feed.publish({"type": "app_connection", "app_id": app_id, "connections": len(connections)})


def _hello(app_id: str, number: int) -> Json:
    return {
        "type": "hello",
        "num_connections": number,
        "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060},
        "connection_info": {"app_id": app_id},
    }
