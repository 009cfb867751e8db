"""The trail of everything that was done."""

from datetime import datetime

from sqlalchemy import JSON, Index
from sqlmodel import Field

from domain.audit import Action
from storage.columns import AnyText, UtcDateTime, by_value
from storage.rows.row import Row


class EntryRow(Row, table=True):
    """An `Entry` of the trail."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("audit_by_subject", "workspace", "subject", "number"),
        Index("audit_by_moment", "workspace", "at", "number"),
    )

    number: int = Field(primary_key=True)
    action: Action = Field(sa_type=by_value(Action))
    by: str | None = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)
    subject: str = Field(sa_type=AnyText)
    version: int
    detail: dict[str, str] = Field(sa_type=JSON)
    previous: str = Field(sa_type=AnyText)
    hash: str = Field(sa_type=AnyText)
