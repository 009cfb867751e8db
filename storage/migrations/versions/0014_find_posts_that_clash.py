"""Find posts that clash

Posts from before are compared from their next change on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "clash_profiles",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dated", sa.Boolean(), nullable=False),
        sa.Column("campaign", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "post"),
    )
    op.create_index("clash_profiles_by_campaign", "clash_profiles", ["workspace", "campaign"], unique=False)
    op.create_table(
        "clash_keys",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "key", "moment", "post"),
        sqlite_with_rowid=False,
    )
    op.create_index("clash_keys_by_post", "clash_keys", ["workspace", "post"], unique=False)
    op.create_table(
        "clashes",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("second", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("differences", sa.JSON(), nullable=False),
        sa.Column("networks", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("because", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "first", "second", "kind"),
    )
    op.create_index("clashes_by_second", "clashes", ["workspace", "second"], unique=False)
    op.create_index("clashes_by_settlement", "clashes", ["workspace", "at"], unique=False)
