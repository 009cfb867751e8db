from collections.abc import Iterator, MutableMapping
from typing import Any

import pytest
from structlog.testing import capture_logs

from storage.database import Database
from tests.delivery.desk import Desk


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[MutableMapping[str, Any]]]:
    """The structured log lines of the test."""
    with capture_logs() as lines:
        yield lines


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)
