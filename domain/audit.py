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
    CHANNEL_LOST = "channel lost"
    """Onevoice can no longer write to a channel; the subject is the channel."""
    CHANNEL_BACK = "channel back"
    EXCEPTION_REQUESTED = "exception requested"
    EXCEPTION_GRANTED = "exception granted"
    EXCEPTION_ENDED = "exception ended"
    """A dated exception has run out, and a post's words are forbidden again."""
    RULE_CHANGED = "rule changed"
    RULE_RETIRED = "rule retired"
    RULES_REFUSED = "rules refused"
    RULES_MENDED = "rules mended"
    CHANNEL_WATCHED = "channel watched"
    CHANNEL_UNWATCHED = "channel no longer watched"
    WAIVED = "waived"
    HELD = "put on hold"
    RELEASED = "released"
    EXPIRED = "expired"
    RESCHEDULED = "rescheduled"
    RECONSIDERED = "reconsidered"
    POLICY_CHANGED = "policy changed"
    POLICY_REFUSED = "policy refused"
    """A changed policy file is not in use."""
    POLICY_MENDED = "policy mended"
    """The policy file is again what is in force."""
    MATURITY_REFUSED = "maturity file refused"
    """A changed maturity file is not in use."""
    MATURITY_MENDED = "maturity file mended"
    MATURITY_CHANGED = "maturity model changed"
    """By the file, or by an admin who gave a question other words or another weight."""
    QUESTIONS_CHOSEN = "questions chosen"
    """An admin said what a week's check-ins ask about; the subject is the week."""
    CHECKINS_OPENED = "check-ins opened"
    """The week's questions went out; the subject is the week."""
    CHECKED_IN = "checked in"
    """A department answered; the subject is the week and the department."""
    CHECKIN_SAVED = "check-in saved"
    CHECKIN_SKIPPED = "check-in skipped"
    DIGEST_SENT = "digest sent"
    """The subject is the week."""
    DIGEST_WISHED = "digest wish"
    """A leader said whether digests come to them as direct messages; the subject is that person."""
    SETUP_CHANGED = "setup changed"
    CHARTER_CHANGED = "charter changed"
    CAMPAIGN_BEGUN = "campaign begun"
    """The subject is the campaign."""
    CAMPAIGN_CHANGED = "campaign changed"
    CAMPAIGN_CLOSED = "campaign closed"
    STORE_JOINED = "store joined"
    """A store takes part in a campaign, which is the subject."""
    STORE_STAYED_OUT = "store stays out"
    STORES_IMPORTED = "stores imported"
    """From a file, which is the subject."""
    APPROVED_BY_POLICY = "approved by policy"
    """The policy trusts a template so far that nobody has to sign; the detail names the route."""
    TEMPLATE_MADE = "template made"
    """The subject is the template, as of the next ones."""
    TEMPLATE_CHANGED = "template changed"
    TEMPLATE_RETIRED = "template retired"
    """Somebody took it out of the library; what was made from it and is not out was withdrawn with it."""
    TEMPLATE_EXPIRED = "template expired"
    TRUST_LOST = "trust lost"
    """A blocked post ended the trust in a store's use of a template."""
    TRUST_RESTORED = "trust restored"
    CLASH_SETTLED = "clash settled"
    """Two posts that clash shall both go out; both have such a line, which names the other one."""
    WENT_AWAY = "went away"
    CAME_BACK = "came back"
    FROZEN = "frozen"
    """The subject is the freeze, or an approved post that it holds."""
    THAWED = "thawed"
    """The subject is the freeze, or a post that it held."""
    KEPT_RUNNING = "kept running"
    PUBLISHED = "published"
    UNPUBLISHED = "not published after all"
    RESULTS_RECORDED = "results recorded"
    RESULTS_CORRECTED = "results corrected"
    READINESS_TICKED = "readiness ticked"
    READINESS_UNTICKED = "readiness unticked"
    NOT_READY = "not ready"
    STORES_EXCLUDED = "stores excluded"
    STORES_INCLUDED = "stores included"
    READINESS_WAIVED = "readiness waived"
    BRIEF_UNDERSTOOD = "brief understood"
    WARNINGS_ACKNOWLEDGED = "warnings acknowledged"
    """A post's author has read what the rulebook warns of; the detail names the rules."""


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


class UnreadableEntryError(Exception):
    """A stored line that is none any more: somebody wrote into it what no entry can be."""

    def __init__(self, number: int) -> None:
        super().__init__(f"entry {number} cannot be read")
        self.number = number


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
    """Number of the first line that was changed, removed or put in; None when the trail is whole.

    That the last lines are gone cannot be seen here; `domain.contradictions` asks the posts.
    """
    previous, number = FIRST, 0
    try:
        for number, one in enumerate(entries, start=1):
            expected = _hash(one.event, workspace=one.workspace, number=number, previous=previous)
            if (one.number, one.previous, one.hash) != (number, previous, expected):
                return number
            previous = one.hash
    except UnreadableEntryError:
        return number + 1
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
