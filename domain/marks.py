"""Marks: what people said about stores' readiness for a post, one after another, never changed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.people import UserId

COMPANY = ""
"""Stands for the one unit of a post that names no store: the whole company."""


class Said(StrEnum):
    """What a mark says of its stores."""

    TICKED = "ticked"
    UNTICKED = "unticked"
    NOT_READY = "not ready"
    EXCLUDED = "excluded"
    """The store no longer belongs to the post."""
    INCLUDED = "included"
    """An excluded store belongs to it again."""
    WAIVED = "waived"
    """Readiness need not be ticked on this version; the note says why."""
    RESET = "reset"
    """The promise changed, so that nothing said before counts; the note says what changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What somebody said about some stores at once.

    Attributes:
        at: in UTC.
        stores: keys of the stores, or `COMPANY`; empty where it is about the post as a whole.
        items: keys of the checklist's items that it ticks or unticks.
        note: the words that were given for it.
        promise: what had to be kept when it was said, in short (`promises.promise_of`).
        version: number of the post's version that it was said about.
    """

    said: Said
    by: UserId
    at: datetime
    stores: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    note: str = ""
    promise: str = ""
    version: int = 0
