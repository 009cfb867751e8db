"""Who must sign."""

from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from storage.rows.row import NumberedRow


class PolicyRow(NumberedRow, table=True):
    """A version of the policy."""

    __tablename__ = "policies"

    routes: list[dict[str, Any]] = Field(sa_type=JSON)
    trusted: list[dict[str, Any]] | None = Field(sa_type=JSON(none_as_null=True))
    """Null in what was kept before there were trusted routes."""
