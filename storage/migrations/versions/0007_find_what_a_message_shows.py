"""Find what a message of Slack's shows without reading every notice"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("notices_by_message", "notices", ["workspace", "channel", "ts"])
