"""The audit trail: a chain that only grows."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from sqlalchemy import Row, bindparam, func, insert
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from domain.audit import FIRST, Entry, Event, UnreadableEntryError, entry
from domain.people import UserId, WorkspaceId
from domain.periods import Period
from storage.dialects import hold
from storage.rows.audit import EntryRow
from storage.rows.row import table
from storage.unreadable import UNREADABLE

_AT_ONCE = 1_000
"""Entries read in one go: a trail may be longer than the memory."""


_TRAIL = select(EntryRow).where(EntryRow.workspace == bindparam("workspace"))
_LAST = _TRAIL.order_by(col(EntryRow.number).desc()).limit(1)
_IN_ORDER = _TRAIL.order_by(col(EntryRow.number))
_PAGE = _IN_ORDER.where(col(EntryRow.number) > bindparam("after")).limit(_AT_ONCE)
_NUMBERS = (
    select(EntryRow.number)
    .where(EntryRow.workspace == bindparam("workspace"), col(EntryRow.number) > bindparam("after"))
    .order_by(col(EntryRow.number))
    .limit(_AT_ONCE)
)
_OF_SUBJECT = _IN_ORDER.where(EntryRow.subject == bindparam("subject"))
_NEWEST = select(func.max(col(EntryRow.number))).where(EntryRow.workspace == bindparam("workspace"))
_SINCE = select(EntryRow.subject).where(
    EntryRow.workspace == bindparam("workspace"), col(EntryRow.number) > bindparam("after")
)
_IN_PERIOD = (col(EntryRow.at) >= bindparam("start"), col(EntryRow.at) < bindparam("end"))
_WITHIN = (
    select_columns(*table(EntryRow).columns)
    .where(col(EntryRow.workspace) == bindparam("workspace"), *_IN_PERIOD)
    .order_by(col(EntryRow.number))
)
"""Plain rows: a year has more lines than can be made objects of while others wait."""
_NUMBERS_WITHIN = (
    select(EntryRow.number)
    .where(EntryRow.workspace == bindparam("workspace"), *_IN_PERIOD)
    .order_by(col(EntryRow.number))
)
_NUMBERED = _TRAIL.where(EntryRow.number == bindparam("number"))
_ADD = insert(table(EntryRow))


class Audit:
    """The trail of one workspace, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session
        self._last: Entry | None = None

    def record(self, event: Event) -> Entry:
        """Add the next line. The end of the chain is held until the transaction ends, so it never forks.

        Raises:
            Unavailable: others hold the end of the chain for longer than this transaction is patient.
        """
        return self.record_all([event])[0]

    def record_all(self, events: Iterable[Event]) -> tuple[Entry, ...]:
        """`record` for many at once, in this order."""
        if self._last is None:
            hold(self._session, f"audit {self._workspace}")
            self._last = next(self._read(_LAST), None)
        added = []
        for event in events:
            self._last = entry(
                event,
                workspace=self._workspace,
                number=self._last.number + 1 if self._last else 1,
                previous=self._last.hash if self._last else FIRST,
            )
            added.append(self._last)
        if added:
            self._session.execute(_ADD, list(map(_values, added)))
        return tuple(added)

    def entries(self) -> Iterator[Entry]:
        """The whole trail in order; to be read before the transaction ends.

        Raises:
            UnreadableEntryError: somebody wrote into a line what no entry can be; those before it were given.
        """
        after = 0
        while page := self._page(after):
            yield from page
            after = page[-1].number

    def of(self, subject: str) -> tuple[Entry, ...]:
        """What happened to one post, export or setting, in order."""
        return tuple(self._read(_OF_SUBJECT, subject=subject))

    def within(self, period: Period) -> tuple[Entry, ...]:
        """What happened in a period, in order. A line that somebody made unreadable is left out; `entries` tells of it."""
        which = {"workspace": self._workspace, "start": period.start, "end": period.end}
        try:
            return tuple(map(_entry_of, self._session.execute(_WITHIN, which)))
        except UNREADABLE:
            found: list[Entry] = []
            for number in self._session.exec(_NUMBERS_WITHIN, params=which).all():
                with suppress(*UNREADABLE):
                    found += self._read(_NUMBERED, number=number)
            return tuple(found)

    def entry(self, number: int) -> Entry | None:
        """The line with this number, or None."""
        return next(self._read(_NUMBERED, number=number), None)

    def newest(self) -> int:
        """The number of the newest line that can be seen, 0 without one; the end of the chain is not held for it."""
        return self._session.exec(_NEWEST, params={"workspace": self._workspace}).one() or 0

    def subjects_since(self, number: int) -> frozenset[str]:
        """What the lines behind this one are about."""
        return frozenset(self._session.exec(_SINCE, params={"workspace": self._workspace, "after": number}))

    def _page(self, after: int) -> list[Entry]:
        try:
            return list(self._read(_PAGE, after=after))
        except UNREADABLE:
            return self._readable(after)

    def _readable(self, after: int) -> list[Entry]:
        """The entries of a page up to one that cannot be read; asked again from there, it raises."""
        found: list[Entry] = []
        which = {"workspace": self._workspace, "after": after}
        for number in self._session.exec(_NUMBERS, params=which).all():
            try:
                found += self._read(_NUMBERED, number=number)
            except UNREADABLE:
                if found:
                    break
                raise UnreadableEntryError(number) from None
        return found

    def _read(self, query: SelectOfScalar[EntryRow], **which: str | int) -> Iterator[Entry]:
        return map(_entry_of, self._session.exec(query, params={"workspace": self._workspace, **which}))


def _values(added: Entry) -> dict[str, Any]:
    event = added.event
    return {
        "workspace": added.workspace,
        "number": added.number,
        "action": event.action,
        "by": event.by,
        "at": event.at,
        "subject": event.subject,
        "version": event.version,
        "detail": dict(event.detail),
        "previous": added.previous,
        "hash": added.hash,
    }


def event_of(row: EntryRow | Row[Any]) -> Event:
    """What a line says happened.

    Raises:
        TypeError: somebody wrote something else into it.
    """
    if not isinstance(row.detail, dict):
        raise TypeError("the detail of an entry is a map")
    return Event(
        action=row.action,
        by=None if row.by is None else UserId(row.by),
        at=row.at,
        subject=row.subject,
        version=row.version,
        detail=row.detail,
    )


def _entry_of(row: EntryRow | Row[Any]) -> Entry:
    return Entry(
        workspace=WorkspaceId(row.workspace),
        number=row.number,
        event=event_of(row),
        previous=row.previous,
        hash=row.hash,
    )
