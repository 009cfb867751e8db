"""Briefs: who was told what their stores have to keep, each once for each promise, and who has understood."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Executable, bindparam, update
from sqlmodel import Session, col, select

from domain.briefs import Brief
from domain.people import UserId, WorkspaceId
from domain.posts import PostId
from storage.dialects import dialect_of, insert_into
from storage.rows.readiness import BriefRow
from storage.rows.row import table

NEWEST = 50
"""Briefs that are looked at for somebody's Home."""
_BRIEFS = table(BriefRow)
_THESE: BindParameter[Any] = bindparam("posts", expanding=True)
_OF_POSTS = (
    select(BriefRow)
    .where(BriefRow.workspace == bindparam("workspace"), col(BriefRow.post).in_(_THESE))
    .order_by(col(BriefRow.at), col(BriefRow.manager))
    .execution_options(populate_existing=True)
)
_UNREAD = (
    select(BriefRow)
    .where(
        BriefRow.workspace == bindparam("workspace"),
        BriefRow.manager == bindparam("manager"),
        col(BriefRow.understood_at).is_(None),
    )
    .order_by(col(BriefRow.at).desc(), col(BriefRow.post))
    .limit(NEWEST)
)
_UNDERSTOOD = (
    update(_BRIEFS)
    .where(
        _BRIEFS.c.workspace == bindparam("its_workspace"),
        _BRIEFS.c.post == bindparam("its_post"),
        _BRIEFS.c.promise == bindparam("its_promise"),
        _BRIEFS.c.manager == bindparam("its_manager"),
        _BRIEFS.c.understood_at.is_(None),
    )
    .values(understood_at=bindparam("moment"))
)


@cache
def _add(dialect: str) -> Executable:
    return insert_into(_BRIEFS, dialect=dialect).on_conflict_do_nothing()


class Briefs:
    """The briefs of one workspace, within one transaction that holds their posts."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def of(self, post: PostId) -> tuple[Brief, ...]:
        """Every brief about a post, the oldest first."""
        return self.of_each([post])

    def of_each(self, posts: Iterable[PostId]) -> tuple[Brief, ...]:
        """Every brief about these posts, the oldest first."""
        which = {"workspace": self._workspace, "posts": list(posts)}
        return tuple(_brief_of(one) for one in self._session.exec(_OF_POSTS, params=which))

    def unread(self, manager: UserId) -> tuple[Brief, ...]:
        """The newest that somebody has not confirmed, the newest first; what they are about may be over."""
        rows = self._session.exec(_UNREAD, params={"workspace": self._workspace, "manager": manager})
        return tuple(_brief_of(one) for one in rows)

    def add(self, briefs: Iterable[Brief]) -> None:
        """Remember that these are sent; what was sent before stays as it is."""
        values = [
            {
                "workspace": self._workspace,
                "post": one.post,
                "promise": one.promise,
                "manager": one.manager,
                "at": one.at,
                "understood_at": one.understood_at,
            }
            for one in briefs
        ]
        if values:
            self._session.execute(_add(dialect_of(self._session)), values)

    def understood(self, brief: Brief, *, at: datetime) -> None:
        """Remember when somebody understood; what they said first counts."""
        which = {
            "its_workspace": self._workspace,
            "its_post": brief.post,
            "its_promise": brief.promise,
            "its_manager": brief.manager,
        }
        self._session.execute(_UNDERSTOOD, {**which, "moment": at})


def _brief_of(row: BriefRow) -> Brief:
    return Brief(
        post=PostId(row.post),
        promise=row.promise,
        manager=UserId(row.manager),
        at=row.at,
        understood_at=row.understood_at,
    )
