"""Check-ins, what they ask, and the model behind them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from domain.checkins import CheckInState, SkipReason
from storage.columns import AnyText, UtcDateTime, by_value
from storage.rows.row import NumberedRow, Row


class CheckInRow(Row, table=True):
    """A `CheckIn` of a department."""

    __tablename__ = "check_ins"
    __table_args__ = (Index("check_ins_by_department", "workspace", "department", "week"),)

    week: str = Field(primary_key=True, sa_type=AnyText)
    """As `str` gives it; these sort by time."""
    department: str = Field(primary_key=True, sa_type=AnyText)
    questions: list[str] = Field(sa_type=JSON)
    closes_at: datetime = Field(sa_type=UtcDateTime)
    state: CheckInState = Field(sa_type=by_value(CheckInState))
    answers: dict[str, int] = Field(sa_type=JSON)
    readings: list[dict[str, Any]] = Field(sa_type=JSON)
    report: dict[str, Any] | None = Field(sa_type=JSON(none_as_null=True))
    move: dict[str, str] | None = Field(sa_type=JSON(none_as_null=True))
    draft: dict[str, str | None] | None = Field(sa_type=JSON(none_as_null=True))
    """Null unless it is saved; an empty draft is one too."""
    by: str | None = Field(sa_type=AnyText)
    at: datetime | None = Field(sa_type=UtcDateTime)
    reason: SkipReason | None = Field(sa_type=by_value(SkipReason))


class ChosenQuestionsRow(Row, table=True):
    """What an admin chose to ask in a week."""

    __tablename__ = "chosen_questions"

    week: str = Field(primary_key=True, sa_type=AnyText)
    questions: list[str] = Field(sa_type=JSON)
    """Keys of capabilities; empty when the admin went back to the rotation."""
    by: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)


class MaturityModelRow(NumberedRow, table=True):
    """A version of the maturity model."""

    __tablename__ = "maturity_models"

    stages: list[dict[str, Any]] = Field(sa_type=JSON)
    capabilities: list[dict[str, Any]] = Field(sa_type=JSON)
