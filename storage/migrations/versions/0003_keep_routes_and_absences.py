"""Keep what routes ask, who is away, and why a post stands where it does"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What exists gets a default; it stays on the column, since SQLite cannot take it away again.
    op.add_column("posts", sa.Column("state_because", sa.Text(), nullable=False, server_default=""))
    op.add_column("posts", sa.Column("tags", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("posts", sa.Column("campaign", sa.Text(), nullable=False, server_default=""))
    op.add_column("posts", sa.Column("budget", sa.Integer(), nullable=True))
    op.add_column("posts", sa.Column("renewed_needs", sa.JSON(), nullable=True))
    # SQLite cannot make a column nullable, nor make the table anew while others refer to it.
    op.add_column("posts", sa.Column("moved_by", sa.Text(), nullable=True))
    op.execute("UPDATE posts SET moved_by = state_by")
    op.drop_column("posts", "state_by")
    op.alter_column("posts", "moved_by", new_column_name="state_by")
    op.add_column("versions", sa.Column("variants", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("sign_offs", sa.Column("on_behalf_of", sa.Text(), nullable=True))
    op.add_column(
        "workspaces",
        sa.Column(
            "checkin_time",
            sa.JSON(),
            nullable=False,
            server_default='{"weekday": 0, "hour": 9, "minute": 0}',
        ),
    )
    op.add_column(
        "workspaces",
        sa.Column(
            "digest_time",
            sa.JSON(),
            nullable=False,
            server_default='{"weekday": 4, "hour": 16, "minute": 0}',
        ),
    )
    op.add_column("workspaces", sa.Column("absences", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("workspaces", sa.Column("deactivated", sa.JSON(), nullable=False, server_default="[]"))
