"""What every test may ask for: an empty database of either kind. Nothing may leave this machine."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from shutil import copyfile

import psycopg
import pytest

from storage.database import Database
from tests import postgres
from tests.postgres import PostgresServer, postgres_server

_NUMBERS = count(1)
_MISSING = "PostgreSQL's server programs are missing (Debian: apt-get install postgresql); not tested on it"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if not item.get_closest_marker("allow_hosts"):
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "::1", "localhost"]))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not postgres.FOUND:
        terminalreporter.write_line(_MISSING)


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[PostgresServer]:
    """A server whose database `template` has all tables; its tests get copies."""
    if not postgres.FOUND:
        in_ci = os.environ.get("CI") == "true"  # noqa: TID251  # the tests' own switch, not a setting of the program
        (pytest.fail if in_ci else pytest.skip)(_MISSING)
    with postgres_server() as server:
        with psycopg.connect(server.url(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE template")
        template = Database(server.url("template"))
        template.migrate()
        template.close()
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that has all tables; its tests get copies."""
    file = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    template = Database(f"sqlite:///{file}")
    template.migrate()
    template.close()
    return file


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of an empty SQLite database."""
    file = tmp_path / "onevoice.sqlite3"
    copyfile(sqlite_template, file)
    return f"sqlite:///{file}"


@pytest.fixture
def postgres_url(postgres_template: PostgresServer) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    name = f"test_{next(_NUMBERS)}"
    with psycopg.connect(postgres_template.url(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template")
        yield postgres_template.url(name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database: each test runs on SQLite and on PostgreSQL."""
    url = request.getfixturevalue(f"{request.param}_url")
    assert isinstance(url, str)
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty database with all tables: each test runs on SQLite and on PostgreSQL."""
    database = Database(database_url)
    yield database
    database.close()
