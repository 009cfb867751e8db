"""Readiness: "Readiness" in the menu, and ticks in bulk or per store."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from blocks.decision_words import ITEMS_SAID, UNTICKED_SAID
from blocks.readiness import GO, READINESS, READY, TICK
from blocks.readiness_form import ITEMS, TICK_FORM, Ticked, read_ticked, tick_form
from blocks.readiness_places import Of, Place, read_place
from blocks.text import listed
from domain.audit import Action
from domain.heard import Unit
from domain.posts import Post, PostId
from domain.readiness import Readiness
from domain.refusals import InvalidForm, Refusal
from domain.ticking import refuse_ticking, tick, tickable, untick
from domain.workspaces import Workspace
from handlers import exclusions, store_answers
from handlers.deciding import settle
from handlers.home_drawing import show_home
from handlers.kit import caller_of
from handlers.opening import Show, in_front
from handlers.readiness_looking import looked_at, place_under, show_under, stores_said, view_of
from handlers.store_answers import keep_not_ready

ITEMS_NAMED = 10


def register(app: App) -> None:
    """Listen to every button and form about readiness; one listener each, since Bolt tries them in turn."""
    app.action(re.compile(f"^{READINESS}"))(readiness_pressed)
    app.view(re.compile(f"^{READINESS}"))(readiness_submitted)


def readiness_chosen(post_id: PostId, _: int, show: Show, context: BoltContext) -> None:
    """Somebody wants to see or say how far the stores are."""
    show(view_of(Place(post=post_id), context))


def readiness_pressed(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """A button about readiness; each has its own story."""
    _CLICKS[action["action_id"].partition(":")[0]](action, body, client, context)
    ack()
    if body.get("view", {}).get("type") == "home" and action["action_id"] == READY:
        show_home(client, context)


def readiness_submitted(ack: Ack, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """A form about readiness."""
    _FORMS[view["callback_id"]](ack, view, client, context)


def go_clicked(action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """Another region, or another page."""
    client.views_update(view_id=body["view"]["id"], view=view_of(read_place(action["value"]), context))


def tick_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """Somebody wants to tick: the form asks what is so there."""
    place = read_place(action["value"])
    post, workspace, readiness = looked_at(place.post, context)
    units = _mine(post, readiness, place, workspace=workspace, context=context)
    if not units:
        raise Refusal("This post does not touch that store any more, so there is nothing to tick.")
    under = place_under(body)
    in_front(body, client)(tick_form(readiness, units, place=place, under=under, workspace=workspace))


def ticks_submitted(ack: Ack, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """What of the checklist is so, or why the store is not ready."""
    ticked = read_ticked(view)
    if ticked.note:
        keep_not_ready(ticked.place.post, (ticked.place.name,), ticked.note, context)
    elif ticked.place.of is Of.STORE:
        _change_one(ticked, context)
    else:
        _tick_several(ticked, context)
    ack()
    show_under(ticked.under, view, client, context)


def _change_one(ticked: Ticked, context: BoltContext) -> None:
    """Only what this person changed counts: what somebody else ticked or unticked meanwhile stays."""
    by, key = caller_of(context).user, ticked.place.name
    added, removed = ticked.items - ticked.shown, ticked.shown - ticked.items
    said: dict[str, str] = {}

    def decide(post: Post, workspace: Workspace, at: datetime) -> Post:
        readiness = refuse_ticking(post, by=by, at=at, workspace=workspace)
        unit = next((one for one in readiness.units if one.key == key), None)
        missing = {one.key for one in unit.missing} if unit else set(added)
        more, less = added & missing, removed & set(unit.ticks if unit else removed)
        said.update(stores_said([key], workspace=workspace))
        said.update(_items(ITEMS_SAID, more, readiness) | _items(UNTICKED_SAID, less, readiness))
        if more:
            post = tick(post, stores=[key], items=more, by=by, at=at, workspace=workspace)
        if less:
            post = untick(post, stores=[key], items=less, by=by, at=at, workspace=workspace)
        return post

    action = Action.READINESS_TICKED if added else Action.READINESS_UNTICKED
    settle(context, ticked.place.post, action=action, decide=decide, detail=said)


def _tick_several(ticked: Ticked, context: BoltContext) -> None:
    """The same in each store of a region or of the post, but for those that said they are not ready."""
    if not ticked.items:
        raise InvalidForm({ITEMS: "Tick what is so in each of these stores."})
    by = caller_of(context).user
    said: dict[str, str] = {}

    def decide(post: Post, workspace: Workspace, at: datetime) -> Post:
        readiness = refuse_ticking(post, by=by, at=at, workspace=workspace)
        units = _mine(post, readiness, ticked.place, workspace=workspace, context=context)
        stores = [one.key for one in units if one.refusal is None]
        said.update(stores_said(stores, workspace=workspace))
        said.update(_items(ITEMS_SAID, ticked.items, readiness))
        return tick(post, stores=stores, items=ticked.items, by=by, at=at, workspace=workspace)

    settle(context, ticked.place.post, action=Action.READINESS_TICKED, decide=decide, detail=said)


def _mine(
    post: Post, readiness: Readiness, place: Place, *, workspace: Workspace, context: BoltContext
) -> tuple[Unit, ...]:
    mine = set(tickable(post, by=caller_of(context).user, workspace=workspace))
    some = place.among(readiness.units, workspace=workspace)
    return tuple(one for one in some if one.key in mine)


def _items(name: str, keys: Iterable[str], readiness: Readiness) -> dict[str, str]:
    """The items as the record names them; nothing for none of them, or all."""
    wanted = set(keys)
    names = [one.name for one in readiness.items if one.key in wanted]
    every = len(names) == len(readiness.items) and name == ITEMS_SAID
    return {name: listed(names, limit=ITEMS_NAMED)} if names and not every else {}


_CLICKS: dict[str, Callable[[dict[str, Any], dict[str, Any], WebClient, BoltContext], None]] = {
    GO: go_clicked,
    TICK: tick_clicked,
    **exclusions.CLICKS,
    **store_answers.CLICKS,
}
_FORMS: dict[str, Callable[[Ack, dict[str, Any], WebClient, BoltContext], None]] = {
    TICK_FORM: ticks_submitted,
    **exclusions.FORMS,
    **store_answers.FORMS,
}
