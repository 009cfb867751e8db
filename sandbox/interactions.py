"""What people do to apps: commands, shortcuts, clicks and menus that load their options."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sandbox import payloads, responses, triggers, typed
from sandbox.checks import array
from sandbox.inputs import field_of, offered, with_values
from sandbox.messages import whisper
from sandbox.objects import OPTION_GROUPS, PLAIN_OPTION
from sandbox.problems import PageError, SlackError

if TYPE_CHECKING:
    from sandbox.acks import Ack
    from sandbox.conversations import Conversation
    from sandbox.delivery import Delivery
    from sandbox.spots import Spot
    from sandbox.triggers import Trigger
    from sandbox.values import AppInstall, Json
    from sandbox.views import View
    from sandbox.workspace import Workspace

NO_ANSWER = "The app did not respond."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an act: fine, or the sentence the person sees."""

    error: str = ""
    more: Json = field(default_factory=dict)

    def body(self) -> Json:
        """Return the page's answer."""
        return {"ok": not self.error, **({"error": self.error} if self.error else {}), **self.more}


@dataclass(frozen=True, slots=True)
class Act:
    """An act of a person that has a trigger, and what the page is told to find its effects."""

    app: AppInstall
    trigger: Trigger
    seq: int

    def outcome(self, error: str = "") -> Outcome:
        """Return how it went."""
        return Outcome(error, {"trigger_id": self.trigger.id, "seq": self.seq})


def _begin(workspace: Workspace, app: AppInstall, user: str, view: View | None = None) -> Act:
    trigger = triggers.mint(workspace, user=user, app_id=app.id, view_id=view.id if view else None)
    return Act(app, trigger, workspace.feed.seq)


async def command(
    workspace: Workspace, delivery: Delivery, *, user: str, place: Conversation, name: str, text: str
) -> Outcome:
    """Type a slash command; raises PageError for one that no app has."""
    with workspace.lock:
        app, described = _command_of(workspace, name)
        act = _begin(workspace, app, user)
        url = responses.mint(workspace, app, user=user, channel=place.id)
        shown = typed.for_command(workspace, text) if described.get("should_escape") else text
        form = payloads.slash_command(workspace, app, place, act.trigger, command=name, text=shown, url=url)
    ack = await delivery.ask(app, "slash_commands", form)
    with workspace.lock:
        error = f"{name} failed because the app did not respond" if ack.failure == "timeout" else ""
        if ack.failure and not error:
            error = f'{name} failed with the error "{_told(ack.failure)}"'
        body = {"text": ack.body} if isinstance(ack.body, str) and ack.body.strip() else ack.body
        if not error and isinstance(body, dict) and body:
            try:
                responses.say(workspace, responses.ResponseUrl(**_asker(app, user, place)), body)
            except SlackError as problem:
                error = f'{name} failed with the error "{problem.code}"'
        if error:
            whisper(workspace, place, {"user": "USLACKBOT", "username": "Slackbot", "text": error}, to=user)
    return act.outcome(error)


def _asker(app: AppInstall, user: str, place: Conversation) -> Json:
    return {"app_id": app.id, "user": user, "channel": place.id, "made": 0.0}


def _command_of(workspace: Workspace, name: str) -> tuple[AppInstall, Json]:
    for app in workspace.apps.values():
        for described in app.commands:
            if described["command"] == name:
                return app, described
    raise PageError(f"{name} is not a valid command.", status=404)


async def shortcut(
    workspace: Workspace,
    delivery: Delivery,
    *,
    user: str,
    callback_id: str,
    place: Conversation | None,
    message: Json,
) -> Outcome:
    """Run a global shortcut or, with a message, a message shortcut."""
    with workspace.lock:
        app = _app_with_shortcut(workspace, callback_id, "message" if place else "global")
        act = _begin(workspace, app, user)
        kind = "message_action" if place else "shortcut"
        payload = payloads.common(workspace, app, user, kind)
        payload |= {
            "callback_id": callback_id,
            "trigger_id": act.trigger.id,
            "action_ts": workspace.clock.stamp(),
        }
        if place:
            payload |= {
                "channel": payloads.place_named(place),
                "message_ts": message["ts"],
                "message": message,
            }
            payload["response_url"] = responses.mint(workspace, app, user=user, channel=place.id)
        else:
            del payload["api_app_id"]
    ack = await delivery.ask(app, "interactive", payload)
    return act.outcome(complain(workspace, act, ack))


def _app_with_shortcut(workspace: Workspace, callback_id: str, kind: str) -> AppInstall:
    for app in workspace.apps.values():
        if any(one["callback_id"] == callback_id and one["type"] == kind for one in app.shortcuts):
            return app
    raise PageError(f"There is no {kind} shortcut {callback_id}.", status=404)


def complain(workspace: Workspace, act: Act, ack: Ack, container: Json | None = None) -> str:
    """Tell the person when an app failed them; returns the sentence, "" when all is well."""
    if ack.ok:
        return ""
    sentence = NO_ANSWER if ack.failure == "timeout" else f"The app failed ({_told(ack.failure)})."
    event = {"type": "app_error", "app_id": act.app.id, "error": sentence, "container": container}
    with workspace.lock:
        workspace.feed.publish(event, to=[act.trigger.user])
    return sentence


def _told(failure: str) -> str:
    """Return the word Slack shows to people."""
    return {"http_error": "http_service_error", "timeout": "operation_timeout"}.get(
        failure, "dispatch_failed"
    )


async def action(
    workspace: Workspace,
    delivery: Delivery,
    *,
    user: str,
    spot: Spot,
    ids: tuple[str, str],
    value: Json,
    values: Json,
) -> Outcome:
    """Click a button or choose in a menu."""
    with workspace.lock:
        block, element = spot.element(*ids)
        if block["type"] == "input" and not block.get("dispatch_action"):
            raise PageError("This input is sent with the form, not by itself.")
        act = _begin(workspace, spot.app, user, spot.view)
        value = _chosen(element, value)
        ts = workspace.clock.stamp()
        payload = payloads.common(workspace, spot.app, user, "block_actions")
        payload |= {"container": spot.container(), "trigger_id": act.trigger.id}
        mine = {ids[0]: {ids[1]: value}} if field_of(element["type"]) else {}
        if spot.view:
            spot.view.values = with_values(
                spot.blocks, with_values(spot.blocks, spot.view.values, values), mine
            )
            payload["view"] = payloads.view_shown(workspace, spot.view)
        else:
            assert spot.place is not None
            ts_of = spot.message["ts"]
            payload["response_url"] = responses.mint(
                workspace, spot.app, user=user, channel=spot.place.id, source_ts=ts_of
            )
            payload |= {"channel": payloads.place_named(spot.place)}
            payload["state"] = payloads.message_state(spot.blocks, with_values(spot.blocks, values, mine))
            if not spot.whispered:
                payload["message"] = spot.message
        payload["actions"] = [payloads.action(block, element, value, ts=ts)]
    ack = await delivery.ask(spot.app, "interactive", payload)
    return act.outcome(complain(workspace, act, ack, spot.container()))


def _chosen(element: Json, value: Json) -> Json:
    if element["type"] != "overflow":
        return value
    wanted = value.get("selected_option")
    wanted = wanted.get("value") if isinstance(wanted, dict) else wanted
    for one in offered(element):
        if one["value"] == wanted:
            return {"type": "overflow", "selected_option": one}
    raise PageError("That entry is not in the menu any more.")


async def options(
    workspace: Workspace, delivery: Delivery, *, user: str, spot: Spot, ids: tuple[str, str], value: str
) -> Outcome:
    """Ask the app what an external menu offers for what was typed so far."""
    with workspace.lock:
        spot.element(*ids)
        payload = payloads.common(workspace, spot.app, user, "block_suggestion")
        payload |= {"container": spot.container(), "block_id": ids[0], "action_id": ids[1], "value": value}
        if spot.view:
            payload["view"] = payloads.view_shown(workspace, spot.view)
        elif spot.place:
            payload |= {"channel": payloads.place_named(spot.place), "message": spot.message}
    ack = await delivery.ask(spot.app, "interactive", payload)
    body = ack.body if isinstance(ack.body, dict) else {}
    checks = {"options": array(PLAIN_OPTION, 100, least=0), "option_groups": OPTION_GROUPS}
    for name in ("options", "option_groups"):
        if name in body and not list(checks[name](body[name], f"/{name}")):
            return Outcome(more={name: body[name]})
    return Outcome("The app sent no options.")
