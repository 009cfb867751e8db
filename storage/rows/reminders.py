"""What people were reminded of, and until when time was looked after."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from storage.columns import AnyText, UtcDateTime
from storage.rows.row import Row


class ReminderRow(Row, table=True):
    """That somebody was reminded of a post for the sake of a moment."""

    __tablename__ = "reminders"
    __table_args__ = (
        Index("reminders_by_post", "workspace", "post"),
        Index("reminders_by_bundle", "workspace", "bundle"),
    )

    user: str = Field(primary_key=True, sa_type=AnyText)
    post: str = Field(primary_key=True, sa_type=AnyText)
    moment: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    bundle: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)


class TickRow(Row, table=True):
    """Until when a workspace's reminders have been looked after."""

    __tablename__ = "ticks"

    at: datetime = Field(sa_type=UtcDateTime)
