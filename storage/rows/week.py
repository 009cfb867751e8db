"""What a week does once, and who reads its digest."""

from datetime import datetime

from sqlmodel import Field

from domain.timetable import Kind
from storage.columns import AnyText, UtcDateTime, by_value
from storage.rows.row import Row


class RunRow(Row, table=True):
    """A `Run`: that a slot of the timetable is settled."""

    __tablename__ = "runs"

    kind: Kind = Field(primary_key=True, sa_type=by_value(Kind))
    period: str = Field(primary_key=True, sa_type=AnyText)
    """The week as `str` gives it; these sort by time."""
    due: datetime = Field(sa_type=UtcDateTime)
    at: datetime = Field(sa_type=UtcDateTime)
    why: str = Field(sa_type=AnyText)


class DigestWishRow(Row, table=True):
    """Whether somebody wants the digest as a direct message."""

    __tablename__ = "digest_wishes"

    user: str = Field(primary_key=True, sa_type=AnyText)
    wanted: bool
