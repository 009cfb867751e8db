"""Migrations: Alembic, configured here in code. `python -m storage.migrations SUBJECT` makes the next one."""

from enum import StrEnum
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, text

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent
PATIENCE = 60
"""Seconds to wait for another process that migrates the same database, and for the server meanwhile."""
LOCK = 6_710_886_400
"""Any number, as long as every process that migrates takes the same."""


def upgrade(engine: Engine) -> None:
    """Bring the tables up to date in one transaction. A second process waits for the first, then finds nothing to do."""
    from alembic.command import upgrade as alembic_upgrade

    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            driver: Any = connection.connection.dbapi_connection
            driver.patience = PATIENCE
        with connection.execution_options(until=monotonic() + PATIENCE).begin():
            _wait_for_others(connection)
            alembic_upgrade(config(connection), "head")


class Tables(StrEnum):
    """How the tables of a database stand to what this version of the program expects."""

    NONE = "none"
    OTHER = "other"
    CURRENT = "current"


def tables(engine: Engine) -> Tables:
    """Look, and change nothing."""
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    with engine.connect() as connection:
        present = set(MigrationContext.configure(connection).get_current_heads())
        wanted = set(ScriptDirectory.from_config(config(connection)).get_heads())
    if not present:
        return Tables.NONE
    return Tables.CURRENT if present == wanted else Tables.OTHER


def config(connection: Connection) -> "Config":
    """Alembic's configuration for one connection; there is no alembic.ini."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def _wait_for_others(connection: Connection) -> None:
    if connection.dialect.name != "postgresql":
        return  # BEGIN IMMEDIATE has waited
    connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
