"""Digest wishes: who said whether the digest should come to them as a direct message."""

from functools import cache

from sqlalchemy import Executable, bindparam
from sqlmodel import Session, select

from domain.people import UserId, WorkspaceId
from storage.dialects import dialect_of, insert_into
from storage.rows.row import table
from storage.rows.week import DigestWishRow

_WISHES = select(DigestWishRow.user, DigestWishRow.wanted).where(
    DigestWishRow.workspace == bindparam("workspace")
)


@cache
def _set(dialect: str) -> Executable:
    new = insert_into(table(DigestWishRow), dialect=dialect)
    return new.on_conflict_do_update(
        index_elements=["workspace", "user"], set_={"wanted": new.excluded.wanted}
    )


class DigestWishes:
    """The wishes of one workspace's people, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def all(self) -> dict[UserId, bool]:
        """What each person said last; those who never said anything are left out."""
        rows = self._session.exec(_WISHES, params={"workspace": self._workspace})
        return {UserId(user): wanted for user, wanted in rows}

    def save(self, user: UserId, *, wanted: bool) -> None:
        """Remember what somebody says now."""
        values = {"workspace": self._workspace, "user": user, "wanted": wanted}
        self._session.execute(_set(dialect_of(self._session)), values)
