"""Find unread briefs"""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("briefs_by_manager", "briefs", ["workspace", "manager", "understood_at", "at"])
