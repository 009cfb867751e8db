"""Begin campaigns"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What exists has none; the default stays on the column, since SQLite cannot take it away again.
    op.add_column("workspaces", sa.Column("campaigns", sa.JSON(), nullable=False, server_default="[]"))
    op.create_index("posts_by_campaign", "posts", ["workspace", "campaign"], unique=False)
