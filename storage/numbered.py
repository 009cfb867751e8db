"""Numbered: what is changed as a whole, and of which every version is kept; the newest is in force."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import Insert, bindparam, insert
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from domain.people import UserId, WorkspaceId
from storage.dialects import hold, share
from storage.rows.row import NumberedRow, table

R = TypeVar("R", bound=NumberedRow)


@cache
def _all(row: type[R]) -> SelectOfScalar[R]:
    return select(row).where(row.workspace == bindparam("workspace")).order_by(col(row.number).desc())


@cache
def _newest(row: type[R]) -> SelectOfScalar[R]:
    return _all(row).limit(1)


@cache
def _one(row: type[R]) -> SelectOfScalar[R]:
    return _all(row).where(row.number == bindparam("number"))


@cache
def _add(row: type[NumberedRow]) -> Insert:
    return insert(table(row))


class Numbered(Generic[R]):
    """The versions of one thing of a workspace, within one transaction.

    Args:
        row: what keeps a version.
        name: of the thing, for those who wait for each other over it.
    """

    def __init__(self, row: type[R], *, name: str, workspace: WorkspaceId, session: Session) -> None:
        self._row = row
        self._name = f"{name} {workspace}"
        self._workspace = workspace
        self._session = session

    def newest(self) -> R | None:
        """The version in force; None when there never was one."""
        return self._session.exec(_newest(self._row), params={"workspace": self._workspace}).one_or_none()

    def numbered(self, number: int) -> R | None:
        """The version with this number, or None."""
        which = {"workspace": self._workspace, "number": number}
        return self._session.exec(_one(self._row), params=which).one_or_none()

    def all(self) -> Iterator[R]:
        """Every version, the newest first."""
        return iter(self._session.exec(_all(self._row), params={"workspace": self._workspace}))

    def hold(self) -> None:
        """Let nobody else change it or decide with it until this transaction ends.

        Raises:
            Unavailable: somebody else does for too long.
        """
        hold(self._session, self._name)

    def share(self) -> None:
        """Let nobody change it until this transaction ends; others may decide with it too.

        Raises:
            Unavailable: somebody is changing it for too long.
        """
        share(self._session, self._name)

    def add(self, *, by: UserId | None, at: datetime, **values: Any) -> int:  # noqa: ANN401  # columns of any type
        """Put a version in force, and say its number.

        Args:
            values: the row's other columns.

        Raises:
            Unavailable: as `hold`.
        """
        self.hold()
        before = self.newest()
        number = before.number + 1 if before else 1
        kept = {"workspace": self._workspace, "number": number, "by": by, "at": at, **values}
        self._session.execute(_add(self._row), kept)
        return number
