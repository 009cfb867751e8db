"""Calls to publish, what went out, and what it brought."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from storage.columns import AnyText, UtcDateTime
from storage.rows.row import Row


class CallRow(Row, table=True):
    """That somebody was called to a post, for the sake of a moment."""

    __tablename__ = "calls"
    __table_args__ = (
        Index("calls_by_bundle", "workspace", "bundle"),
        Index("calls_by_user", "workspace", "call", "at", "user"),
    )

    post: str = Field(primary_key=True, sa_type=AnyText)
    call: str = Field(primary_key=True, sa_type=AnyText)
    moment: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    bundle: str = Field(sa_type=AnyText)
    user: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)


class PublicationRow(Row, table=True):
    """What went out of a post."""

    __tablename__ = "publications"

    post: str = Field(primary_key=True, sa_type=AnyText)
    by: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)
    version: int
    text: str = Field(sa_type=AnyText)
    variants: list[dict[str, str]] = Field(sa_type=JSON)
    links: list[dict[str, str]] = Field(sa_type=JSON)
    approved_by: str | None = Field(sa_type=AnyText)
    approved_at: datetime = Field(sa_type=UtcDateTime)


class ResultsRow(Row, table=True):
    """What a post brought, as recorded once; a correction is another row."""

    __tablename__ = "results"

    post: str = Field(primary_key=True, sa_type=AnyText)
    number: int = Field(primary_key=True)
    """Counted from 1 within the post: two people cannot both record the third ones."""
    by: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)
    name: str = Field(sa_type=AnyText)
    figures: list[dict[str, Any]] = Field(sa_type=JSON)
