"""The payloads apps get when people do something, field for field as in Slack's reference, "Interaction payloads"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.inputs import field_of, initial_values
from sandbox.views import as_json

if TYPE_CHECKING:
    from sandbox.conversations import Conversation
    from sandbox.triggers import Trigger
    from sandbox.values import AppInstall, Json
    from sandbox.views import View
    from sandbox.workspace import Workspace


def common(workspace: Workspace, app: AppInstall, user: str, kind: str) -> Json:
    """Return what every interaction payload begins with."""
    person, team = workspace.people[user], workspace.team
    return {
        "type": kind,
        "user": {"id": person.id, "username": person.handle, "name": person.handle, "team_id": team.id},
        "api_app_id": app.id,
        "token": app.verification_token,
        "team": {"id": team.id, "domain": team.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def place_named(place: Conversation) -> Json:
    """Return a conversation's id and the name payloads give it."""
    return {
        "id": place.id,
        "name": {"im": "directmessage", "group": "privategroup"}.get(place.kind, place.name),
    }


def slash_command(
    workspace: Workspace,
    app: AppInstall,
    place: Conversation,
    trigger: Trigger,
    *,
    command: str,
    text: str,
    url: str,
) -> dict[str, str]:
    """Return the form of a slash command."""
    named = place_named(place)
    return {
        "token": app.verification_token,
        "team_id": workspace.team.id,
        "team_domain": workspace.team.domain,
        "channel_id": named["id"],
        "channel_name": named["name"],
        "user_id": trigger.user,
        "user_name": workspace.people[trigger.user].handle,
        "command": command,
        "text": text,
        "api_app_id": app.id,
        "is_enterprise_install": "false",
        "response_url": url,
        "trigger_id": trigger.id,
    }


def action(block: Json, element: Json, value: Json, *, ts: str) -> Json:
    """Return one entry of `actions`: the element with what was chosen."""
    shown = (
        "type",
        "action_id",
        "text",
        "value",
        "style",
        "confirm",
        "placeholder",
        "initial_option",
        "initial_options",
    )
    done = {name: element[name] for name in shown if name in element}
    field = field_of(element["type"])
    if field:
        done[field] = value[field]
    elif element["type"] == "overflow":
        done["selected_option"] = value["selected_option"]
    return {**done, "block_id": block["block_id"], "action_ts": ts}


def view_shown(workspace: Workspace, view: View) -> Json:
    """Return a view for its app; files in inputs become file objects that the app may fetch."""
    body = as_json(workspace, view)
    values = {block_id: dict(held) for block_id, held in view.values.items()}
    for held in values.values():
        for action_id, value in held.items():
            if value["type"] == "file_input":
                files = [workspace.files[one] for one in value["files"]]
                for file in files:
                    file.given_to.add(workspace.apps[view.app_id].bot_user)
                held[action_id] = {**value, "files": [file.for_app(workspace) for file in files]}
    return {**body, "state": {"values": values}}


def message_state(blocks: list[Json], values: Json) -> Json:
    """Return the `state` of a message: initial values, then what the person set."""
    merged = initial_values(blocks)
    for block_id, held in values.items():
        merged.setdefault(block_id, {}).update(held)
    return {"values": merged}
