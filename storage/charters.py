"""Charters: every version that was in force in a workspace; the newest is."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert
from sqlmodel import Session, col, select

from domain.charter import UNWRITTEN, Charter, CharterVersion, Gain, Goal
from domain.people import UserId, WorkspaceId
from storage.dialects import hold
from storage.rows.charters import CharterRow
from storage.rows.row import table

_OURS = select(CharterRow).where(CharterRow.workspace == bindparam("workspace"))
_NEWEST = _OURS.order_by(col(CharterRow.number).desc()).limit(1)
_NUMBERED = _OURS.where(CharterRow.number == bindparam("number"))
_ADD = insert(table(CharterRow))


class Charters:
    """The charter of one workspace, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def newest(self) -> CharterVersion:
        """The version in force; number 0 is the empty one, before anybody wrote one."""
        row = self._session.exec(_NEWEST, params={"workspace": self._workspace}).one_or_none()
        return _version_of(row) if row else UNWRITTEN

    def numbered(self, number: int) -> CharterVersion | None:
        """The version with this number; None when it is not kept."""
        if number == 0:
            return UNWRITTEN
        which = {"workspace": self._workspace, "number": number}
        row = self._session.exec(_NUMBERED, params=which).one_or_none()
        return _version_of(row) if row else None

    def hold(self) -> None:
        """Let nobody else change it until this transaction ends.

        Raises:
            Unavailable: somebody else does for more than a second.
        """
        hold(self._session, f"charter {self._workspace}")

    def replace(self, charter: Charter, *, by: UserId | None, at: datetime) -> CharterVersion:
        """Put a charter in force.

        Raises:
            Unavailable: as `hold`.
        """
        self.hold()
        number = self.newest().number + 1
        values = {
            "workspace": self._workspace,
            "number": number,
            "by": by,
            "at": at,
            "charter": asdict(charter),
        }
        self._session.execute(_ADD, values)
        return CharterVersion(charter=charter, number=number, by=by, at=at)


def _version_of(row: CharterRow) -> CharterVersion:
    return CharterVersion(
        charter=_charter_of(row.charter),
        number=row.number,
        by=None if row.by is None else UserId(row.by),
        at=row.at,
    )


def _charter_of(kept: dict[str, Any]) -> Charter:
    return Charter(
        home=kept["home"],
        why=kept["why"],
        goals=tuple(Goal(**one) for one in kept["goals"]),
        gains=tuple(map(Gain, kept["gains"])),
        pays=kept["pays"],
    )
