"""The Web API at `/api/<method>`: arguments, token, scope, faults, then the method."""

from __future__ import annotations

import asyncio
import base64
import binascii
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, PlainTextResponse, Response

from sandbox import api_chat, api_conversations, api_files, api_team, api_users, api_views
from sandbox.arguments import Call
from sandbox.decoding import decoded
from sandbox.problems import SlackError
from sandbox.wire import cut

if TYPE_CHECKING:
    from starlette.requests import Request

    from sandbox.faults import Faults
    from sandbox.methods import Method
    from sandbox.values import AppInstall, Json
    from sandbox.workspace import Workspace

METHODS: dict[str, Method] = {
    **api_chat.METHODS,
    **api_conversations.METHODS,
    **api_files.METHODS,
    **api_team.METHODS,
    **api_users.METHODS,
    **api_views.METHODS,
}


async def serve(request: Request, workspace: Workspace, faults: Faults) -> Response:
    """Answer one Web API call."""
    name = request.path_params["method"]
    try:
        given = await _arguments(request)
    except SlackError as problem:
        return JSONResponse(problem.body())
    fault = faults.next_for(name, channel=str(given.get("channel", "")))
    kind = fault.kind if fault else ""
    if fault and kind == "ratelimited":
        headers = {"Retry-After": str(int(fault.seconds))}
        return JSONResponse({"ok": False, "error": "ratelimited"}, status_code=429, headers=headers)
    if kind == "server_error":
        return PlainTextResponse("Internal Server Error", status_code=500)
    if fault and kind == "delay":
        await asyncio.sleep(fault.seconds)
    if kind != "lost_before":
        answer = _answered(request, name, given, workspace)
    if kind in ("lost_before", "lost_after"):
        cut(request.scope)
        return Response()
    return JSONResponse(answer, headers=_scopes(request, workspace, given))


def _answered(request: Request, name: str, given: Json, workspace: Workspace) -> Json:
    try:
        if name == "api.test":
            return _api_test(given)
        if name == "oauth.v2.access":
            return _oauth_access(workspace, {**given, **_basic(request)})
        if name not in METHODS:
            return {"ok": False, "error": "unknown_method", "req_method": name}
        method = METHODS[name]
        with workspace.lock:
            call = Call(workspace, _caller(request, workspace, given, kind=method.token), given)
            if method.scope:
                call.needs(method.scope)
            return {"ok": True, **method.run(call)}
    except SlackError as problem:
        return problem.body()


async def _arguments(request: Request) -> Json:
    given: Json = dict(request.query_params)
    content_type = request.headers.get("content-type", "")
    if "application/json" in content_type:
        try:
            body = decoded(await request.body() or b"{}")
        except ValueError:
            raise SlackError("invalid_json") from None
        if not isinstance(body, dict):
            raise SlackError("json_not_object")
        return {**given, **body}
    if request.method == "POST" and "form" in content_type:
        async with request.form() as form:
            return {**given, **{name: value for name, value in form.items() if isinstance(value, str)}}
    if request.method == "POST" and await request.body():
        raise SlackError("invalid_post_type")
    return given


def _token(request: Request, given: Json) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    # Slack takes tokens from forms and queries, but not from JSON bodies.
    if scheme.lower() != "bearer":
        token = "" if "json" in request.headers.get("content-type", "") else str(given.get("token", ""))
    return token.strip()


def _scopes(request: Request, workspace: Workspace, given: Json) -> dict[str, str]:
    """Return the header in which Slack names the scopes of the token ("Installing with OAuth: scopes")."""
    found = workspace.app_with_token(_token(request, given))
    return {"X-OAuth-Scopes": ",".join(sorted(found[0].scopes))} if found else {}


def _caller(request: Request, workspace: Workspace, given: Json, *, kind: str) -> AppInstall:
    token = _token(request, given)
    if not token:
        raise SlackError("not_authed")
    found = workspace.app_with_token(token)
    if found is None:
        raise SlackError("invalid_auth")
    app, its_kind = found
    if its_kind != kind:
        raise SlackError("not_allowed_token_type")
    return app


def _basic(request: Request) -> Json:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return {}
    try:
        client_id, _, client_secret = base64.b64decode(secret, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        raise SlackError("invalid_client_id") from None
    return {"client_id": client_id, "client_secret": client_secret}


def _api_test(given: Json) -> Json:
    if error := given.get("error"):
        return {"ok": False, "error": error, "args": given}
    return {"ok": True, "args": given}


def _oauth_access(workspace: Workspace, given: Json) -> Json:
    """Exchange any code for the tokens of the app whose client id and secret are given ("oauth.v2.access")."""
    for app in workspace.apps.values():
        if given.get("client_id") == app.client_id:
            if given.get("client_secret") != app.client_secret:
                raise SlackError("bad_client_secret")
            if not given.get("code"):
                raise SlackError("invalid_code")
            return {
                "ok": True,
                "access_token": app.bot_token,
                "token_type": "bot",
                "scope": ",".join(sorted(app.scopes)),
                "bot_user_id": app.bot_user,
                "app_id": app.id,
                "team": {"id": workspace.team.id, "name": workspace.team.name},
                "enterprise": None,
                "is_enterprise_install": False,
                "authed_user": {"id": next((p.id for p in workspace.people.values() if p.is_admin), "")},
            }
    raise SlackError("invalid_client_id")
