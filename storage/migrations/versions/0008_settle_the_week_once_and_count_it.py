"""Settle the week once and count it"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "runs",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "kind", "period"),
    )
    op.create_table(
        "timetable",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("of_day", sa.Time(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "kind"),
    )
    op.create_table(
        "transitions",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "post", "state", "at"),
    )
    op.create_index(
        "transitions_by_time", "transitions", ["workspace", "state", "at", "post", "seconds"], unique=False
    )
    op.create_index(
        "posts_by_standing", "posts", ["workspace", "state", "state_at", "department"], unique=False
    )
    tell_what_happened(op.get_bind())


def tell_what_happened(connection: sa.Connection) -> None:
    """Every post came into review when it was proposed, and into its present state when that was kept."""
    moment = sa.DateTime(timezone=True)
    posts = sa.table(
        "posts",
        sa.column("workspace", sa.Text()),
        sa.column("id", sa.Text()),
        sa.column("proposed_at", moment),
        sa.column("state", sa.String()),
        sa.column("state_at", moment),
    )
    transitions = sa.table(
        "transitions",
        sa.column("workspace", sa.Text()),
        sa.column("post", sa.Text()),
        sa.column("state", sa.String()),
        sa.column("at", moment),
        sa.column("seconds", sa.BigInteger()),
    )
    for row in connection.execute(sa.select(posts)).all():
        came = {("in review", row.proposed_at)}
        if row.state != "in review":
            came.add((row.state, row.state_at))
        for state, at in came:
            connection.execute(
                sa.insert(transitions).values(
                    workspace=row.workspace,
                    post=row.id,
                    state=state,
                    at=at,
                    seconds=(at - row.proposed_at) // timedelta(seconds=1),
                )
            )
