"""Keep readiness"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "readiness_marks",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(length=40), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stores", sa.JSON(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("promise", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "post"], ["posts.workspace", "posts.id"], name="readiness_marks_post"
        ),
        sa.PrimaryKeyConstraint("workspace", "post", "position"),
    )
    op.create_table(
        "briefs",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("promise", sa.Text(), nullable=False),
        sa.Column("manager", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("understood_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "post", "promise", "manager"),
    )
    # Defaults stay on the columns, since SQLite cannot take them away again.
    op.add_column("posts", sa.Column("marks", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("versions", sa.Column("offers", sa.JSON(), nullable=False, server_default="[]"))
    # Null where nobody changed the shipped checklist.
    op.add_column("workspaces", sa.Column("checklist", sa.JSON(), nullable=True))
