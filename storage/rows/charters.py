"""What the company agreed on about social."""

from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from storage.rows.row import NumberedRow


class CharterRow(NumberedRow, table=True):
    """A version of the charter."""

    __tablename__ = "charters"

    charter: dict[str, Any] = Field(sa_type=JSON)
