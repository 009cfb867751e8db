"""Remember who was reminded of what, when time was last looked at, and which notices can wait"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reminders",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bundle", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "user", "post", "moment"),
    )
    op.create_index("reminders_by_post", "reminders", ["workspace", "post"])
    op.create_index("reminders_by_bundle", "reminders", ["workspace", "bundle"])
    op.create_table(
        "ticks",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace"),
    )
    op.add_column("notices", sa.Column("patient", sa.Boolean(), nullable=False, server_default=sa.false()))
