"""Web API: conversations.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.conversations import Conversation, is_reply
from sandbox.messages import join
from sandbox.methods import Method
from sandbox.paging import page, page_by_ts
from sandbox.places import joined, readable, seen
from sandbox.problems import SlackError, invalid_arguments

if TYPE_CHECKING:
    from sandbox.arguments import Call
    from sandbox.values import Json

_KINDS = {
    "public_channel": ("channel", "channels"),
    "private_channel": ("group", "groups"),
    "im": ("im", "im"),
}


def as_json(call: Call, place: Conversation) -> Json:
    """Return Slack's conversation object."""
    common = {
        "id": place.id,
        "created": place.created,
        "is_archived": place.is_archived,
        "is_im": place.kind == "im",
        "is_org_shared": False,
        "context_team_id": call.workspace.team.id,
        "updated": place.created * 1000,
    }
    if place.kind == "im":
        other = next(iter(place.members - {call.app.bot_user}), call.app.bot_user)
        return {**common, "user": other, "is_user_deleted": False, "priority": 0}
    return {
        **common,
        "name": place.name,
        "name_normalized": place.name,
        "is_channel": place.kind == "channel",
        "is_group": place.kind == "group",
        "is_mpim": False,
        "is_private": place.kind == "group",
        "is_general": False,
        "is_shared": False,
        "is_ext_shared": False,
        "unlinked": 0,
        "creator": place.creator,
        "is_member": call.app.bot_user in place.members,
        "topic": {"value": place.topic, "creator": place.creator, "last_set": place.created},
        "purpose": {"value": place.purpose, "creator": place.creator, "last_set": place.created},
        "previous_names": [],
        "num_members": len(place.members),
    }


def listing(call: Call) -> Json:
    """List the conversations of the types asked for that the app may know of."""
    return _listed(call, user=None)


def users_conversations(call: Call) -> Json:
    """List the conversations somebody (by default the app) is in."""
    return _listed(call, user=call.text("user", call.app.bot_user))


def _listed(call: Call, *, user: str | None) -> Json:
    kinds = call.items("types") or ["public_channel"]
    if unknown := set(kinds) - {*_KINDS, "mpim"}:
        raise SlackError("invalid_types", needed=",".join(sorted(unknown)))
    wanted = {_KINDS[kind][0] for kind in kinds if kind in _KINDS}
    for kind in kinds:
        call.needs(f"{_KINDS[kind][1] if kind in _KINDS else 'mpim'}:read")
    without_archived = call.flag("exclude_archived")
    found = [
        place
        for place in call.workspace.conversations.values()
        if place.kind in wanted
        and place.is_open_to(call.app.bot_user)
        and not (without_archived and place.is_archived)
        and (user is None or user in place.members)
    ]
    items, cursor = page(call, found)
    channels = [as_json(call, place) for place in items]
    return {"channels": channels, "response_metadata": {"next_cursor": cursor}}


def info(call: Call) -> Json:
    """Describe one conversation."""
    return {"channel": as_json(call, readable(call, call.text("channel"), right="read"))}


def members(call: Call) -> Json:
    """List who is in a conversation."""
    place = readable(call, call.text("channel"), right="read")
    items, cursor = page(call, sorted(place.members))
    return {"members": items, "response_metadata": {"next_cursor": cursor}}


def history(call: Call) -> Json:
    """Return the main timeline, newest first."""
    place = joined(call, call.text("channel"))
    messages, cursor = page_by_ts(call, list(place.roots()), newest_first=True)
    return _messages(call, messages, cursor)


def replies(call: Call) -> Json:
    """Return a thread, oldest first, its parent always among them."""
    place = joined(call, call.text("channel"))
    message = place.messages.get(call.text("ts"))
    if message is None:
        raise SlackError("thread_not_found")
    parent, *rest = place.thread(message["thread_ts"] if is_reply(message) else message["ts"])
    found, cursor = page_by_ts(call, rest, newest_first=False)
    return _messages(call, [parent, *found], cursor)


def _messages(call: Call, messages: list[Json], cursor: str) -> Json:
    whole = call.flag("include_all_metadata")
    answer: Json = {
        "messages": [one if whole else _without_payload(one) for one in messages],
        "has_more": bool(cursor),
        "pin_count": 0,
    }
    if cursor:
        answer["response_metadata"] = {"next_cursor": cursor}
    return answer


def _without_payload(message: Json) -> Json:
    """Without include_all_metadata only the type of the metadata is told."""
    if "metadata" not in message:
        return message
    return {**message, "metadata": {"event_type": message["metadata"]["event_type"]}}


def opening(call: Call) -> Json:
    """Open (or find) the direct message with one person."""
    users = call.items("users")
    if channel := call.text("channel", ""):
        return {"channel": as_json(call, seen(call, channel))}
    if not users:
        raise invalid_arguments("missing required field: users or channel")
    if len(users) > 1:
        call.needs("mpim:write")
        raise SlackError("method_not_supported_for_channel_type")
    person = call.workspace.people.get(users[0])
    if person is None:
        raise SlackError("user_not_found")
    if person.is_bot:
        raise SlackError("cannot_dm_bot")
    call.needs("im:write")
    place = call.workspace.direct(person.id, call.app.bot_user)
    return {"channel": as_json(call, place) if call.flag("return_im") else {"id": place.id}}


def joining(call: Call) -> Json:
    """Let the app into a public channel."""
    place = seen(call, call.text("channel"))
    if place.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if place.is_archived:
        raise SlackError("is_archived")
    already = call.app.bot_user in place.members
    if not already:
        join(call.workspace, place, call.app.bot_user)
    return {"channel": as_json(call, place), **({"warning": "already_in_channel"} if already else {})}


METHODS = {
    "conversations.list": Method(listing),
    "users.conversations": Method(users_conversations),
    "conversations.info": Method(info),
    "conversations.members": Method(members),
    "conversations.history": Method(history),
    "conversations.replies": Method(replies),
    "conversations.open": Method(opening),
    "conversations.join": Method(joining, scope="channels:join"),
}
