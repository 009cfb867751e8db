"""Tables, by subject. Each has the workspace in its key, and no row leaves `storage`."""

from sqlmodel import SQLModel

from storage.rows import (  # noqa: F401  # a table is known once its module has been read
    audit,
    campaigns,
    charters,
    clashes,
    maturity,
    notices,
    people,
    policies,
    posts,
    publications,
    readiness,
    reminders,
    rules,
    templates,
    watching,
    week,
)

METADATA = SQLModel.metadata
"""All of them: what Alembic compares with the databases."""
