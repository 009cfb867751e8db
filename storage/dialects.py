"""The few words in which SQLite and PostgreSQL differ."""

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session, SQLModel


def insert_into(session: Session, table: type[SQLModel]) -> SqliteInsert | PostgresInsert:
    """An insert that may say what happens on a conflict."""
    return postgres_insert(table) if _on_postgres(session) else sqlite_insert(table)


def hold(session: Session, name: str) -> None:
    """Wait until no other transaction holds this name, then hold it until the end of this one.

    Stands in for a row lock where the row does not exist yet. On SQLite a transaction is alone anyway.
    """
    if _on_postgres(session):
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


def _on_postgres(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
