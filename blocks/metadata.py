"""Metadata: what a form was opened with, and carries along."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from blocks.unknown import OPEN_IT, unknown_form
from domain.refusals import Refusal

FROM_SETUP = "Type /social setup to open it again."
"""How to open a form of the setup again."""
DIGITS = 18
"""Of a number: as many as the database can compare."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a form carries, by name. Asking for something of another kind than ours carry is a `Refusal`.

    Attributes:
        unknown: what is said then.
    """

    carried: Mapping[str, Any]
    unknown: Refusal

    def __contains__(self, name: str) -> bool:
        return name in self.carried

    def text(self, name: str, missing: str | None = None) -> str:
        """The text of this name; `missing` where there is none, if that may be.

        Raises:
            Refusal: no form of ours looks like this.
        """
        read = self.carried.get(name, missing)
        if not isinstance(read, str):
            raise self.unknown
        return read

    def texts(self, name: str) -> tuple[str, ...]:
        """The list of texts of this name; empty where there is none.

        Raises:
            Refusal: no form of ours looks like this.
        """
        read = self._listed(name)
        if not all(isinstance(one, str) for one in read):
            raise self.unknown
        return tuple(read)

    def inner(self, name: str) -> "Metadata":
        """What it carries inside of this name.

        Raises:
            Refusal: no form of ours looks like this.
        """
        return self._inside(self.carried.get(name))

    def inners(self, name: str) -> tuple["Metadata", ...]:
        """The list of such things of this name; empty where there is none.

        Raises:
            Refusal: no form of ours looks like this.
        """
        return tuple(self._inside(one) for one in self._listed(name))

    def number(self, name: str, missing: int | None = None) -> int:
        """The whole number of this name; `missing` where there is none, if that may be.

        Raises:
            Refusal: no form of ours looks like this.
        """
        read = self.carried.get(name, missing)
        if not isinstance(read, int) or isinstance(read, bool) or abs(read) >= 10**DIGITS:
            raise self.unknown
        return read

    def ticked(self, name: str) -> bool:
        """Whether it carries a yes of this name.

        Raises:
            Refusal: no form of ours looks like this.
        """
        read = self.carried.get(name, False)
        if not isinstance(read, bool):
            raise self.unknown
        return read

    def moment(self, name: str) -> datetime | None:
        """The moment of this name, in UTC; None where there is none.

        Raises:
            Refusal: no form of ours looks like this.
        """
        if self.carried.get(name) is None:
            return None
        try:
            return datetime.fromisoformat(self.text(name)).astimezone(UTC)
        except (ValueError, OverflowError):
            raise self.unknown from None

    def _listed(self, name: str) -> list[Any]:
        read = self.carried.get(name, [])
        if not isinstance(read, list):
            raise self.unknown
        return read

    def _inside(self, read: object) -> "Metadata":
        if not isinstance(read, dict):
            raise self.unknown
        return Metadata(read, self.unknown)


def read_metadata(view: Mapping[str, Any], *, again: str = OPEN_IT) -> Metadata:
    """What the form carries.

    Args:
        again: how to open the form again, as a sentence.

    Raises:
        Refusal: no form of ours looks like this.
    """
    return read_carried(view.get("private_metadata"), unknown=unknown_form(again=again))


def read_carried(value: object, *, unknown: Refusal) -> Metadata:
    """The same of a value that may stand elsewhere than in a form's `private_metadata`.

    Raises:
        Refusal: nothing of ours looks like this; the one that was given.
    """
    try:
        read = json.loads(value) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict):
        raise unknown
    return Metadata(read, unknown)
