"""Channels whose messages are checked, and what was remarked there."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from storage.columns import AnyText, UtcDateTime
from storage.rows.row import Row


class WatchedRow(Row, table=True):
    """That a channel's messages are checked."""

    __tablename__ = "watched_channels"

    channel: str = Field(primary_key=True, sa_type=AnyText)


class HintRow(Row, table=True):
    """A `Hint`: what somebody was told in private about a message."""

    __tablename__ = "hints"
    __table_args__ = (Index("hints_by_user", "workspace", "user", "at"),)

    channel: str = Field(primary_key=True, sa_type=AnyText)
    ts: str = Field(primary_key=True, sa_type=AnyText)
    thread: str = Field(sa_type=AnyText)
    user: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)
    warns: bool
    findings: list[dict[str, Any]] = Field(sa_type=JSON)
