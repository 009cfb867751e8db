"""Posting, changing and deleting messages: the one place that does it, whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sandbox.conversations import Conversation, Whisper, is_reply

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sandbox.values import AppInstall, Json
    from sandbox.workspace import Workspace

_SUBSCRIPTIONS = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}


def post(workspace: Workspace, place: Conversation, content: Json) -> Json:
    """Add a message (user, text, blocks, …) to a conversation, tell the page and the apps, and return it."""
    message = {"type": "message", "team": workspace.team.id, **content, "ts": workspace.clock.stamp()}
    place.messages[message["ts"]] = message
    if message.get("user"):
        place.read[message["user"]] = message["ts"]
    if is_reply(message):
        _count_reply(workspace, place, message)
    workspace.feed.publish(
        {"type": "message", "channel": place.id, "message": shown(workspace, place, message)},
        to=place.audience,
    )
    _announce(workspace, place, message)
    if app := _mentioned(workspace, place, message):
        mention = {**message, "type": "app_mention", "channel": place.id, "event_ts": message["ts"]}
        workspace.tell_app(app, mention)
    return message


def change(workspace: Workspace, place: Conversation, message: Json, content: Json) -> Json:
    """Replace fields of a message (None removes one), mark it edited and tell everybody."""
    before = dict(message)
    for name, value in content.items():
        if value is None:
            message.pop(name, None)
        else:
            message[name] = value
    _publish_change(workspace, place, message)
    _announce(
        workspace, place, {"subtype": "message_changed", "message": dict(message), "previous_message": before}
    )
    return message


def delete(workspace: Workspace, place: Conversation, message: Json) -> None:
    """Take a message away; a parent with answers leaves a tombstone, as in Slack."""
    before = dict(message)
    if message.get("reply_count"):
        kept = {
            name: message[name]
            for name in ("type", "ts", "thread_ts", "reply_count", "reply_users", "latest_reply")
        }
        message.clear()
        message.update(
            kept, subtype="tombstone", user="USLACKBOT", text="This message was deleted.", hidden=True
        )
        _publish_change(workspace, place, message)
        told: Json = {"subtype": "message_changed", "message": dict(message), "previous_message": before}
    else:
        del place.messages[message["ts"]]
        if is_reply(message):
            _count_reply(workspace, place, message)
        workspace.feed.publish(
            {"type": "message_deleted", "channel": place.id, "ts": message["ts"]}, to=place.audience
        )
        told = {"subtype": "message_deleted", "deleted_ts": before["ts"], "previous_message": before}
    _announce(workspace, place, {**told, "hidden": True})


def whisper(workspace: Workspace, place: Conversation, content: Json, *, to: str) -> Json:
    """Say something to one person only, inside a conversation."""
    message = {"type": "message", "team": workspace.team.id, **content, "ts": workspace.clock.stamp()}
    place.whispers[message["ts"]] = Whisper(to, message)
    event = {
        "type": "ephemeral",
        "channel": place.id,
        "message": shown(workspace, place, message, ephemeral=True),
    }
    workspace.feed.publish(event, to=[to])
    return message


def change_whisper(workspace: Workspace, place: Conversation, ts: str, content: Json | None) -> None:
    """Replace an ephemeral message, or take it away with None."""
    kept = place.whispers[ts]
    if content is None:
        del place.whispers[ts]
        workspace.feed.publish({"type": "message_deleted", "channel": place.id, "ts": ts}, to=[kept.user])
        return
    fixed = {
        name: value for name, value in kept.message.items() if name not in ("text", "blocks", "attachments")
    }
    kept.message = {**fixed, **content, "ts": ts}
    message = shown(workspace, place, kept.message, ephemeral=True)
    workspace.feed.publish(
        {"type": "message_changed", "channel": place.id, "message": message}, to=[kept.user]
    )


def react(
    workspace: Workspace,
    place: Conversation,
    message: Json,
    *,
    user: str,
    name: str,
    kind: Literal["added", "removed"],
) -> None:
    """Put an emoji under a message or take it back; the caller has looked that this changes something."""
    users = {one["name"]: list(one["users"]) for one in message.pop("reactions", [])}
    if kind == "added":
        users.setdefault(name, []).append(user)
    else:
        users[name].remove(user)
    reactions = [{"name": one, "users": who, "count": len(who)} for one, who in users.items() if who]
    if reactions:
        message["reactions"] = reactions
    event = {"type": "reaction", "channel": place.id, "ts": message["ts"], "reactions": reactions}
    workspace.feed.publish(event, to=place.audience)
    told = {
        "type": f"reaction_{kind}",
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": place.id, "ts": message["ts"]},
        "item_user": message.get("user"),
    }
    workspace.tell_apps(told, subscription=f"reaction_{kind}", members=place.members)


def join(workspace: Workspace, place: Conversation, user: str) -> None:
    """Let somebody into a channel, with the line that says so."""
    place.members.add(user)
    text = f"<@{user}> has joined the channel"
    subtype = "channel_join" if place.kind == "channel" else "group_join"
    post(workspace, place, {"user": user, "text": text, "subtype": subtype})
    _tell_of_member(workspace, place, user, "member_joined_channel", place.members)


def leave(workspace: Workspace, place: Conversation, user: str) -> None:
    """Take somebody out of a channel, with the line that says so; a bot that is put out is told too."""
    text = f"<@{user}> has left the channel"
    post(
        workspace,
        place,
        {
            "user": user,
            "text": text,
            "subtype": "channel_leave" if place.kind == "channel" else "group_leave",
        },
    )
    inside = set(place.members)
    place.members.discard(user)
    _tell_of_member(workspace, place, user, "member_left_channel", inside)


def _tell_of_member(
    workspace: Workspace, place: Conversation, user: str, kind: str, members: Iterable[str]
) -> None:
    told = {
        "type": kind,
        "user": user,
        "channel": place.id,
        "channel_type": "C" if place.kind == "channel" else "G",
        "team": workspace.team.id,
    }
    workspace.tell_apps(told, subscription=kind, members=members)
    workspace.feed.publish({"type": "channel", "channel": place.id}, to=place.audience)


def by_bot(app: AppInstall) -> Json:
    """Return the fields that say which app a message is from."""
    return {"user": app.bot_user, "bot_id": app.bot_id, "app_id": app.id}


def shown(workspace: Workspace, place: Conversation, message: Json, *, ephemeral: bool = False) -> Json:
    """Return a message as the page gets it."""
    files = [workspace.files[one["id"]].for_page() for one in message.get("files", [])]
    extra: Json = {"files": files} if files else {}
    return {**message, **extra, "channel": place.id, "ephemeral": ephemeral}


def _count_reply(workspace: Workspace, place: Conversation, reply: Json) -> None:
    parent = place.messages.get(reply["thread_ts"])
    if parent is None:
        return
    replies = [one for one in place.thread(parent["ts"]) if one is not parent]
    parent.update(thread_ts=parent["ts"], reply_count=len(replies))
    parent["reply_users"] = list(dict.fromkeys(one.get("user", "") for one in replies))
    parent["reply_users_count"] = len(parent["reply_users"])
    parent["latest_reply"] = replies[-1]["ts"] if replies else parent["ts"]
    _publish_change(workspace, place, parent)


def _publish_change(workspace: Workspace, place: Conversation, message: Json) -> None:
    event = {"type": "message_changed", "channel": place.id, "message": shown(workspace, place, message)}
    workspace.feed.publish(event, to=place.audience)


def _announce(workspace: Workspace, place: Conversation, message: Json) -> None:
    ts = message.get("ts") or workspace.clock.stamp()
    event = {
        **message,
        "type": "message",
        "channel": place.id,
        "channel_type": place.event_type,
        "ts": ts,
        "event_ts": ts,
    }
    workspace.tell_apps(event, subscription=_SUBSCRIPTIONS[place.kind], members=place.members)


def _mentioned(workspace: Workspace, place: Conversation, message: Json) -> AppInstall | None:
    for app in workspace.apps.values():
        named = f"<@{app.bot_user}>" in message.get("text", "") and message.get("user") != app.bot_user
        if named and "app_mention" in app.bot_events and app.bot_user in place.members and place.kind != "im":
            return app
    return None
