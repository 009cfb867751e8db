"""What should be in Slack, and whose turn it is in a channel."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from domain.notices import NoticeKind, NoticeState
from storage.columns import AnyText, UtcDateTime, by_value
from storage.rows.row import Row


class NoticeRow(Row, table=True):
    """A `Notice`, and until when a courier has it."""

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("workspace", "kind", "subject", "place", name="notices_one_per_place"),
        Index("notices_by_due", "workspace", "state", "next_try"),
        Index("notices_by_thread", "workspace", "under", "place", "number"),
        Index("notices_by_number", "workspace", "number"),
        Index("notices_by_message", "workspace", "channel", "ts"),
    )

    id: str = Field(primary_key=True, sa_type=AnyText)
    number: int
    """The order of creation within the workspace."""
    kind: NoticeKind = Field(sa_type=by_value(NoticeKind))
    subject: str = Field(sa_type=AnyText)
    place: str = Field(sa_type=AnyText)
    under: str = Field(sa_type=AnyText)
    state: NoticeState = Field(sa_type=by_value(NoticeState))
    wanted: int
    shown: int
    channel: str = Field(sa_type=AnyText)
    ts: str = Field(sa_type=AnyText)
    ambiguous: bool
    attempts: int
    next_try: datetime = Field(sa_type=UtcDateTime)
    problem: str = Field(sa_type=AnyText)
    due_since: datetime = Field(sa_type=UtcDateTime)
    claimed_until: datetime | None = Field(sa_type=UtcDateTime)
    in_line_since: datetime = Field(sa_type=UtcDateTime)
    """Who goes first among those that are due; earlier than it was wanted where somebody has just acted on it."""
    patient: bool
    """Whether everything else goes first."""


class TurnRow(Row, table=True):
    """When the next message may go to a channel."""

    __tablename__ = "turns"

    channel: str = Field(primary_key=True, sa_type=AnyText)
    free_at: datetime = Field(sa_type=UtcDateTime)
