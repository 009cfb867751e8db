"""The tables are what the rows say, however often and from wherever they are made."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from storage.database import Database
from storage.engines import engine_for
from storage.rows import METADATA


def test_the_migrations_make_exactly_the_tables_of_the_rows(database_url: str) -> None:
    engine = engine_for(database_url)
    with engine.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    engine.dispose()


def test_migrating_again_changes_nothing(database: Database) -> None:
    database.migrate()
    assert database.workspaces() == ()
