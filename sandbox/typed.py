"""What people type: mentions become active, everything else is escaped, as Slack's composer does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.values import Json
    from sandbox.workspace import Workspace

_ACTIVE = re.compile(r"(?<!\w)(?:@(?P<at>[\w.\-]+)|#(?P<channel>[\w\-]+))|(?P<url>https?://[^\s<>|]+)")


def sent(workspace: Workspace, text: str) -> tuple[str, list[Json]]:
    """Return the text and the rich_text block that a message typed by a person has."""
    words: list[str] = []
    elements: list[Json] = []

    def plain(piece: str) -> None:
        if piece:
            words.append(escaped(piece))
            elements.append({"type": "text", "text": piece})

    end = 0
    for found in _ACTIVE.finditer(text):
        active = _active(workspace, found)
        if active:
            plain(text[end : found.start()])
            words.append(active[0])
            elements.append(active[1])
            end = found.end()
    plain(text[end:])
    section = {"type": "rich_text_section", "elements": elements}
    return "".join(words), [{"type": "rich_text", "block_id": workspace.ids.short(), "elements": [section]}]


def for_command(workspace: Workspace, text: str) -> str:
    """Return a command's text with mentions as `<@U01|eve>`, for commands that have should_escape."""

    def active(found: re.Match[str]) -> str:
        if found["url"]:
            return f"<{found[0]}>"
        known = _active(workspace, found)
        if known is None:
            return found[0]
        name = found["at"] or found["channel"]
        return known[0] if "|" in known[0] or "!" in known[0] else known[0].replace(">", f"|{name}>")

    return _ACTIVE.sub(active, text)


def escaped(text: str) -> str:
    """Return text with the three characters Slack escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _active(workspace: Workspace, found: re.Match[str]) -> tuple[str, Json] | None:
    """Return what a mention or link is in text and in rich text; None when nobody has that name."""
    if found["url"]:
        return f"<{escaped(found[0])}>", {"type": "link", "url": found[0]}
    if found["at"]:
        return _somebody(workspace, found["at"])
    for place in workspace.conversations.values():
        if place.name and place.name == found["channel"]:
            return f"<#{place.id}|{place.name}>", {"type": "channel", "channel_id": place.id}
    return None


def _somebody(workspace: Workspace, handle: str) -> tuple[str, Json] | None:
    if handle in {"channel", "here", "everyone"}:
        return f"<!{handle}>", {"type": "broadcast", "range": handle}
    for person in workspace.people.values():
        if person.handle == handle:
            return f"<@{person.id}>", {"type": "user", "user_id": person.id}
    for group in workspace.usergroups.values():
        if group.handle == handle:
            return f"<!subteam^{group.id}>", {"type": "usergroup", "usergroup_id": group.id}
    return None
