"""Submitting and closing views, and what an app's acknowledgement does to them ("View submissions")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox import payloads, responses, triggers
from sandbox.inputs import client_errors, with_values
from sandbox.interactions import NO_ANSWER, Outcome
from sandbox.problems import SlackError
from sandbox.views import as_json, checked, close, find, front, open_view, update

if TYPE_CHECKING:
    from sandbox.delivery import Delivery
    from sandbox.triggers import Trigger
    from sandbox.values import Json
    from sandbox.views import View
    from sandbox.workspace import Workspace

TROUBLE = "We had some trouble connecting. Try again?"


async def submit(workspace: Workspace, delivery: Delivery, *, view: View, values: Json) -> Outcome:
    """Press a modal's submit button."""
    with workspace.lock:
        view.values = with_values(view.blocks, view.values, values)
        if errors := client_errors(view.blocks, view.values):
            return _now(workspace, view.user, "errors", errors=errors)
        app = workspace.apps[view.app_id]
        trigger = triggers.mint(workspace, user=view.user, app_id=app.id, view_id=view.id)
        payload = payloads.common(workspace, app, view.user, "view_submission")
        payload |= {"trigger_id": trigger.id, "view": payloads.view_shown(workspace, view)}
        payload["response_urls"] = _response_urls(workspace, view)
    ack = await delivery.ask(app, "interactive", payload)
    with workspace.lock:
        if not ack.ok:
            return _trouble(workspace, view, NO_ANSWER if ack.failure == "timeout" else TROUBLE)
        return _obey(workspace, view, trigger, ack.body)


def _obey(workspace: Workspace, view: View, trigger: Trigger, body: object) -> Outcome:
    if body in (None, "", {}):
        _close_from(workspace, view)
        return _now(workspace, view.user, "close")
    answer: Json = body if isinstance(body, dict) else {}
    action = str(answer.get("response_action"))
    try:
        errors = _usable_errors(view, answer.get("errors")) if action == "errors" else {}
        _change_views(workspace, view, trigger, action, answer)
    except SlackError as problem:
        return _trouble(workspace, view, TROUBLE, " ".join([problem.code, *problem.messages]))
    return _now(workspace, view.user, action, errors=errors)


def _change_views(workspace: Workspace, view: View, trigger: Trigger, action: str, answer: Json) -> None:
    if action == "clear":
        close(workspace, list(workspace.stacks.get(view.user, ())))
    elif action in {"update", "push"}:
        new = checked(answer.get("view"), kinds=("modal",), workspace=workspace)
        app = workspace.apps[view.app_id]
        if action == "push":
            open_view(workspace, app, new, trigger=trigger, push=True)
        else:
            update(workspace, find(workspace, app, view_id=view.id), new)
    elif action != "errors":
        raise SlackError("unknown_response_action")


def _usable_errors(view: View, errors: object) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise SlackError("invalid_errors", messages=[f"errors must name input blocks of the view: {errors}"])
    if not all(isinstance(text, str) and text for text in errors.values()):
        raise SlackError("invalid_errors", messages=["every error needs a text"])
    return errors


def _trouble(workspace: Workspace, view: View, sentence: str, cause: str = "") -> Outcome:
    container = {"type": "view", "view_id": view.id}
    event: Json = {"type": "app_error", "app_id": view.app_id, "error": sentence, "container": container}
    workspace.feed.publish({**event, "cause": cause}, to=[view.user])
    return Outcome(
        sentence, {"action": "errors", "errors": {}, "cause": cause, "view": _front(workspace, view.user)}
    )


def _now(workspace: Workspace, user: str, action: str, *, errors: dict[str, str] | None = None) -> Outcome:
    return Outcome(more={"action": action, "errors": errors or {}, "view": _front(workspace, user)})


def _front(workspace: Workspace, user: str) -> Json | None:
    view = front(workspace, user)
    return as_json(workspace, view) if view else None


def _close_from(workspace: Workspace, view: View) -> None:
    """Close this view and whatever was pushed on it meanwhile."""
    stack = workspace.stacks.get(view.user, [])
    if view.id in stack:
        close(workspace, stack[stack.index(view.id) :])


def _response_urls(workspace: Workspace, view: View) -> list[Json]:
    app = workspace.apps[view.app_id]
    urls = []
    for block in view.blocks:
        element = block.get("element", {})
        if element.get("response_url_enabled"):
            held = view.values[block["block_id"]][element["action_id"]]
            channel = held.get("selected_conversation") or held.get("selected_channel")
            if channel in workspace.conversations:
                url = responses.mint(workspace, app, user=view.user, channel=channel)
                ids = {
                    "block_id": block["block_id"],
                    "action_id": element["action_id"],
                    "channel_id": channel,
                }
                urls.append({**ids, "response_url": url})
    return urls


async def dismiss(workspace: Workspace, delivery: Delivery, *, view: View, everything: bool) -> Outcome:
    """Press a modal's close button, or the cross that closes the whole stack; tells apps that want to know."""
    with workspace.lock:
        stack = workspace.stacks.get(view.user, [])
        everything = everything or bool(view.body.get("clear_on_close"))
        gone = [workspace.views[one] for one in (stack if everything else stack[stack.index(view.id) :])]
        told = []
        for one in reversed(gone):
            if one.body.get("notify_on_close"):
                app = workspace.apps[one.app_id]
                payload = payloads.common(workspace, app, one.user, "view_closed")
                told.append(
                    (app, {**payload, "view": payloads.view_shown(workspace, one), "is_cleared": everything})
                )
        close(workspace, [one.id for one in gone])
        outcome = Outcome(more={"view": _front(workspace, view.user)})
    for app, payload in told:
        await delivery.ask(app, "interactive", payload)
    return outcome
