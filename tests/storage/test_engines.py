"""Engines: no connection stays behind open, whoever still uses it when the database is closed."""

from gc import get_objects
from threading import Event, Thread

import pytest

from storage.database import Database
from storage.engines import WatchedConnection
from tests.storage.examples import WORKSPACE


def connections() -> list[WatchedConnection]:
    """Those that are open in this process."""
    return [one for one in get_objects() if isinstance(one, WatchedConnection) and not one.closed]


@pytest.mark.postgres
def test_a_connection_that_is_in_use_when_the_database_is_closed_is_closed_after_use(
    postgres_url: str,
) -> None:
    database, before = Database(postgres_url), connections()
    begun, closed = Event(), Event()

    def work() -> None:
        with database.transaction(WORKSPACE) as transaction:
            transaction.people.workspace()
            begun.set()
            closed.wait()
            transaction.people.workspace()

    worker = Thread(target=work)
    worker.start()
    begun.wait()
    (used,) = (one for one in connections() if one not in before)

    database.close()
    closed.set()
    worker.join()

    assert used.closed
    with database.transaction(WORKSPACE) as transaction:
        transaction.people.workspace()  # it may be used again, and then keeps its connection
    assert [one for one in connections() if one not in before]
    database.close()
    assert [one for one in connections() if one not in before] == []
