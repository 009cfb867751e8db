"""A database that cannot be used for a while."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from storage.database import Database


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another program holds the write lock."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def gone(database: Database, file: Path) -> Iterator[None]:
    """Somebody moved the file and put a folder in its place."""
    database.close()
    kept = file.rename(file.with_suffix(".kept"))
    for journal in file.parent.glob("*-wal"):
        journal.unlink()
    file.mkdir()
    try:
        yield
    finally:
        database.close()
        file.rmdir()
        kept.rename(file)
