"""When the database cannot be used: one exception for every way in which a driver says so."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted


class Unavailable(Exception):  # noqa: N818  # the house's word; the person is asked to try again
    """The database is locked, gone, frozen or too slow.

    Nothing of the transaction is known to be saved. When the answer to the commit itself was lost it may
    be saved all the same, so whatever is tried again has to be safe to do twice.
    """


@contextmanager
def told_as_unavailable() -> Iterator[None]:
    """Say `Unavailable` instead of the driver's own words for a database that cannot be used."""
    try:
        yield
    except PoolExhausted as error:
        raise Unavailable("Every connection to the database is busy.") from error
    except DBAPIError as error:
        if error.connection_invalidated or isinstance(error, OperationalError | InterfaceError):
            raise Unavailable(f"The database cannot be used: {error.orig}") from error
        raise
