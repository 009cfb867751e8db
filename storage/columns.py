"""Column types that give back exactly what was put in, on SQLite and PostgreSQL alike."""

import re
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import DateTime, Dialect, Enum, Text
from sqlalchemy.types import TypeDecorator

_ESCAPE = "\x10"
"""U+0010, "data link escape": made for this, and next to never in people's text."""
_UNSTORABLE = re.compile("[\x00\x10\ud800-\udfff]")
_ESCAPED = re.compile(f"{_ESCAPE}([0-9a-f]{{4}})")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. Any zone goes in, UTC comes out; a moment without a zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # SQLAlchemy's signature
        """Turn it into UTC, since SQLite drops the zone.

        Raises:
            ValueError: the moment has no zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # SQLAlchemy's signature
        """Put the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class AnyText(TypeDecorator[str]):
    """Text of any kind, hostile kinds included.

    PostgreSQL refuses U+0000 and no driver takes half of a surrogate pair, yet both arrive in people's
    messages. They are kept as an escape and four hexadecimal digits; all other text stands as it is.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  # SQLAlchemy's signature
        """Escape what a database would refuse."""
        if value is None:
            return None
        return _UNSTORABLE.sub(lambda found: f"{_ESCAPE}{ord(found[0]):04x}", value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  # SQLAlchemy's signature
        """Undo the escape."""
        return None if value is None else _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)


def by_value(kind: type[StrEnum]) -> Enum:
    """A column that holds an enum's values, as readable text that outlives renamed members."""
    return Enum(
        kind, values_callable=lambda members: [one.value for one in members], native_enum=False, length=40
    )
