"""The addresses of the page's API, as PAGE_API.md lists them."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocketDisconnect

from sandbox import page_act, page_read
from sandbox.faults import KINDS, Fault, Faults
from sandbox.page_requests import Asked
from sandbox.problems import PageError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from typing import TypeAlias

    from starlette.requests import Request
    from starlette.websockets import WebSocket

    from sandbox.delivery import Delivery
    from sandbox.values import Json
    from sandbox.workspace import Workspace

    Answering: TypeAlias = Callable[[Asked, Request], Awaitable[Json | Response]]

ACTS = {
    "message": page_act.message,
    "dm": page_act.direct,
    "join": page_act.joining,
    "read": page_act.read,
    "command": page_act.command,
    "shortcut": page_act.shortcut,
    "action": page_act.action,
    "view/submit": page_act.submit,
    "view/close": page_act.close,
    "options": page_act.options,
    "home/open": page_act.open_home,
    "reaction": page_act.reaction,
}
LONGEST_POLL = 30.0


def page_routes(workspace: Workspace, faults: Faults, delivery: Callable[[], Delivery]) -> list[BaseRoute]:
    """Return the routes under /page."""

    def route(path: str, answer: Answering, *methods: str) -> Route:
        async def endpoint(request: Request) -> Response:
            try:
                body = await answer(await Asked.read(request, workspace), request)
            except PageError as problem:
                return JSONResponse({"ok": False, "error": str(problem)}, status_code=problem.status)
            return body if isinstance(body, Response) else JSONResponse(body)

        return Route(f"/page/{path}", endpoint, methods=methods or ("GET",))

    def acting(name: str) -> Route:
        act = ACTS[name]

        async def answer(asked: Asked, _: Request) -> Json:
            return await act(asked, delivery())

        return route(name, answer, "POST")

    async def set_faults(asked: Asked, _: Request) -> Json:
        return _set_faults(asked, faults)

    async def events(websocket: WebSocket) -> None:
        await _stream(websocket, workspace)

    return [
        route("people", _people),
        route("state", _state),
        route("messages", _messages),
        route("thread", _thread),
        route("home", _home),
        route("poll", _poll),
        route("files/{file}", _file),
        route("clock", _clock, "GET", "POST"),
        route("faults", set_faults, "GET", "POST"),
        route("upload", _upload, "POST"),
        *(acting(name) for name in ACTS),
        WebSocketRoute("/page/events", events),
    ]


async def _people(asked: Asked, _: Request) -> Json:
    with asked.workspace.lock:
        return page_read.people(asked.workspace)


async def _state(asked: Asked, _: Request) -> Json:
    with asked.workspace.lock:
        return page_read.state(asked.workspace, asked.user)


async def _messages(asked: Asked, _: Request) -> Json:
    with asked.workspace.lock:
        place, limit = asked.place(), max(1, min(int(asked.number("limit", 50)), 500))
        if asked.text("mark", "1") != "0":
            place.read[asked.user] = place.latest or ""
        return page_read.messages(
            asked.workspace, place, asked.user, before=asked.text("before", ""), limit=limit
        )


async def _thread(asked: Asked, _: Request) -> Json:
    with asked.workspace.lock:
        return page_read.thread(asked.workspace, asked.place(), asked.user, asked.text("ts"))


async def _home(asked: Asked, _: Request) -> Json:
    with asked.workspace.lock:
        return page_read.home(asked.workspace, asked.app(), asked.user)


async def _poll(asked: Asked, _: Request) -> Json:
    after, wait = int(asked.number("after", 0)), min(asked.number("wait", 0), LONGEST_POLL)
    events = await asked.workspace.feed.wait_after(after, asked.user, seconds=wait)
    return {"ok": True, "seq": events[-1]["seq"] if events else asked.workspace.feed.seq, "events": events}


async def _file(asked: Asked, request: Request) -> Response:
    with asked.workspace.lock:
        file = asked.workspace.files.get(request.path_params["file"])
        if file is None or file.data is None:
            raise PageError("There is no such file.", status=404)
        if not file.is_visible_to(asked.workspace, asked.user):
            raise PageError("You may not see this file.", status=403)
        inline = asked.text("inline", "") == "1" and file.mimetype.startswith("image/")
        headers = {
            "Content-Disposition": f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(file.name)}",
            "Content-Security-Policy": "sandbox",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(file.data, media_type=file.mimetype, headers=headers)


async def _upload(asked: Asked, request: Request) -> Json:
    return page_act.upload(asked, await request.body())


async def _clock(asked: Asked, request: Request) -> Json:
    clock = asked.workspace.clock
    if request.method == "POST":
        try:
            if asked.given.get("reset"):
                clock.reset()
            elif "advance" in asked.given:
                clock.advance(asked.number("advance", 0))
            else:
                clock.set(_moment(asked.given.get("set")))
        except (ValueError, OverflowError, OSError):
            raise PageError("That is no time the clock can show.") from None
    return {"ok": True, **page_read.clock(asked.workspace)}


def _moment(value: object) -> datetime:
    if isinstance(value, str):
        moment = datetime.fromisoformat(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if isinstance(value, (int, float)):
        return datetime.fromtimestamp(value, tz=UTC)
    raise PageError("Say `set`, `advance` or `reset`.")


def _set_faults(asked: Asked, faults: Faults) -> Json:
    if asked.given.get("clear"):
        faults.clear()
    elif "kind" in asked.given:
        kind = KINDS.get(asked.text("kind"))
        if kind is None:
            raise PageError(f"There is no such fault; there are {', '.join(KINDS)}.")
        times = asked.given.get("times")
        faults.switch_on(
            Fault(kind, asked.number("seconds", 1)),
            method=asked.text("method", "*"),
            probability=asked.number("probability", 1),
            times=None if times is None else int(asked.number("times", 1)),
        )
    switches = [
        {"method": one.method, "kind": one.fault.kind, "probability": one.probability, "times": one.times}
        for one in faults.on()
    ]
    return {"ok": True, "faults": switches, "done": dict(faults.done)}


async def _stream(websocket: WebSocket, workspace: Workspace) -> None:
    """Send the person's events as they come."""
    user = websocket.query_params.get("user", "")
    if user not in workspace.people:
        await websocket.close(1008)
        return
    after = websocket.query_params.get("after", "")
    seq = int(after) if after.isdecimal() else workspace.feed.seq
    await websocket.accept()

    async def send() -> None:
        nonlocal seq
        while True:
            for event in await workspace.feed.wait_after(seq, user, seconds=LONGEST_POLL):
                await websocket.send_json(event)
                seq = event["seq"]

    async def listen() -> None:
        while True:
            await websocket.receive_text()

    with suppress(WebSocketDisconnect, RuntimeError):
        await _first_of(send(), listen())


async def _first_of(*works: Coroutine[Any, Any, None]) -> None:
    """Run until one of them ends, and end the others; raises what the first one raised."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
