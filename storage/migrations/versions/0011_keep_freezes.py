"""Keep what is frozen"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What exists has none; the default stays on the column, since SQLite cannot take it away again.
    op.add_column("workspaces", sa.Column("freezes", sa.JSON(), nullable=False, server_default="[]"))
