"""The library: templates with every version they had, and where trust in their use was lost."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from domain.templates import TemplateState
from storage.columns import AnyText, UtcDateTime, by_value
from storage.rows.row import Row


class TemplateRow(Row, table=True):
    """What of a template is not its versions': which of them is in force, and how it ended."""

    __tablename__ = "templates"
    __table_args__ = (Index("templates_by_last_day", "workspace", "state", "valid_until"),)

    id: str = Field(primary_key=True, sa_type=AnyText)
    number: int
    """Of the version in force."""
    valid_until: date | None
    """As that version has it, to find what expires."""
    state: TemplateState = Field(sa_type=by_value(TemplateState))
    ended_by: str | None = Field(sa_type=AnyText)
    ended_at: datetime | None = Field(sa_type=UtcDateTime)
    ended_because: str = Field(sa_type=AnyText)


class TemplateVersionRow(Row, table=True):
    """A version of a template; it never changes."""

    __tablename__ = "template_versions"

    template: str = Field(primary_key=True, sa_type=AnyText)
    number: int = Field(primary_key=True)
    by: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)
    facts: dict[str, Any] = Field(sa_type=JSON)


class LostTrustRow(Row, table=True):
    """A `LostTrust`."""

    __tablename__ = "lost_trust"

    template: str = Field(primary_key=True, sa_type=AnyText)
    store: str = Field(primary_key=True, sa_type=AnyText)
    post: str = Field(primary_key=True, sa_type=AnyText)
    by: str | None = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)
    because: str = Field(sa_type=AnyText)
    restored_by: str | None = Field(sa_type=AnyText)
    restored_at: datetime | None = Field(sa_type=UtcDateTime)
    restored_because: str = Field(sa_type=AnyText)
