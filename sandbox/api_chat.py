"""Web API: chat.* ("chat.postMessage", "chat.update", "chat.delete", "chat.postEphemeral", "chat.getPermalink")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.contents import LONGEST_UPDATE, content, says_nothing
from sandbox.conversations import is_reply
from sandbox.messages import by_bot, change, delete, post, whisper
from sandbox.methods import Method
from sandbox.places import seen, writable
from sandbox.problems import SlackError

if TYPE_CHECKING:
    from sandbox.arguments import Call
    from sandbox.conversations import Conversation
    from sandbox.values import Json


def post_message(call: Call) -> Json:
    """Post a message to a channel, a thread or a person."""
    place = writable(call, call.text("channel"))
    found = content(call)
    if says_nothing(found):
        raise SlackError("no_text")
    message = {"text": "", **found, **by_bot(call.app), **_persona(call), **_thread(call, place)}
    message = post(call.workspace, place, message)
    return {"channel": place.id, "ts": message["ts"], "message": message}


def update(call: Call) -> Json:
    """Change one of the app's own messages; fields that are not given stay."""
    place = seen(call, call.text("channel"))
    message = _own_message(call, place, call.text("ts"), forbidden="cant_update_message")
    found = content(call, longest=LONGEST_UPDATE)
    if not any(found.get(name) for name in ("text", "blocks", "attachments")):
        raise SlackError("no_text")
    edited = {"user": call.app.bot_user, "ts": call.workspace.clock.stamp()}
    # An empty list or object takes the former one away.
    gone: Json = {
        name: None for name in ("blocks", "attachments", "metadata") if name in found and not found[name]
    }
    message = change(call.workspace, place, message, {**found, **gone, "edited": edited})
    return {"channel": place.id, "ts": message["ts"], "text": message.get("text", ""), "message": message}


def remove(call: Call) -> Json:
    """Delete one of the app's own messages."""
    place = seen(call, call.text("channel"))
    message = _own_message(call, place, call.text("ts"), forbidden="cant_delete_message")
    ts = message["ts"]
    delete(call.workspace, place, message)
    return {"channel": place.id, "ts": ts}


def post_ephemeral(call: Call) -> Json:
    """Show a message to one person in a channel."""
    place = writable(call, call.text("channel"))
    user = call.text("user")
    if user not in place.members:
        raise SlackError("user_not_in_channel")
    found = content(call)
    if says_nothing(found):
        raise SlackError("no_text")
    message = {"text": "", **found, **by_bot(call.app), **_persona(call)}
    if thread_ts := call.text("thread_ts", ""):
        message["thread_ts"] = thread_ts
    return {"message_ts": whisper(call.workspace, place, message, to=user)["ts"]}


def get_permalink(call: Call) -> Json:
    """Return an address that leads to a message."""
    place = seen(call, call.text("channel"))
    ts = call.text("message_ts")
    message = place.messages.get(ts)
    if message is None:
        raise SlackError("message_not_found")
    link = f"{call.workspace.base_url}/archives/{place.id}/p{ts.replace('.', '')}"
    if is_reply(message):
        link += f"?thread_ts={message['thread_ts']}&cid={place.id}"
    return {"channel": place.id, "permalink": link}


def _persona(call: Call) -> Json:
    chosen = {name: call.text(name, "") for name in ("username", "icon_url", "icon_emoji")}
    chosen = {name: value for name, value in chosen.items() if value}
    if chosen:
        call.needs("chat:write.customize")
    return chosen


def _thread(call: Call, place: Conversation) -> Json:
    thread_ts = call.text("thread_ts", "")
    if not thread_ts:
        return {}
    parent = place.messages.get(thread_ts)
    if parent is None:
        raise SlackError("thread_not_found")
    if is_reply(parent):
        raise SlackError("cannot_reply_to_message")
    broadcast = {"subtype": "thread_broadcast"} if call.flag("reply_broadcast") else {}
    return {"thread_ts": thread_ts, **broadcast}


def _own_message(call: Call, place: Conversation, ts: str, *, forbidden: str) -> Json:
    message = place.messages.get(ts)
    if message is None or message.get("subtype") == "tombstone":
        raise SlackError("message_not_found")
    if message.get("bot_id") != call.app.bot_id:
        raise SlackError(forbidden)
    return message


METHODS = {
    "chat.postMessage": Method(post_message, scope="chat:write"),
    "chat.update": Method(update, scope="chat:write"),
    "chat.delete": Method(remove, scope="chat:write"),
    "chat.postEphemeral": Method(post_ephemeral, scope="chat:write"),
    "chat.getPermalink": Method(get_permalink),
}
