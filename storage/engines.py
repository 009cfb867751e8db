"""Engines: how SQLite and PostgreSQL are spoken to, so that nobody waits for longer than they are willing to."""

from collections.abc import Generator
from time import monotonic
from typing import Any

from psycopg import Connection as PostgresConnection
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from storage.unavailable import Unavailable

PATIENCE = 2.0
"""Seconds of one transaction that are spent waiting: in line for a connection, for whoever holds what it needs, for the
server. Of the three after which Slack gives up, the rest is for deciding and for the answer."""
READING: dict[str, Any] = {"reading": True}
"""Execution options of a transaction that only reads, and sees one moment throughout."""
_HIDDEN = True
"""What stands in statements is people's text; errors, which are logged, must not repeat it."""
_POSTGRES_SETTINGS = "SET timezone = 'UTC'; SET idle_in_transaction_session_timeout = '10s'; "
_LIMITS = "SET {0} lock_timeout = {1:.0f}; SET {0} statement_timeout = {2:.0f}"
_SOONER = 100, 50
"""Milliseconds by which the server gives up on a lock and on a statement before we give up on the server."""
_LEAST = 0.2
"""Seconds that the server gets in any case."""


def engine_for(url: str, *, patience: float = PATIENCE) -> Engine:
    """The engine for `sqlite:///FILE`, `postgresql://…` or `postgres://…`.

    Args:
        patience: seconds that a transaction may wait in all, as `PATIENCE`.

    Raises:
        ValueError: another kind of address; the message never repeats it, since it may hold a password.
    """
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError):
        parts = URL.create("unknown")
    if parts.drivername in {"sqlite", "sqlite+pysqlite"} and parts.database not in {None, "", ":memory:"}:
        return _closing_late_ones(_sqlite(parts, patience))
    if parts.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        return _closing_late_ones(_postgres(parts.set(drivername="postgresql+psycopg"), patience))
    raise ValueError(
        "a database's address begins with sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
    )


def _closing_late_ones(engine: Engine) -> Engine:
    """The engine, which also closes connections that come back after it was disposed of.

    SQLAlchemy gives them back to the pool that was disposed of, and they stay open ("Engine Disposal").
    """

    @event.listens_for(engine, "connect")
    def remember(_: object, entry: ConnectionPoolEntry) -> None:
        entry.info["pool"] = engine.pool

    @event.listens_for(engine, "checkin")
    def let_go(_: object, entry: ConnectionPoolEntry) -> None:
        if entry.info.get("pool") is not engine.pool:
            entry.invalidate()

    return engine


def _sqlite(url: URL, patience: float) -> Engine:
    engine = create_engine(
        url, connect_args={"timeout": patience}, pool_timeout=patience, hide_parameters=_HIDDEN
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: ConnectionPoolEntry) -> None:  # noqa: ANN401  # the driver's connection
        connection.isolation_level = None  # the driver must not begin transactions of its own
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        reading = bool(options.get("reading"))
        left = _left(connection, patience)
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(left * 1000)}")
        connection.exec_driver_sql(f"PRAGMA query_only = {reading:d}")
        # A deferred transaction that turns into a writer fails when somebody else wrote meanwhile.
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _left(connection: Connection, patience: float) -> float:
    """Seconds that a transaction may still wait: those it has waited in line already are told in "until"."""
    until = connection.get_execution_options().get("until")
    return patience if until is None else max(until - monotonic(), 0.0)


def _limits(patience: float, scope: str = "") -> str:
    return _LIMITS.format(scope, *(patience * 1000 - sooner for sooner in _SOONER))


class WatchedConnection(PostgresConnection[Any]):
    """A connection that gives up on a server which no longer answers."""

    patience = PATIENCE
    silence = 0.0

    def wait(self, gen: Generator[Any, Any, Any], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # the driver's signature
        """Wait for the server, counting for how long it says nothing.

        Raises:
            Unavailable: it has been silent for too long; the connection is closed.
        """
        return super().wait(self._watched(gen), *args, **kwargs)

    def rollback(self) -> None:
        """Roll back; a connection that was given up on has nothing left to say."""
        if not self.closed:
            super().rollback()

    def _watched(self, gen: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
        ready = None
        while True:
            try:
                wanted = gen.send(ready)
            except StopIteration as end:
                return end.value
            asked = monotonic()
            ready = yield wanted
            if not ready:  # the driver looks up every tenth of a second
                self.silence += monotonic() - asked
            if self.silence > self.patience:
                self.close()
                raise Unavailable("The database does not answer.")


def _postgres(url: URL, patience: float) -> Engine:
    engine = create_engine(
        url,
        connect_args={"connect_timeout": 2},
        pool_pre_ping=True,
        pool_size=5,
        max_overflow=5,
        pool_timeout=patience,
        hide_parameters=_HIDDEN,
    )

    @event.listens_for(engine, "do_connect")
    def connect(_: object, __: object, args: tuple[str, ...], options: dict[str, Any]) -> WatchedConnection:
        connection = WatchedConnection.connect(*args, **options)
        connection.patience = patience
        return connection

    @event.listens_for(engine, "connect")
    def prepare(connection: WatchedConnection, _: ConnectionPoolEntry) -> None:
        connection.execute(_POSTGRES_SETTINGS + _limits(patience))
        connection.commit()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("reading"):
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        left = max(_left(connection, patience), _LEAST)
        if left < patience - _LEAST:
            connection.exec_driver_sql(_limits(left, "LOCAL"))
            driver: Any = connection.connection.dbapi_connection
            driver.patience = left

    @event.listens_for(engine, "checkin")
    def rest(connection: WatchedConnection | None, _: ConnectionPoolEntry) -> None:
        if connection is not None:
            connection.silence, connection.patience = 0.0, patience

    return engine
