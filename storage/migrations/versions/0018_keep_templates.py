"""Keep templates"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "templates",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_because", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id"),
    )
    op.create_index("templates_by_last_day", "templates", ["workspace", "state", "valid_until"], unique=False)
    op.create_table(
        "template_versions",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "template", "number"),
    )
    op.create_table(
        "lost_trust",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("store", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("restored_by", sa.Text(), nullable=True),
        sa.Column("restored_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("restored_because", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "template", "store", "post"),
    )
    # Null where the post was made from none; the template's id beside it, to be found by.
    op.add_column("posts", sa.Column("use", sa.JSON(), nullable=True))
    op.add_column("posts", sa.Column("template", sa.Text(), nullable=False, server_default=""))
    op.create_index("posts_by_template", "posts", ["workspace", "template", "state"], unique=False)
    # Null in what was changed before there were trusted routes: the shipped ones hold.
    op.add_column("policies", sa.Column("trusted", sa.JSON(), nullable=True))
