"""Say what posts aim at"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What exists aims at nothing; defaults stay on the columns, since SQLite cannot take them away again.
    op.add_column("posts", sa.Column("step", sa.String(length=40), nullable=True))
    for name in ("audience", "measure", "cost_centre"):
        op.add_column("posts", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("posts", sa.Column("gains", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("workspaces", sa.Column("step_names", sa.JSON(), nullable=False, server_default="{}"))
