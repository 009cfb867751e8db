"""A workspace that is being prepared: apps get in already, people read why they have to wait."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, JSONResponse
from starlette.status import HTTP_503_SERVICE_UNAVAILABLE

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from sandbox.workspace import Workspace

TRY_AGAIN_LATER = 1013
"""The WebSocket protocol's code for a server that cannot serve yet (IANA, "WebSocket Close Code Number")."""
LOOK_AGAIN = 1
"""Seconds after which the page looks again by itself."""
PAGE = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta http-equiv="refresh" content="{seconds}" />
    <title>{team}</title>
    <link rel="icon" href="/static/icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/static/css/base.css" />
    <link rel="stylesheet" href="/static/css/layout.css" />
  </head>
  <body>
    <div class="welcome">
      <main class="welcome-page">
        <p class="welcome-team">{team}</p>
        <h1>Not open yet</h1>
        <p class="welcome-words" role="status">{why}</p>
      </main>
    </div>
  </body>
</html>
"""


class NotYetOpen:
    """While `workspace.closed` says why, answers whatever a person asks with that (503); the page looks again by itself."""

    def __init__(self, app: ASGIApp, workspace: Workspace) -> None:
        self._app = app
        self._workspace = workspace

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or say why not yet."""
        why = self._workspace.closed
        if not why or not _is_a_person(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
        elif scope["path"].startswith("/page/"):
            said = JSONResponse({"ok": False, "error": why}, HTTP_503_SERVICE_UNAVAILABLE)
            await said(scope, receive, send)
        else:
            page = PAGE.format(seconds=LOOK_AGAIN, team=escape(self._workspace.team.name), why=escape(why))
            await HTMLResponse(page, HTTP_503_SERVICE_UNAVAILABLE)(scope, receive, send)


def _is_a_person(scope: Scope) -> bool:
    if scope["type"] not in {"http", "websocket"}:
        return False
    path: str = scope["path"]
    return path == "/" or path.startswith(("/page/", "/archives/"))
