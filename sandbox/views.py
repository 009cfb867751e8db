"""Views: the modal stack of each person and their Homes.

Source: Slack's reference, "views.open", "views.push", "views.update", "views.publish" and "View object".
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.blockkit import problems
from sandbox.checks import anything, boolean, one_of, shape, string, wrong
from sandbox.filling import filled
from sandbox.inputs import initial_values, kept_values
from sandbox.objects import plain
from sandbox.problems import SlackError

if TYPE_CHECKING:
    from sandbox.triggers import Trigger
    from sandbox.values import AppInstall, Json
    from sandbox.workspace import Workspace

DEEPEST = 3
LARGEST = 250_000
_COMMON = {
    "private_metadata": string(3000, shortest=0),
    "callback_id": string(255, shortest=0),
    "external_id": string(255, shortest=0),
}
_SHAPES = {
    "modal": shape(
        {"type": one_of("modal"), "title": plain(24), "blocks": anything},
        {
            **_COMMON,
            "close": plain(24),
            "submit": plain(24),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
            "submit_disabled": boolean,
        },
    ),
    "home": shape({"type": one_of("home"), "blocks": anything}, _COMMON),
}


@dataclass(slots=True)
class View:
    """A view that somebody sees or saw."""

    id: str
    app_id: str
    user: str
    body: Json
    hash: str
    values: Json
    root_id: str
    previous_id: str | None = None

    @property
    def blocks(self) -> list[Json]:
        """The blocks, each with its block_id."""
        return list(self.body["blocks"])


def checked(view: object, *, kinds: tuple[str, ...], workspace: Workspace) -> Json:
    """Return the view's fields as Slack would keep them; raises SlackError invalid_arguments or view_too_large."""
    kind = view.get("type") if isinstance(view, dict) else None
    if not isinstance(view, dict) or kind not in kinds:
        raise SlackError(
            "invalid_arguments", messages=[wrong(f"must be one of: {', '.join(kinds)}", "/view/type")]
        )
    if len(json.dumps(view, ensure_ascii=False).encode()) > LARGEST:
        raise SlackError("view_too_large")
    # Slack takes null for a field that is left out.
    given = {name: value for name, value in view.items() if value is not None}
    found = [*_SHAPES[str(kind)](given, "/view")]
    blocks = given.get("blocks")
    found += problems(blocks, on="modal" if kind == "modal" else "home", at="/view/blocks")
    if (
        not found
        and kind == "modal"
        and "submit" not in given
        and any(b["type"] == "input" for b in given["blocks"])
    ):
        found.append(wrong("missing required field: submit (the view holds an input)", "/view"))
    if found:
        raise SlackError("invalid_arguments", messages=found)
    return {**given, "blocks": filled(given["blocks"], workspace.ids)}


def as_json(workspace: Workspace, view: View) -> Json:
    """Return Slack's view object."""
    app = workspace.apps[view.app_id]
    body: dict[str, Any] = {
        "id": view.id,
        "team_id": workspace.team.id,
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "title": None,
        "submit": None,
        "close": None,
        "clear_on_close": False,
        "notify_on_close": False,
        **view.body,
        "state": {"values": view.values},
        "hash": view.hash,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "app_id": view.app_id,
        "app_installed_team_id": workspace.team.id,
        "bot_id": app.bot_id,
    }
    if body["type"] == "home":
        body["title"] = {"type": "plain_text", "text": "View Title", "emoji": True}
    return body


def front(workspace: Workspace, user: str) -> View | None:
    """Return the view the person has in front of them."""
    stack = workspace.stacks.get(user)
    return workspace.views[stack[-1]] if stack else None


def open_view(
    workspace: Workspace, app: AppInstall, body: Json, *, trigger: Trigger, push: bool = False
) -> View:
    """Show a modal: a new root, or on top of the one the trigger came from."""
    stack = workspace.stacks.setdefault(trigger.user, [])
    if push:
        if trigger.view_id not in stack:
            raise SlackError("not_found")
        if len(stack) >= DEEPEST:
            raise SlackError("push_limit_reached")
    _external_id_is_free(workspace, app, body)
    if not push:
        close(workspace, list(stack))
    view = _new(workspace, app, body, user=trigger.user)
    if push:
        view.previous_id, view.root_id = stack[-1], workspace.views[stack[-1]].root_id
    workspace.stacks[trigger.user].append(view.id)
    event = {"type": "view_opened", "view": as_json(workspace, view), "trigger_id": trigger.id}
    workspace.feed.publish(event, to=[trigger.user])
    return view


def update(workspace: Workspace, view: View, body: Json) -> None:
    """Show another content in a view that is open; inputs that stayed keep what was typed."""
    if body.get("external_id") != view.body.get("external_id"):
        _external_id_is_free(workspace, workspace.apps[view.app_id], body)
    view.values = kept_values(body["blocks"], view.blocks, view.values)
    view.body = body
    view.hash = _hash(workspace)
    workspace.feed.publish({"type": "view_updated", "view": as_json(workspace, view)}, to=[view.user])


def publish(workspace: Workspace, app: AppInstall, body: Json, *, user: str) -> View:
    """Set a person's Home."""
    known = workspace.homes.get((app.id, user))
    if known:
        view = workspace.views[known]
        view.values = kept_values(body["blocks"], view.blocks, view.values)
        view.body, view.hash = body, _hash(workspace)
    else:
        view = _new(workspace, app, body, user=user)
        workspace.homes[app.id, user] = view.id
    event = {"type": "home", "app_id": app.id, "view": as_json(workspace, view)}
    workspace.feed.publish(event, to=[user])
    return view


def close(workspace: Workspace, view_ids: list[str]) -> None:
    """Take views away; apps can no longer change them."""
    if not view_ids:
        return
    user = workspace.views[view_ids[0]].user
    workspace.stacks[user] = [one for one in workspace.stacks[user] if one not in view_ids]
    for view_id in view_ids:
        del workspace.views[view_id]
    now = front(workspace, user)
    event = {"type": "view_closed", "view_ids": view_ids, "view": as_json(workspace, now) if now else None}
    workspace.feed.publish(event, to=[user])


def find(workspace: Workspace, app: AppInstall, *, view_id: str = "", external_id: str = "") -> View:
    """Return the app's open view with this id or external id, or raise SlackError not_found."""
    for view in workspace.views.values():
        named = view.id == view_id if view_id else view.body.get("external_id") == external_id
        if named and view.app_id == app.id:
            return view
    raise SlackError("not_found")


def _new(workspace: Workspace, app: AppInstall, body: Json, *, user: str) -> View:
    view_id = workspace.ids.new("V")
    values = initial_values(body["blocks"])
    view = View(view_id, app.id, user, body, _hash(workspace), values, root_id=view_id)
    workspace.views[view_id] = view
    return view


def _hash(workspace: Workspace) -> str:
    return f"{int(workspace.clock.seconds())}.{workspace.ids.token('hash')[:8]}"


def _external_id_is_free(workspace: Workspace, app: AppInstall, body: Json) -> None:
    wanted = body.get("external_id")
    if wanted and any(
        v.app_id == app.id and v.body.get("external_id") == wanted for v in workspace.views.values()
    ):
        raise SlackError("duplicate_external_id")
