"""Every address of the sandbox's server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from sandbox import api, responses
from sandbox.decoding import decoded
from sandbox.guard import LoopbackOnly
from sandbox.opening import NotYetOpen
from sandbox.page_routes import page_routes
from sandbox.problems import SlackError
from sandbox.wire import cut

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.types import StatelessLifespan
    from starlette.websockets import WebSocket

    from sandbox.delivery import Delivery
    from sandbox.faults import Faults
    from sandbox.workspace import Workspace

PAGE = Path(__file__).parent / "page"


def application(
    workspace: Workspace,
    faults: Faults,
    delivery: Callable[[], Delivery],
    lifespan: StatelessLifespan[Starlette],
) -> Starlette:
    """Return the ASGI application; `delivery` is there once the loop runs."""

    async def call_method(request: Request) -> Response:
        return await api.serve(request, workspace, faults)

    async def answer(request: Request) -> Response:
        return await _answer(request, workspace, faults)

    async def upload(request: Request) -> Response:
        return await _upload(request, workspace, faults)

    async def link(websocket: WebSocket) -> None:
        await delivery().socket_mode.serve(websocket, workspace)

    async def download(request: Request) -> Response:
        return _download(request, workspace)

    routes = [
        Route("/", _index),
        Route("/archives/{channel}/p{ts}", _permalink),
        Mount("/static", StaticFiles(directory=PAGE, check_dir=False)),
        Route("/api/{method:path}", call_method, methods=["GET", "POST"]),
        Route("/response/{token:path}", answer, methods=["POST"]),
        Route("/upload/v1/{file}", upload, methods=["POST", "PUT"]),
        Route("/files-pri/{file}/{name:path}", download),
        WebSocketRoute("/link/", link),
        *page_routes(workspace, faults, delivery),
    ]
    doors = [Middleware(LoopbackOnly), Middleware(NotYetOpen, workspace=workspace)]
    return Starlette(routes=routes, middleware=doors, lifespan=lifespan)


async def _index(_: Request) -> Response:
    return FileResponse(PAGE / "index.html")


async def _permalink(request: Request) -> Response:
    channel, ts = request.path_params["channel"], request.path_params["ts"]
    return RedirectResponse(f"/#/{channel}/{ts[:-6]}.{ts[-6:]}")


async def _answer(request: Request, workspace: Workspace, faults: Faults) -> Response:
    """Take what an app posts to a response URL."""
    fault = faults.next_for("response_url")
    if fault and fault.kind == "server_error":
        return PlainTextResponse("Internal Server Error", status_code=500)
    if fault and fault.kind == "lost_before":
        cut(request.scope)
        return Response()
    try:
        body = decoded(await request.body())
        with workspace.lock:
            responses.respond(workspace, request.path_params["token"], body)
    except ValueError:
        return JSONResponse({"ok": False, "error": "invalid_payload"}, status_code=400)
    except SlackError as problem:
        gone = problem.code in {"used_url", "expired_url", "no_active_hooks"}
        return JSONResponse(problem.body(), status_code=404 if gone else 400)
    if fault and fault.kind == "lost_after":
        cut(request.scope)
    return PlainTextResponse("ok")


async def _upload(request: Request, workspace: Workspace, faults: Faults) -> Response:
    """Take the bytes of a file that files.getUploadURLExternal announced."""
    fault = faults.next_for("upload")
    if fault and fault.kind == "server_error":
        return PlainTextResponse("Internal Server Error", status_code=500)
    if fault and fault.kind == "lost_before":
        cut(request.scope)
        return Response()
    data = await _bytes(request)
    file = workspace.files.get(request.path_params["file"])
    if file is None or file.complete:
        return PlainTextResponse("file_not_found", status_code=404)
    if len(data) != file.size:
        return PlainTextResponse(f"expected {file.size} bytes, got {len(data)}", status_code=400)
    file.data = data
    if fault and fault.kind == "lost_after":
        cut(request.scope)
    return PlainTextResponse(f"OK - {len(data)}")


async def _bytes(request: Request) -> bytes:
    if "multipart/form-data" not in request.headers.get("content-type", ""):
        return await request.body()
    async with request.form() as form:
        for part in form.values():
            return part.encode() if isinstance(part, str) else await part.read()
    return b""


def _download(request: Request, workspace: Workspace) -> Response:
    """Give a private file to an app that may read it ("url_private")."""
    token = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
    with workspace.lock:
        found = workspace.app_with_token(token)
        file = workspace.files.get(request.path_params["file"].rpartition("-")[2])
        allowed = found and found[1] == "bot" and "files:read" in found[0].scopes
        if not found or not allowed or file is None or not file.is_visible_to(workspace, found[0].bot_user):
            # Slack shows a sign-in page instead of an error.
            return Response("<html>Sign in</html>", media_type="text/html")
        return Response(file.data or b"", media_type=file.mimetype)
