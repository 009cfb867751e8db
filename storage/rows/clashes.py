"""What posts are compared by, and which of them clash."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index
from sqlmodel import Field

from domain.clashes import ClashKind, ClashState
from storage.columns import AnyText, UtcDateTime, by_value
from storage.rows.row import Row


class ClashProfileRow(Row, table=True):
    """A `Profile`: what a post is compared by."""

    __tablename__ = "clash_profiles"
    __table_args__ = (Index("clash_profiles_by_campaign", "workspace", "campaign"),)

    post: str = Field(primary_key=True, sa_type=AnyText)
    basis: str = Field(sa_type=AnyText)
    moment: datetime = Field(sa_type=UtcDateTime)
    dated: bool
    campaign: str = Field(sa_type=AnyText)
    facts: dict[str, Any] = Field(sa_type=JSON)
    """Networks, stores, texts and offers; one column, since thirty of them are read for each check."""


class ClashKeyRow(Row, table=True):
    """The numbers under which posts find each other: found by number and time, thrown away by post."""

    __tablename__ = "clash_keys"
    __table_args__ = (Index("clash_keys_by_post", "workspace", "post"), {"sqlite_with_rowid": False})

    key: int = Field(primary_key=True, sa_type=BigInteger)
    moment: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    post: str = Field(primary_key=True, sa_type=AnyText)


class ClashRow(Row, table=True):
    """A `Clash` of two posts, and what became of it."""

    __tablename__ = "clashes"
    __table_args__ = (
        Index("clashes_by_second", "workspace", "second"),
        Index("clashes_by_settlement", "workspace", "at"),
    )

    first: str = Field(primary_key=True, sa_type=AnyText)
    """The lower id of the two, so that each pair is kept once."""
    second: str = Field(primary_key=True, sa_type=AnyText)
    kind: ClashKind = Field(primary_key=True, sa_type=by_value(ClashKind))
    code: str = Field(sa_type=AnyText)
    differences: list[list[str]] = Field(sa_type=JSON)
    networks: list[str] = Field(sa_type=JSON)
    state: ClashState = Field(sa_type=by_value(ClashState))
    by: str | None = Field(sa_type=AnyText)
    at: datetime | None = Field(sa_type=UtcDateTime)
    because: str = Field(sa_type=AnyText)
