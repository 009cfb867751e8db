"""Find what waits, and what somebody wrote, without reading every old post"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("posts_by_state", "posts", ["workspace", "state", "author"])
    op.create_index("posts_by_author", "posts", ["workspace", "author", "state_at"])
