"""The database of a command: opened, brought up to date, and what is wrong with it said in a sentence."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

from bot.complaints import Complaint
from bot.settings import read_settings

if TYPE_CHECKING:
    from storage.database import Database

WORD_SECONDS = 1.5
"""After so long without a word, whoever waits wonders whether anything happens."""


@contextmanager
def opened_database(*, migrated: bool = False) -> Iterator["Database"]:
    """The database of DATABASE_URL; that it does not answer becomes a complaint.

    Args:
        migrated: whether to complain of tables that this version does not know, too.

    Raises:
        Complaint: the database cannot be used, or its tables are of another version.
    """
    from storage.database import Database, Tables, Unavailable

    database = Database(read_settings().database_url.get_secret_value())
    try:
        if migrated and database.tables() is not Tables.CURRENT:
            raise Complaint(
                "DATABASE_URL: its tables are not those of this version. Run: .venv/bin/python -m bot migrate"
            )
        yield database
    except Unavailable as error:
        raise Complaint(f"DATABASE_URL: {error}") from None
    finally:
        database.close()


def migrate_patiently(database: "Database", *, say: Callable[[str], object]) -> None:
    """`Database.migrate`, which may wait a minute for another program: says so, and Ctrl+C ends it at once.

    Raises:
        Unavailable: as `Database.migrate`.
        Complaint: another program kept the database locked for all that time.
    """
    from storage.database import Unavailable
    from storage.migrations import PATIENCE

    migrating: Future[None] = Future()

    def migrate() -> None:
        try:
            database.migrate()
        except BaseException as error:  # noqa: BLE001  # raised again where the result is asked for
            migrating.set_exception(error)
        else:
            migrating.set_result(None)

    begun = monotonic()
    # SQLite waits for a lock without listening to signals; the thread that waits here does listen.
    Thread(target=migrate, name="migrate", daemon=True).start()
    if wait([migrating], timeout=WORD_SECONDS).not_done:
        say(f"Waiting for the database: another program may be using it. I give up after {PATIENCE} s.")
    try:
        migrating.result()
    except Unavailable as error:
        if monotonic() - begun < 0.9 * PATIENCE:
            raise
        raise Complaint(
            f"DATABASE_URL: it stayed locked for {PATIENCE} s, so nothing was changed ({error}). End the other program "
            "that uses it (a second bot, a backup, a database browser), then run this again."
        ) from None
