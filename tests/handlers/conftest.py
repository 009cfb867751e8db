from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.rules import load_rules
from rulebook.loading import Rulebook
from storage.database import Database
from tests.handlers.desk import Desk
from tests.handlers.logs import Log, recorded_log
from tests.handlers.slack import FakeSlack, fake_slack


@pytest.fixture(scope="session")
def house_rules() -> Rulebook:
    """The shipped rulebook, loaded once."""
    return load_rules(None)


@pytest.fixture(autouse=True)
def log() -> Iterator[Log]:
    with recorded_log() as recorded:
        yield recorded


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with fake_slack() as fake:
        yield fake


@pytest.fixture
def desk(sqlite_database: Database, slack: FakeSlack, house_rules: Rulebook) -> Desk:
    """The application on SQLite, with the retailer set up."""
    desk = Desk(sqlite_database, slack, house_rules)
    desk.set_up()
    return desk


@pytest.fixture
def shared_desk(database: Database, slack: FakeSlack, house_rules: Rulebook) -> Desk:
    """The same on SQLite and on PostgreSQL, for what happens at the same time."""
    desk = Desk(database, slack, house_rules)
    desk.set_up()
    return desk


@pytest.fixture
def file_of(sqlite_url: str) -> Path:
    """The file behind `desk`."""
    return Path(sqlite_url.removeprefix("sqlite:///"))
