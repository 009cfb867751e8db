"""What was said about stores' readiness, and who was briefed."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKeyConstraint, Index
from sqlmodel import Field

from domain.marks import Said
from storage.columns import AnyText, UtcDateTime, by_value
from storage.rows.row import Row


class MarkRow(Row, table=True):
    """A `Mark` on a post: one row, however many stores it is about."""

    __tablename__ = "readiness_marks"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace", "post"], ["posts.workspace", "posts.id"], name="readiness_marks_post"
        ),
    )

    post: str = Field(primary_key=True, sa_type=AnyText)
    position: int = Field(primary_key=True)
    """Counted from 1 within the post: two people cannot both be the third to say something."""
    said: Said = Field(sa_type=by_value(Said))
    by: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)
    stores: list[str] = Field(sa_type=JSON)
    items: list[str] = Field(sa_type=JSON)
    note: str = Field(sa_type=AnyText)
    promise: str = Field(sa_type=AnyText)
    version: int


class BriefRow(Row, table=True):
    """That somebody was told what their stores have to keep of a post; at most once for each promise."""

    __tablename__ = "briefs"
    __table_args__ = (Index("briefs_by_manager", "workspace", "manager", "understood_at", "at"),)

    post: str = Field(primary_key=True, sa_type=AnyText)
    promise: str = Field(primary_key=True, sa_type=AnyText)
    manager: str = Field(primary_key=True, sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)
    understood_at: datetime | None = Field(sa_type=UtcDateTime)
