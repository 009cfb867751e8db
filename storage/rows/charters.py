"""What the company agreed on about social."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from storage.columns import AnyText, UtcDateTime
from storage.rows.row import Row


class CharterRow(Row, table=True):
    """A version of the charter."""

    __tablename__ = "charters"

    number: int = Field(primary_key=True)
    """Counted from 1; the highest is in force."""
    by: str | None = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)
    charter: dict[str, Any] = Field(sa_type=JSON)
