"""Notices: messages that should be in Slack, whatever happens to the process."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from domain.people import ChannelId, UserId, WorkspaceId

NoticeId = NewType("NoticeId", str)

HEAD_START = timedelta(minutes=10)
"""What somebody has just acted on goes ahead of all that has not been waiting for so long: as many as five hundred cards
that a freeze has drawn anew, and never longer, so that nothing waits for ever."""


class NoticeKind(StrEnum):
    """What a notice shows; each kind has one renderer in `delivery`."""

    CARD = "card"
    """A post's card in the desk; its subject is the post. Always shows the newest state."""
    CARD_AGAIN = "card-again"
    """The line that says where a card stands that was deleted by hand; its subject is the post and the old ts."""
    DECISION = "decision"
    """One short line per decision in the card's thread; its subject is the audit entry's number."""
    AUTHOR = "author"
    """A direct message to a post's author about what happened to it; its subject is the audit entry's number."""
    ACCESS_REQUEST = "access-request"
    """A direct message to an admin: somebody asks to be added; its subject is that person."""
    WELCOME = "welcome"
    """A direct message to somebody who has been added; its subject is the department."""
    EXPORT = "export"
    """A workbook for the person who asked; its subject is `from..to` and the request's id."""
    EXCEPTION_REQUEST = "exception-request"
    """A direct message to an approver of the brand department: an author asks for exceptions; its subject is the post."""
    OFFER = "offer"
    """For an approver's eyes only: should what they said in the card's thread count as their approval? Its subject is
    the post, the version and the approver."""
    HINT = "hint"
    """What the rulebook says about a message in a watched channel, for its author's eyes only; its subject is the
    message's timestamp."""
    RULES_REFUSED = "rules-refused"
    """A direct message to an admin: changed rule files are not in use; its subject is the audit entry's number."""
    POLICY_REFUSED = "policy-refused"
    """A direct message to an admin: a changed policy file is not in use; its subject is the audit entry's number."""
    MATURITY_REFUSED = "maturity-refused"
    """A direct message to an admin: a changed maturity file is not in use; its subject is the audit entry's number."""
    DIGEST = "digest"
    """A week's digest in the leadership channel or for a leader; its subject is the week."""
    DIGEST_WORKBOOK = "digest-workbook"
    """The workbook in a digest's thread; its subject is the week."""
    DIGEST_UNREAD = "digest-unread"
    """A direct message to an admin, once: a digest was due and nobody is there to read it; its subject is always the
    same."""
    CHECK_IN = "check-in"
    """A direct message to whoever answers for a department; its subject is the week and the department."""
    CHECK_IN_REMINDER = "check-in-reminder"
    """The same, asked once more; the same subject."""
    CHECK_IN_UNASKED = "check-in-unasked"
    """A direct message to an admin, once: nobody answers for a department; its subject is the department and the lead
    who has left, if any."""
    VACANT_SEAT = "vacant-seat"
    """A direct message to an admin: a needed seat has nobody who may sign; its subject is the post and department."""
    REMINDER = "reminder"
    """A direct message: posts that wait, in one bundle; its subject is the bundle's id."""
    STAND_IN = "stand-in"
    """A direct message to a delegate: for whom they sign and until when; its subject is the absent person and
    since when they are away."""
    GROUP_EMPTY = "group-empty"
    """A direct message to an admin: nobody is in the user group that stands for a department's approvers, or somebody
    is again; its subject is the department."""
    FREEZE = "freeze"
    """The desk's one message about a freeze; its subject is the freeze."""
    PUBLISH = "publish"
    """A direct message to a post's author, or who stands for them: its publish time has come; its subject is the call."""
    RESULTS = "results"
    """A direct message: what published posts brought is not recorded, in one bundle; its subject is the call."""
    BRIEF = "brief"
    """A direct message to the manager of stores that have to keep a promise; its subject is the post and the promise."""
    CHARTER = "charter"
    """A direct message to somebody who belongs here, once: the charter; its subject is always the same."""
    CHARTER_CHANGED = "charter-changed"
    """The desk's one message about a change of the charter; its subject is the version's number."""
    DESK_UNREACHABLE = "desk-unreachable"
    """A direct message to an admin: a channel cannot be written to, or can again; its subject is the channel."""


class NoticeState(StrEnum):
    """How far a notice has come."""

    DUE = "due"
    SHOWN = "shown"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A handler's wish: this should be seen at this place. Wishing again means: show it anew.

    Attributes:
        place: a channel's id, or a person's for a direct message.
        under: subject of the card whose thread it belongs to; empty for a message of its own.
    """

    kind: NoticeKind
    subject: str
    place: ChannelId | UserId
    under: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message that should be in Slack, and how much of it is there.

    Attributes:
        id: opaque; put into the message's metadata, so that it can be found again after a lost reply.
        wanted: version that should be shown; raised with each change, in the same transaction.
        shown: version that Slack has confirmed; 0 when nothing was.
        channel: where Slack put it, as Slack answered; empty before the first confirmed post.
        ts: Slack's timestamp of the message; empty before the first confirmed post.
        ambiguous: a post was tried and its reply never came, so the message may be there already.
        attempts: failed tries since the last success.
        next_try: not before this moment, in UTC.
        problem: why the last try failed, in a sentence; empty when it did not.
    """

    id: NoticeId
    workspace: WorkspaceId
    kind: NoticeKind
    subject: str
    place: ChannelId | UserId
    under: str
    state: NoticeState
    wanted: int
    shown: int
    channel: str
    ts: str
    ambiguous: bool
    attempts: int
    next_try: datetime
    problem: str

    @property
    def posted(self) -> bool:
        """Whether the message is known to be in Slack."""
        return bool(self.ts)
