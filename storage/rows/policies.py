"""Who must sign."""

from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from storage.rows.row import NumberedRow


class PolicyRow(NumberedRow, table=True):
    """A version of the policy."""

    __tablename__ = "policies"

    routes: list[dict[str, Any]] = Field(sa_type=JSON)
