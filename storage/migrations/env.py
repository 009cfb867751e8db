"""What Alembic runs. The connection comes from `storage.migrations`; nothing is read from a file."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Enum

from storage.columns import AnyText, UtcDateTime
from storage.rows import METADATA


def plain(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """Write our column types as the database knows them: a migration stays as it is when our code changes."""
    if kind != "type":
        return False
    match item:
        case AnyText():
            return "sa.Text()"
        case UtcDateTime():
            return "sa.DateTime(timezone=True)"
        case Enum():
            return f"sa.String(length={item.length})"
        case _:
            return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_item=plain,
)
context.run_migrations()
