"""What the rows have in common, whatever their subject."""

from sqlalchemy import Table
from sqlmodel import Field, SQLModel

from storage.columns import AnyText


class Row(SQLModel):
    """Something that one workspace keeps; the rest of its key follows."""

    workspace: str = Field(primary_key=True, sa_type=AnyText)


def table(row: type[Row]) -> Table:
    """The table behind a row, for statements that write: they name columns and make no objects."""
    return SQLModel.metadata.tables[str(row.__tablename__)]
