"""What the rows have in common, whatever their subject."""

from datetime import datetime

from sqlalchemy import Table
from sqlmodel import Field, SQLModel

from storage.columns import AnyText, UtcDateTime


class Row(SQLModel):
    """Something that one workspace keeps; the rest of its key follows."""

    workspace: str = Field(primary_key=True, sa_type=AnyText)


class NumberedRow(Row):
    """A version of something of which every version is kept."""

    number: int = Field(primary_key=True)
    """Counted from 1; the highest is in force."""
    by: str | None = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)


def table(row: type[Row]) -> Table:
    """The table behind a row, for statements that write: they name columns and make no objects."""
    return SQLModel.metadata.tables[str(row.__tablename__)]
