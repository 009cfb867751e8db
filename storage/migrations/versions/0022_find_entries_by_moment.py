"""Find entries by moment"""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("audit_by_moment", "audit", ["workspace", "at", "number"])
