"""Finding a conversation for an app, with Slack's errors for what it may not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.problems import SlackError

if TYPE_CHECKING:
    from sandbox.arguments import Call
    from sandbox.conversations import Conversation

_PREFIXES = {"channel": "channels", "group": "groups", "im": "im"}


def seen(call: Call, channel: str) -> Conversation:
    """Return a conversation the app may know of, or raise SlackError channel_not_found."""
    place = call.workspace.conversations.get(channel)
    if place is None or not place.is_open_to(call.app.bot_user):
        raise SlackError("channel_not_found")
    return place


def readable(call: Call, channel: str, *, right: str) -> Conversation:
    """Return a conversation if the app has the scope for its kind, such as `groups:history`."""
    place = seen(call, channel)
    call.needs(f"{_PREFIXES[place.kind]}:{right}")
    return place


def joined(call: Call, channel: str, *, right: str = "history") -> Conversation:
    """Return a conversation the app may read and is in, or raise SlackError not_in_channel."""
    place = readable(call, channel, right=right)
    if call.app.bot_user not in place.members:
        raise SlackError("not_in_channel")
    return place


def writable(call: Call, channel: str) -> Conversation:
    """Return where a message to a channel id, channel name or person goes; raises SlackError if the app may not."""
    workspace = call.workspace
    person = workspace.people.get(channel)
    if person is not None:
        if person.is_bot:
            raise SlackError("cannot_dm_bot")
        return workspace.direct(person.id, call.app.bot_user)
    by_name = {f"#{one.name}": one.id for one in workspace.conversations.values() if one.name}
    name = channel if channel.startswith("#") else f"#{channel}"
    place = seen(call, channel if channel in workspace.conversations else by_name.get(name, channel))
    if place.is_archived:
        raise SlackError("is_archived")
    if call.app.bot_user not in place.members and "chat:write.public" not in call.app.scopes:
        raise SlackError("not_in_channel")
    return place
