"""Web API: views.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.methods import Method
from sandbox.problems import SlackError, invalid_arguments
from sandbox.triggers import redeem
from sandbox.views import as_json, checked, find, open_view, publish, update

if TYPE_CHECKING:
    from sandbox.arguments import Call
    from sandbox.values import Json


def opening(call: Call) -> Json:
    """Open a modal for whoever the trigger id belongs to."""
    return _open(call, push=False)


def pushing(call: Call) -> Json:
    """Put a modal on top of the one the trigger id came from."""
    return _open(call, push=True)


def _open(call: Call, *, push: bool) -> Json:
    trigger_id = call.text("trigger_id")
    body = _body(call, "modal")
    trigger = redeem(call.workspace, trigger_id, app_id=call.app.id)
    view = open_view(call.workspace, call.app, body, trigger=trigger, push=push)
    return {"view": as_json(call.workspace, view)}


def updating(call: Call) -> Json:
    """Change an open view, found by its id or external id; with `hash` only if nobody changed it since."""
    view_id, external_id = call.text("view_id", ""), call.text("external_id", "")
    if bool(view_id) == bool(external_id):
        raise invalid_arguments("exactly one of view_id and external_id is needed")
    view = find(call.workspace, call.app, view_id=view_id, external_id=external_id)
    body = _body(call, view.body["type"])
    if (known := call.text("hash", "")) and known != view.hash:
        raise SlackError("hash_conflict")
    update(call.workspace, view, body)
    return {"view": as_json(call.workspace, view)}


def publishing(call: Call) -> Json:
    """Set somebody's App Home."""
    user = call.text("user_id")
    body = _body(call, "home")
    if not call.app.home.get("home_tab_enabled"):
        raise SlackError("not_enabled")
    if user not in call.workspace.people:
        raise SlackError("user_not_found")
    known = call.workspace.homes.get((call.app.id, user))
    wanted = call.text("hash", "")
    if wanted and known and wanted != call.workspace.views[known].hash:
        raise SlackError("hash_conflict")
    return {"view": as_json(call.workspace, publish(call.workspace, call.app, body, user=user))}


def _body(call: Call, kind: str) -> Json:
    view = call.json("view", error="invalid_arguments")
    if view is None:
        raise invalid_arguments("missing required field: view")
    return checked(view, kinds=(kind,), workspace=call.workspace)


METHODS = {
    "views.open": Method(opening),
    "views.push": Method(pushing),
    "views.update": Method(updating),
    "views.publish": Method(publishing),
}
