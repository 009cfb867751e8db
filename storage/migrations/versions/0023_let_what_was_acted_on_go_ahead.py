"""Let what was acted on go ahead"""

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcDateTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # SQLite adds no column without a value; each then stands in line since it was due, as before.
    long_ago = (
        "2000-01-01 00:00:00+00:00" if op.get_bind().dialect.name == "postgresql" else "2000-01-01 00:00:00"
    )
    op.add_column("notices", sa.Column("in_line_since", UtcDateTime, nullable=False, server_default=long_ago))
    op.execute("UPDATE notices SET in_line_since = next_try")
