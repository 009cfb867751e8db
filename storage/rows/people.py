"""The workspace as its admins set it up, and its members."""

from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from storage.columns import AnyText
from storage.rows.row import Row


class WorkspaceRow(Row, table=True):
    """A `Workspace`."""

    __tablename__ = "workspaces"

    revision: int
    """Raised with each save, so that a change made meanwhile is noticed."""
    desk: str | None = Field(sa_type=AnyText)
    leadership: str | None = Field(sa_type=AnyText)
    timezone: str = Field(sa_type=AnyText)
    admins: list[str] = Field(sa_type=JSON)
    leaders: list[str] = Field(sa_type=JSON)
    departments: list[dict[str, Any]] = Field(sa_type=JSON)
    stores: list[dict[str, Any]] = Field(sa_type=JSON)
    timetable: dict[str, str] = Field(sa_type=JSON)
    """Kind to day and time as `str` gives them."""
    absences: list[dict[str, Any]] = Field(sa_type=JSON)
    deactivated: list[str] = Field(sa_type=JSON)
    freezes: list[dict[str, Any]] = Field(sa_type=JSON)
    campaigns: list[dict[str, Any]] = Field(sa_type=JSON)
    step_names: dict[str, str] = Field(sa_type=JSON)
    """A step's key to what the company calls it, where that is something else."""
    checklist: list[dict[str, Any]] | None = Field(sa_type=JSON(none_as_null=True))
    """Null while it is the shipped one."""


class MemberRow(Row, table=True):
    """A `Member`."""

    __tablename__ = "members"

    user: str = Field(primary_key=True, sa_type=AnyText)
    name: str = Field(sa_type=AnyText)
    timezone: str = Field(sa_type=AnyText)
