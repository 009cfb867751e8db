"""The audit trail: a chain that only grows."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from domain.audit import FIRST, Entry, Event, entry
from domain.people import UserId, WorkspaceId
from storage.dialects import hold
from storage.rows import EntryRow

_AT_ONCE = 1_000
"""Entries read in one go: a trail may be longer than the memory."""


class Audit:
    """The trail of one workspace, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session
        self._last: Entry | None = None

    def record(self, event: Event) -> Entry:
        """Add the next line. The end of the chain is held until the transaction ends, so it never forks.

        Raises:
            Unavailable: another transaction holds the end of the chain for more than a second.
        """
        if self._last is None:
            hold(self._session, f"audit {self._workspace}")
            self._last = next(iter(self._read(newest=True)), None)
        added = entry(
            event,
            workspace=self._workspace,
            number=self._last.number + 1 if self._last else 1,
            previous=self._last.hash if self._last else FIRST,
        )
        self._session.add(_row(added))
        self._session.flush()
        self._last = added
        return added

    def entries(self) -> Iterator[Entry]:
        """The whole trail in order; to be read before the transaction ends."""
        return self._read()

    def of(self, subject: str) -> tuple[Entry, ...]:
        """What happened to one post, export or setting, in order."""
        return tuple(self._read(EntryRow.subject == subject))

    def entry(self, number: int) -> Entry | None:
        """The line with this number, or None."""
        return next(iter(self._read(EntryRow.number == number)), None)

    def _read(self, *which: bool, newest: bool = False) -> Iterator[Entry]:
        number = col(EntryRow.number)
        rows = select(EntryRow).where(EntryRow.workspace == self._workspace, *which)
        rows = rows.order_by(number.desc()).limit(1) if newest else rows.order_by(number)
        return map(_entry_of, self._session.exec(rows.execution_options(yield_per=_AT_ONCE)))


def _row(added: Entry) -> EntryRow:
    event = added.event
    return EntryRow(
        workspace=added.workspace,
        number=added.number,
        action=event.action,
        by=event.by,
        at=event.at,
        subject=event.subject,
        version=event.version,
        detail=dict(event.detail),
        previous=added.previous,
        hash=added.hash,
    )


def _entry_of(row: EntryRow) -> Entry:
    return Entry(
        workspace=WorkspaceId(row.workspace),
        number=row.number,
        event=Event(
            action=row.action,
            by=None if row.by is None else UserId(row.by),
            at=row.at,
            subject=row.subject,
            version=row.version,
            detail=row.detail,
        ),
        previous=row.previous,
        hash=row.hash,
    )
