"""Let people change the rules"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exception_requests",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "post"),
    )
    op.create_table(
        "exceptions",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "post", "position"),
    )
    op.create_table(
        "hints",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("ts", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("warns", sa.Boolean(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", "ts"),
    )
    op.create_index("hints_by_user", "hints", ["workspace", "user", "at"], unique=False)
    op.create_table(
        "hits",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "post", "version", "rule"),
    )
    op.create_index("hits_by_time", "hits", ["workspace", "at", "rule", "post", "version"], unique=False)
    op.create_table(
        "rules",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("swaps", sa.JSON(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("review", sa.Date(), nullable=True),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("good", sa.JSON(), nullable=False),
        sa.Column("bad", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "name", "number"),
    )
    op.create_index("rules_by_change", "rules", ["workspace", "change"], unique=False)
    op.create_table(
        "watched_channels",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel"),
    )
    count_what_was_found(op.get_bind())


def count_what_was_found(connection: sa.Connection) -> None:
    """Every rule that flagged a version so far becomes a hit."""
    versions = sa.table(
        "versions",
        sa.column("workspace", sa.Text()),
        sa.column("post", sa.Text()),
        sa.column("number", sa.Integer()),
        sa.column("at", sa.DateTime(timezone=True)),
        sa.column("findings", sa.JSON()),
    )
    hits = sa.table(
        "hits",
        sa.column("workspace", sa.Text()),
        sa.column("post", sa.Text()),
        sa.column("version", sa.Integer()),
        sa.column("rule", sa.Text()),
        sa.column("at", sa.DateTime(timezone=True)),
    )
    for row in connection.execute(sa.select(versions)).all():
        for rule in dict.fromkeys(one["rule"] for one in row.findings):
            connection.execute(
                sa.insert(hits).values(
                    workspace=row.workspace, post=row.post, version=row.number, rule=rule, at=row.at
                )
            )
