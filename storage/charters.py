"""Charters: every version that was in force in a workspace; the newest is."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlmodel import Session

from domain.charter import UNWRITTEN, Charter, CharterVersion, Gain, Goal
from domain.people import UserId, WorkspaceId
from storage.numbered import Numbered
from storage.rows.charters import CharterRow


class Charters:
    """The charter of one workspace, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._versions = Numbered(CharterRow, name="charter", workspace=workspace, session=session)

    def newest(self) -> CharterVersion:
        """The version in force; number 0 is the empty one, before anybody wrote one."""
        row = self._versions.newest()
        return _version_of(row) if row else UNWRITTEN

    def numbered(self, number: int) -> CharterVersion | None:
        """The version with this number; None when it is not kept."""
        if number == 0:
            return UNWRITTEN
        row = self._versions.numbered(number)
        return _version_of(row) if row else None

    def hold(self) -> None:
        """Let nobody else change it until this transaction ends.

        Raises:
            Unavailable: somebody else does for too long.
        """
        self._versions.hold()

    def replace(self, charter: Charter, *, by: UserId | None, at: datetime) -> CharterVersion:
        """Put a charter in force.

        Raises:
            Unavailable: as `hold`.
        """
        number = self._versions.add(by=by, at=at, charter=asdict(charter))
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
