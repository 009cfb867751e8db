"""Channels, direct messages and what is said in them, as the sandbox holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sandbox.values import Json


@dataclass(slots=True)
class Whisper:
    """An ephemeral message: one person sees it, nobody else, and no history holds it."""

    user: str
    message: Json


@dataclass(slots=True, kw_only=True)
class Conversation:
    """A channel, private channel ("group") or direct message ("im") with its messages by ts, oldest first."""

    id: str
    kind: Literal["channel", "group", "im"]
    name: str = ""
    members: set[str] = field(default_factory=set)
    creator: str = ""
    created: int = 0
    is_archived: bool = False
    topic: str = ""
    purpose: str = ""
    messages: dict[str, Json] = field(default_factory=dict)
    whispers: dict[str, Whisper] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)

    @property
    def audience(self) -> frozenset[str] | None:
        """Who may see what is said here; None is everybody."""
        return None if self.kind == "channel" else frozenset(self.members)

    @property
    def event_type(self) -> str:
        """The `channel_type` of message events."""
        return self.kind

    def is_open_to(self, user: str) -> bool:
        """Whether the person may look inside."""
        return self.kind == "channel" or user in self.members

    def roots(self) -> Iterator[Json]:
        """Yield the messages of the main timeline, newest first."""
        for message in reversed(self.messages.values()):
            if not is_reply(message) or message.get("subtype") == "thread_broadcast":
                yield message

    def thread(self, ts: str) -> list[Json]:
        """Return a parent and its replies, oldest first."""
        return [one for one in self.messages.values() if one["ts"] == ts or one.get("thread_ts") == ts]

    def seen_by_all(self) -> None:
        """Let everybody have read everything that stands here."""
        self.read = dict.fromkeys(self.members, self.latest or "")

    def unread(self, user: str) -> list[Json]:
        """Return what others said since the person last looked."""
        seen = self.read.get(user, "")
        newer = []
        for message in self.roots():
            if message["ts"] <= seen:
                break
            if message.get("user") != user:
                newer.append(message)
        return newer

    @property
    def latest(self) -> str | None:
        """The ts of the newest message of the timeline."""
        return next((message["ts"] for message in self.roots()), None)


def is_reply(message: Json) -> bool:
    """Whether the message is an answer in a thread."""
    return "thread_ts" in message and message["thread_ts"] != message["ts"]
