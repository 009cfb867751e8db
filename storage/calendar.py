"""The calendar's posts, found by their publish time through its index; of each only what a calendar shows."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, func, select
from sqlmodel import Session

from domain.calendar import PLANNED, Coming
from domain.networks import Network
from domain.people import WorkspaceId
from domain.posts import PostId, State
from storage.rows.posts import PostRow, VersionRow
from storage.rows.row import table

MOST = 2_000
"""Posts that are read at most: more than anybody looks at, and still quick."""
_posts, _versions = table(PostRow), table(VersionRow)
_STATES: BindParameter[Any] = bindparam("states", expanding=True)
_in_time = and_(
    _posts.c.workspace == bindparam("workspace"),
    _posts.c.publish_at >= bindparam("start"),
    _posts.c.publish_at < bindparam("end"),
    _posts.c.state.in_(_STATES),
)
_BETWEEN = (
    select(
        _posts.c.id,
        _posts.c.title,
        _posts.c.department,
        _posts.c.publish_at,
        _posts.c.state,
        _posts.c.stores,
        _posts.c.step,
        _versions.c.networks,
    )
    .join(
        _versions,
        and_(
            _versions.c.workspace == _posts.c.workspace,
            _versions.c.post == _posts.c.id,
            _versions.c.number == _posts.c.versions,
        ),
    )
    .where(_in_time)
    .order_by(_posts.c.publish_at, _posts.c.id)
    .limit(bindparam("most"))
)
_COUNT = select(func.count()).select_from(_posts).where(_in_time)


class Calendar:
    """What goes out in one workspace, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def between(
        self, start: datetime, end: datetime, *, states: Collection[State] = PLANNED, most: int = MOST
    ) -> tuple[Coming, ...]:
        """What goes out from one moment up to another, in UTC, the latter excluded; by time."""
        which = self._which(start, end, states)
        return tuple(
            Coming(
                post=PostId(row.id),
                title=row.title,
                department=row.department,
                publish_at=row.publish_at,
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
