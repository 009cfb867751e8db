"""Keep check-ins, and the whole timetable with the workspace"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "check_ins",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("week", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("readings", sa.JSON(), nullable=False),
        sa.Column("report", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("move", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("draft", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "week", "department"),
    )
    op.create_index("check_ins_by_department", "check_ins", ["workspace", "department", "week"])
    # The default stays on the column, since SQLite cannot take it away again.
    op.add_column("workspaces", sa.Column("timetable", sa.JSON(), nullable=False, server_default="{}"))
    keep_times(op.get_bind())
    op.drop_column("workspaces", "checkin_time")
    op.drop_column("workspaces", "digest_time")
    op.drop_table("timetable")


def keep_times(connection: sa.Connection) -> None:
    """The times that admins had set; where these left no room, reminder and close follow a day apart."""
    workspaces = sa.table(
        "workspaces",
        *(sa.column(name, sa.JSON()) for name in ("checkin_time", "digest_time", "timetable")),
        sa.column("workspace", sa.Text()),
    )
    for row in connection.execute(sa.select(workspaces)).all():
        asked, read = _minute(row.checkin_time), _minute(row.digest_time)
        reminded = max(_WEDNESDAY_NINE, min(asked + _DAY, _WEEK - 120))
        closed = max(_FRIDAY_NOON, min(reminded + _DAY, _WEEK - 60))
        times = {
            "check-in": asked,
            "check-in reminder": _WEDNESDAY_NINE if asked < _WEDNESDAY_NINE else reminded,
            "check-in close": _FRIDAY_NOON if asked < _WEDNESDAY_NINE else closed,
            "digest": read,
        }
        connection.execute(
            sa.update(workspaces)
            .where(workspaces.c.workspace == row.workspace)
            .values(timetable={kind: _written(minute) for kind, minute in times.items()})
        )


_DAY, _WEEK = 1_440, 10_080
_WEDNESDAY_NINE, _FRIDAY_NOON = 2 * _DAY + 9 * 60, 4 * _DAY + 12 * 60
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _minute(kept: dict[str, Any]) -> int:
    """Minutes since the week began."""
    return int(kept["weekday"]) * _DAY + int(kept["hour"]) * 60 + int(kept["minute"])


def _written(minute: int) -> str:
    day, of_day = divmod(minute, _DAY)
    return f"{_DAYS[day]} {of_day // 60:02}:{of_day % 60:02}"
