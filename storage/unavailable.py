"""When the database cannot be used: one exception for every way in which a driver says so."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    InternalError,
    NotSupportedError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolExhausted

_FAULTS_OF_THE_PROGRAM = (DataError, IntegrityError, InternalError, NotSupportedError, ProgrammingError)
_LOCKED = "55P03"
"""PostgreSQL's code for a lock that did not come free in time."""
_BUSY = "database is locked"
"""How SQLite says the same."""
_TABLES_MISSING = {"42P01", "42703"}
"""PostgreSQL's codes for an undefined table and column; on SQLite they are no faults of the program either."""


class Unavailable(Exception):  # noqa: N818  # the house's word; the person is asked to try again
    """The database is locked, gone, frozen or too slow.

    Nothing of the transaction is known to be saved. When the answer to the commit itself was lost it may
    be saved all the same, so whatever is tried again has to be safe to do twice.
    """


class Busy(Unavailable):
    """The database works, but it was not this transaction's turn in time. Nothing of it was saved."""


class Overtaken(Unavailable):
    """Somebody else changed the same since it was read. Nothing of this transaction was saved."""


@contextmanager
def told_as_unavailable() -> Iterator[None]:
    """Say `Unavailable` instead of the driver's own words for a database that cannot be used."""
    try:
        yield
    except PoolExhausted as error:
        raise Busy("Every connection to the database is in use.") from error
    except DBAPIError as error:
        missing = getattr(error.orig, "sqlstate", None) in _TABLES_MISSING
        if isinstance(error, _FAULTS_OF_THE_PROGRAM) and not (missing or error.connection_invalidated):
            raise
        if getattr(error.orig, "sqlstate", None) == _LOCKED or _BUSY in str(error.orig):
            raise Busy(f"Somebody else was at it for too long: {error.orig}") from error
        raise Unavailable(f"The database cannot be used: {error.orig}") from error
