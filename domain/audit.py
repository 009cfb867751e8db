"""The audit trail: who did what to which post, when, chained by hash so that no line can be changed unseen."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

from domain.people import UserId, WorkspaceId

FIRST = "0" * 64
"""What the first entry of a workspace follows."""


class Action(StrEnum):
    """What can happen, in the words of the record."""

    PROPOSED = "proposed"
    REVISED = "revised"
    APPROVED = "approved"
    CHANGES_REQUESTED = "changes requested"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPORTED = "exported"
    SETTINGS_APPLIED = "settings applied"
    MEMBER_ADDED = "member added"
    ACCESS_REQUESTED = "access requested"
    WAIVED = "waived"
    HELD = "put on hold"
    RELEASED = "released"
    EXPIRED = "expired"
    RESCHEDULED = "rescheduled"
    RECONSIDERED = "reconsidered"
    POLICY_CHANGED = "policy changed"
    SETUP_CHANGED = "setup changed"
    WENT_AWAY = "went away"
    CAME_BACK = "came back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened and is to be recorded.

    Attributes:
        by: who did it; None for the program itself.
        at: when, in UTC.
        subject: id of the post, export or setting it happened to.
        version: number of the post's version; 0 when there is none.
        detail: further facts, as text.
    """

    action: Action
    by: UserId | None
    at: datetime
    subject: str
    version: int = 0
    detail: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a workspace's trail: an event, its number from 1, and the chain."""

    workspace: WorkspaceId
    number: int
    event: Event
    previous: str
    hash: str


def entry(event: Event, *, workspace: WorkspaceId, number: int, previous: str) -> Entry:
    """The next line of the trail, bound to the one before."""
    return Entry(
        workspace=workspace,
        number=number,
        event=event,
        previous=previous,
        hash=_hash(event, workspace=workspace, number=number, previous=previous),
    )


def first_break(entries: Iterable[Entry]) -> int | None:
    """Number of the first line that was changed, removed or put in; None when the trail is whole."""
    previous = FIRST
    for number, one in enumerate(entries, start=1):
        expected = _hash(one.event, workspace=one.workspace, number=number, previous=previous)
        if (one.number, one.previous, one.hash) != (number, previous, expected):
            return number
        previous = one.hash
    return None


def _hash(event: Event, *, workspace: WorkspaceId, number: int, previous: str) -> str:
    canonical = [
        previous,
        workspace,
        number,
        event.action,
        event.by,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.subject,
        event.version,
        sorted(event.detail.items()),
    ]
    return sha256(json.dumps(canonical, ensure_ascii=True).encode()).hexdigest()
