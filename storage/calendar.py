"""The calendar's posts, found by their publish time through its index; of each only what a calendar shows."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, func, select, true, union_all
from sqlmodel import Session

from domain.calendar import PLANNED, Coming
from domain.networks import Network
from domain.people import WorkspaceId
from domain.posts import PostId, State
from storage.rows.posts import PostRow, TransitionRow, VersionRow
from storage.rows.row import table

MOST = 2_000
"""Posts that are read at most: more than anybody looks at, and still quick."""
_posts, _versions, _out = table(PostRow), table(VersionRow), table(TransitionRow)
_again = _out.alias()
_STATES: BindParameter[Any] = bindparam("states", expanding=True)
_planned = and_(
    _posts.c.workspace == bindparam("workspace"),
    _posts.c.publish_at >= bindparam("start"),
    _posts.c.publish_at < bindparam("end"),
    _posts.c.state.in_(_STATES),
)
# Each time it was marked as published has such a line; the last one is when it went out.
_went_out = and_(
    _out.c.workspace == bindparam("workspace"),
    _out.c.state == State.PUBLISHED,
    _out.c.at >= bindparam("start"),
    _out.c.at < bindparam("end"),
    _posts.c.workspace == _out.c.workspace,
    _posts.c.id == _out.c.post,
    _posts.c.publish_at.is_(None),
    _posts.c.state.in_(_STATES),
    _posts.c.state.in_([State.PUBLISHED, State.MEASURED]),
    ~select(_again.c.post)
    .where(
        _again.c.workspace == _out.c.workspace,
        _again.c.post == _out.c.post,
        _again.c.state == State.PUBLISHED,
        _again.c.at > _out.c.at,
    )
    .exists(),
)
_found = union_all(
    select(_posts.c.id, _posts.c.publish_at.label("moment")).where(_planned),
    select(_posts.c.id, _out.c.at.label("moment")).select_from(_posts.join(_out, true())).where(_went_out),
).subquery()
_BETWEEN = (
    select(
        _posts.c.id,
        _posts.c.title,
        _posts.c.department,
        _found.c.moment,
        _posts.c.state,
        _posts.c.stores,
        _posts.c.step,
        _versions.c.networks,
    )
    .select_from(_found)
    .join(_posts, and_(_posts.c.workspace == bindparam("workspace"), _posts.c.id == _found.c.id))
    .join(
        _versions,
        and_(
            _versions.c.workspace == _posts.c.workspace,
            _versions.c.post == _posts.c.id,
            _versions.c.number == _posts.c.versions,
        ),
    )
    .order_by(_found.c.moment, _posts.c.id)
    .limit(bindparam("most"))
)
_COUNT = select(func.count()).select_from(_found)


class Calendar:
    """What goes out in one workspace, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def between(
        self, start: datetime, end: datetime, *, states: Collection[State] = PLANNED, most: int = MOST
    ) -> tuple[Coming, ...]:
        """What goes out from one moment up to another, in UTC, the latter excluded; by time.

        What went out without having been planned stands at the moment at which it was marked as published.
        """
        which = self._which(start, end, states)
        return tuple(
            Coming(
                post=PostId(row.id),
                title=row.title,
                department=row.department,
                publish_at=row.moment,
                state=row.state,
                stores=tuple(row.stores),
                networks=tuple(map(Network, row.networks)),
                step=row.step,
            )
            for row in self._session.execute(_BETWEEN, {**which, "most": most})
        )

    def count(self, start: datetime, end: datetime) -> int:
        """How many these are, however many."""
        return int(self._session.execute(_COUNT, self._which(start, end, PLANNED)).scalar_one())

    def _which(self, start: datetime, end: datetime, states: Collection[State]) -> dict[str, Any]:
        return {"workspace": self._workspace, "start": start, "end": end, "states": sorted(states)}
