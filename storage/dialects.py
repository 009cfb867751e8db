"""The few words in which SQLite and PostgreSQL differ."""

from sqlalchemy import Table, bindparam, func, select
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session

_NAME = func.hashtextextended(bindparam("name"), 0)
_HOLD = select(func.pg_advisory_xact_lock(_NAME))
_SHARE = select(func.pg_advisory_xact_lock_shared(_NAME))


def dialect_of(session: Session) -> str:
    """`sqlite` or `postgresql`."""
    return session.get_bind().dialect.name


def insert_into(table: Table, *, dialect: str) -> SqliteInsert | PostgresInsert:
    """An insert that may say what happens on a conflict."""
    return postgres_insert(table) if dialect == "postgresql" else sqlite_insert(table)


def hold(session: Session, name: str) -> None:
    """Wait until no other transaction holds this name, then hold it until the end of this one.

    Stands in for a row lock where the row does not exist yet. On SQLite a transaction is alone anyway.
    """
    if dialect_of(session) == "postgresql":
        session.execute(_HOLD, {"name": name})


def share(session: Session, name: str) -> None:
    """Wait until no other transaction holds this name; those that share it do not wait for each other."""
    if dialect_of(session) == "postgresql":
        session.execute(_SHARE, {"name": name})
