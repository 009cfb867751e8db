"""A database that cannot be used is said to be so, within three seconds, and recovers by itself."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from shutil import copyfile
from threading import Event, Thread, Timer
from time import monotonic

import pytest
from sqlalchemy import text

from domain.workspaces import Workspace
from storage.database import Busy, Database, Unavailable
from tests.postgres import PostgresServer, postgres_server
from tests.storage.examples import WORKSPACE, a_post, an_event

PATIENCE = 3
"""Seconds after which Slack gives up on a click."""


@contextmanager
def told_in_time(how: type[Unavailable] = Unavailable) -> Iterator[None]:
    start = monotonic()
    with pytest.raises(how):
        yield
    assert monotonic() - start < PATIENCE


def use(database: Database) -> None:
    with database.transaction(WORKSPACE) as transaction:
        transaction.people.save(transaction.people.workspace())


@pytest.fixture
def own_server(postgres_with_tables: str) -> Iterator[PostgresServer]:
    """A server that may be stopped and frozen; asking for the shared one skips this where there is none."""
    with postgres_server() as server:
        database = Database(server.url())
        database.migrate()
        database.close()
        yield server


def test_a_locked_sqlite_file(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    file = sqlite_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with told_in_time(Busy):
            use(database)
        with told_in_time():
            database.ping()
    use(database)
    database.close()


def test_many_threads_at_a_locked_sqlite_file_are_all_told_in_time(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    told: list[float] = []

    def click() -> None:
        start = monotonic()
        try:
            use(database)
        except Unavailable:
            told.append(monotonic() - start)

    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        threads = [Thread(target=click) for _ in range(8)]
        for one in threads:
            one.start()
        for one in threads:
            one.join(timeout=60)
    assert len(told) == 8
    assert max(told) < PATIENCE
    database.close()


def test_a_sqlite_file_that_is_gone(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'no such folder' / 'onevoice.sqlite3'}")
    with told_in_time():
        database.ping()
    with told_in_time():
        database.migrate()
    database.close()


@pytest.mark.parametrize("how", ["deleted", "replaced", "deleted and made anew"])
def test_a_sqlite_file_that_is_no_longer_the_one_that_was_opened(sqlite_url: str, how: str) -> None:
    database = Database(sqlite_url)
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    database.workspaces()
    database.ping()

    original = file.rename(file.with_name("original"))
    if how == "replaced":
        copyfile(original, file)
    if how == "deleted and made anew":
        original.unlink()
        with closing(sqlite3.connect(file)) as other:
            other.execute("CREATE TABLE something (id)")
    with pytest.raises(Unavailable, match="deleted or replaced"):
        database.ping()

    if how == "deleted":
        original.rename(file)
        database.ping()
    database.close()
    if how == "replaced":
        database.ping()  # opened anew, it is the file that lies there
        database.close()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "onevoice.sqlite3"
    file.write_text("shopping list: bread, butter, batteries. " * 100)
    database = Database(f"sqlite:///{file}")
    with told_in_time():
        use(database)
    database.close()


def test_tables_that_were_never_made_on_sqlite(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new.sqlite3'}")
    with told_in_time():
        use(database)
    database.close()


@pytest.mark.postgres
def test_tables_that_were_never_made_on_postgres(postgres_url: str) -> None:
    database = Database(postgres_url.replace("/postgres?", "/template1?"))
    with told_in_time():
        use(database)
    database.close()


@pytest.mark.postgres
def test_a_stopped_server_and_its_return(own_server: PostgresServer) -> None:
    database = Database(own_server.url())
    use(database)
    own_server.stop()
    with told_in_time():
        use(database)
    with told_in_time():
        database.ping()
    with told_in_time():
        Database(own_server.url()).migrate()
    own_server.start()
    use(database)
    database.close()


@pytest.mark.postgres
def test_a_server_that_stops_in_the_middle(own_server: PostgresServer) -> None:
    database = Database(own_server.url())
    with told_in_time(), database.transaction(WORKSPACE) as transaction:
        transaction.people.save(Workspace(id=WORKSPACE))
        own_server.stop()
        transaction.posts.save(a_post())
    own_server.start()
    assert database.workspaces() == ()
    database.close()


@pytest.mark.postgres
def test_a_frozen_server_and_its_thaw(own_server: PostgresServer) -> None:
    database, newcomer = Database(own_server.url()), Database(own_server.url())
    use(database)
    with own_server.frozen():
        with told_in_time():
            use(database)
        with told_in_time():
            database.ping()
        with told_in_time():
            use(newcomer)
    use(database)
    use(newcomer)
    database.close()
    newcomer.close()


@pytest.mark.postgres
@pytest.mark.parametrize("at", ["a query", "the commit"])
def test_a_server_that_freezes_in_the_middle(own_server: PostgresServer, at: str) -> None:
    database = Database(own_server.url())
    with ExitStack() as thaw, told_in_time(), database.transaction(WORKSPACE) as transaction:
        transaction.people.save(Workspace(id=WORKSPACE))
        thaw.enter_context(own_server.frozen())
        if at == "a query":
            transaction.people.workspace()
    use(database)
    database.close()


@pytest.mark.postgres
@pytest.mark.parametrize("exists", [True, False])
def test_a_post_that_somebody_holds_for_too_long(postgres_url: str, *, exists: bool) -> None:
    database = Database(postgres_url)
    if exists:
        with database.transaction(WORKSPACE) as transaction:
            transaction.posts.save(a_post())
    with database.transaction(WORKSPACE) as holder:
        holder.posts.get(a_post().id)
        with told_in_time(Busy), database.transaction(WORKSPACE) as other:
            other.posts.get(a_post().id)
    database.close()


@pytest.mark.postgres
def test_an_end_of_the_trail_that_somebody_holds_for_too_long(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.transaction(WORKSPACE) as holder:
        holder.audit.record(an_event())
        with told_in_time(Busy), database.transaction(WORKSPACE) as other:
            other.audit.record(an_event())
    database.close()


@pytest.mark.postgres
def test_a_query_that_takes_too_long(postgres_url: str) -> None:
    database = Database(postgres_url)
    with told_in_time(), database._session() as session:
        session.execute(text("SELECT pg_sleep(30)"))
    database.close()


@pytest.mark.postgres
def test_more_transactions_than_connections(postgres_url: str) -> None:
    database = Database(postgres_url)
    with ExitStack() as held:
        for _ in range(10):
            held.enter_context(database.transaction(WORKSPACE))
        with told_in_time(Busy):
            database.ping()
    database.ping()
    database.close()


@pytest.mark.postgres
def test_whoever_waited_for_a_connection_waits_the_less_for_a_lock(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.transaction(WORKSPACE) as holder, ExitStack() as others:
        holder.posts.get(a_post().id)
        for _ in range(9):
            others.enter_context(database.transaction(WORKSPACE))
        leaving = Timer(1.2, others.close)
        leaving.start()
        with told_in_time(Busy), database.transaction(WORKSPACE) as late:
            late.posts.get(a_post().id)
        leaving.join(timeout=60)
    database.close()


def test_how_long_one_waits_is_handed_in(sqlite_url: str) -> None:
    patient, hasty = Database(sqlite_url, patience=60), Database(sqlite_url, patience=0.1)
    with ExitStack() as held:
        held.enter_context(hasty.transaction(WORKSPACE))
        leaving = Timer(PATIENCE, held.close)
        leaving.start()
        with told_in_time(Busy):
            use(hasty)
        use(patient)
        leaving.join(timeout=60)
    patient.close()
    hasty.close()


@pytest.mark.postgres
def test_a_wrong_password_or_name_is_said_without_the_password(postgres_url: str) -> None:
    database = Database(postgres_url.replace("onevoice@", "nobody:hunter2@"))
    with pytest.raises(Unavailable) as told:
        database.ping()
    assert "nobody" in str(told.value)
    assert "hunter2" not in str(told.value)
    database.close()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "onevoice.sqlite3",
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://u:hunter2@h/d",
        "postgresql+asyncpg://u:hunter2@h/d",
        "postgres://u:hunter2@h:port/d",
    ],
)
def test_an_address_of_no_use_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ValueError, match="sqlite:///FILE or postgresql://") as refused:
        Database(url)
    assert "hunter2" not in str(refused.value)


@pytest.mark.postgres
@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_usual_spelling_of_postgres_is_understood(postgres_url: str, scheme: str) -> None:
    database = Database(postgres_url.replace("postgresql", scheme, 1))
    database.ping()
    database.close()


def test_a_slow_thread_does_not_stop_the_others_for_good(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    holds, go = Event(), Event()

    def hold() -> None:
        with database.transaction(WORKSPACE):
            holds.set()
            go.wait(timeout=60)

    slow = Thread(target=hold)
    slow.start()
    assert holds.wait(timeout=60)
    with told_in_time(Busy):
        use(database)
    go.set()
    slow.join(timeout=60)
    use(database)
    database.close()


def test_what_is_wrong_in_a_handler_is_not_blamed_on_the_database(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.transaction(WORKSPACE):
        raise ZeroDivisionError
