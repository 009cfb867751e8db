"""What every test may ask for: an empty database of either kind. Nothing may leave this machine."""

import gc
import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from shutil import copyfile, disk_usage

import psycopg
import pytest
import structlog
from hypothesis import settings
from psycopg.sql import SQL, Identifier

from storage.database import Database
from storage.rows import METADATA
from tests import postgres
from tests.postgres import postgres_server

_MISSING = "PostgreSQL's server programs are missing (Debian: apt-get install postgresql); not tested on it"

IN_CI = os.environ.get("CI") == "true"  # noqa: TID251  # the tests' own switch, not a setting of the program
_LONG = ("tests/faults/", "tests/stories/", "tests/sandbox/", "tests/storage/", "tests/bot/")

_MEMORY = Path("/dev/shm")  # noqa: S108  # only folders of their own are made in it
_ROOM = 2 << 30
"""Bytes that a run, its servers and browsers, and the runs that pytest keeps may take."""
if "TMPDIR" not in os.environ and _MEMORY.is_dir() and disk_usage(_MEMORY).free > _ROOM:  # noqa: TID251  # as above
    # A commit waits 5 ms for a disk, some 30,000 times in a run, and no test is about what a disk keeps.
    os.environ["TMPDIR"] = str(_MEMORY)  # noqa: TID251  # for the programs that tests start, too
    tempfile.tempdir = None

# Machines are busy with others, so no example is timed. In CI, Hypothesis takes the same examples each time.
settings.register_profile("unhurried", settings.get_profile("ci" if IN_CI else "default"), deadline=None)
settings.load_profile("unhurried")

# Looking for cycles among all that the tests are made of took a sixth of the time, and a third of collecting.
gc.set_threshold(50_000, 20, 20)


def pytest_collection_finish() -> None:
    """What was collected stays to the end; no cycle is looked for in it."""
    gc.freeze()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Three workers a core: most of the time a story waits for something."""
    return (os.cpu_count() or 1) * 3


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # What takes long goes first, so that no worker is left alone with it at the end.
    items.sort(
        key=lambda item: next((at for at, one in enumerate(_LONG) if item.nodeid.startswith(one)), len(_LONG))
    )
    for item in items:
        if not item.get_closest_marker("allow_hosts"):
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "::1", "localhost"]))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not postgres.FOUND:
        terminalreporter.write_line(_MISSING)


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """Whoever configures logging does so for the whole process; the next test finds it as it was."""
    root, config = logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.configure(**config)


@pytest.fixture(scope="session")
def postgres_with_tables() -> Iterator[str]:
    """The address of a database with all tables, on a server that lives as long as the tests of one worker."""
    if not postgres.FOUND:
        (pytest.fail if IN_CI else pytest.skip)(_MISSING)
    with postgres_server() as server:
        database = Database(server.url())
        database.migrate()
        database.close()
        yield server.url()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that has all tables; its tests get copies."""
    file = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    template = Database(f"sqlite:///{file}")
    template.migrate()
    template.close()
    return file


@pytest.fixture
def sqlite_url(sqlite_template: Path) -> str:
    """The address of an empty SQLite database; always the same one, with a new file."""
    file = sqlite_template.with_name("onevoice.sqlite3")
    for old in file.parent.glob(f"{file.name}*"):
        old.unlink()
    copyfile(sqlite_template, file)
    return f"sqlite:///{file}"


@pytest.fixture
def postgres_url(postgres_with_tables: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database.

    It is emptied and used again: making one from a template takes 0.3 s, emptying it 5 ms.
    """
    yield postgres_with_tables
    with psycopg.connect(postgres_with_tables) as connection:
        # Whoever is still connected belongs to a test that is over.
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        for table in reversed(METADATA.sorted_tables):
            connection.execute(SQL("DELETE FROM {}").format(Identifier(table.name)))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database: each test runs on SQLite and on PostgreSQL."""
    url = request.getfixturevalue(f"{request.param}_url")
    assert isinstance(url, str)
    return url


@pytest.fixture(scope="session")
def database_at() -> Callable[[str], Database]:
    """The database of an address, the same for all tests: whatever it is asked is compiled once."""
    return cache(Database)


@pytest.fixture
def sqlite_database(sqlite_url: str, database_at: Callable[[str], Database]) -> Iterator[Database]:
    """An empty SQLite database with all tables."""
    database = database_at(sqlite_url)
    yield database
    database.close()


@pytest.fixture
def database(database_url: str, database_at: Callable[[str], Database]) -> Iterator[Database]:
    """An empty database with all tables: each test runs on SQLite and on PostgreSQL."""
    database = database_at(database_url)
    yield database
    database.close()
