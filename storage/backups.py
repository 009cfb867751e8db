"""Backups: a whole copy of a database file, of one moment, while the bot goes on."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from sqlalchemy.engine import make_url

WAIT_SECONDS = 10.0
"""For whoever writes just now; copying itself lets them go on ("VACUUM INTO")."""


class BackupError(Exception):
    """No copy could be made; the message says why and what to do."""


def back_up(url: str, *, to: Path) -> None:
    """Copy the SQLite database of this address into a new file, and prove that the copy can be read whole.

    Raises:
        BackupError: it is not SQLite or not there, the file is there already or cannot be written, or the database is damaged.
    """
    parts = make_url(url)
    if not parts.drivername.startswith("sqlite"):
        raise BackupError(
            "PostgreSQL makes its own backups. Run: pg_dump --format=custom --file=onevoice.dump, with the address of "
            "DATABASE_URL"
        )
    source = Path(str(parts.database))
    if not source.exists():
        raise BackupError(f"DATABASE_URL: there is no database yet at {source}")
    if to.exists():
        raise BackupError(f"{to} is there already: name another file")
    unfinished = to.with_name(f"{to.name}.part")
    try:
        unfinished.unlink(missing_ok=True)
        _copy(source, unfinished)
        unfinished.rename(to)
    except (sqlite3.Error, OSError) as error:
        raise BackupError(f"{to} could not be made: {error}") from None
    finally:
        unfinished.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    address = f"file:{quote(str(source.absolute()))}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS)) as database:
        database.execute("VACUUM INTO ?", (str(target),))
    with closing(sqlite3.connect(target)) as copy:
        (found,) = copy.execute("PRAGMA integrity_check").fetchone()
    if found != "ok":
        raise sqlite3.DatabaseError(found)
