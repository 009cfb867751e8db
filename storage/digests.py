"""Figures for the digest, counted where the rows are. What is older than the stretch asked about costs nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import accumulate
from typing import Any

from sqlalchemy import and_, bindparam, case, distinct, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from domain.digest import (
    UNMARKED_WITHIN,
    WIDE,
    Coming,
    Digest,
    Figures,
    Present,
    Stretch,
    Stretches,
    TopRule,
    needs_of,
    stretches,
)
from domain.people import Workspace, WorkspaceId
from domain.posts import PostId, State
from domain.weeks import Week
from storage.posts import Posts
from storage.rows import HitRow, PostRow, SignOffRow, TransitionRow

MOST_WAITING = 200
"""Posts looked at for what needs a leader, those in their state for longest first; three needs are shown."""
MOST_COMING = 100
"""Posts to come that are read; a screen shows a dozen."""
STOPPED = 0
"""The version under which the findings of forms are kept that were stopped."""

_SETTLED_WELL = (State.APPROVED, State.PUBLISHED, State.MEASURED)
_OPEN = (State.IN_REVIEW, State.CHANGES_REQUESTED)
_into = and_(
    col(TransitionRow.workspace) == bindparam("workspace"),
    col(TransitionRow.at) >= bindparam("start"),
    col(TransitionRow.at) < bindparam("end"),
)
_its_post = and_(col(PostRow.workspace) == TransitionRow.workspace, col(PostRow.id) == TransitionRow.post)
_earlier = aliased(TransitionRow)
_approved_before = (
    select(_earlier.post)
    .where(
        _earlier.workspace == TransitionRow.workspace,
        _earlier.post == TransitionRow.post,
        _earlier.state == State.APPROVED,
        col(_earlier.at) < TransitionRow.at,
    )
    .exists()
)
_PROPOSED = (
    select(PostRow.department, func.count())
    .where(
        PostRow.workspace == bindparam("workspace"),
        col(PostRow.proposed_at) >= bindparam("start"),
        col(PostRow.proposed_at) < bindparam("end"),
    )
    .group_by(col(PostRow.department))
)
_WENT_OUT = (
    select(PostRow.department, func.count())
    .join(TransitionRow, _its_post)
    .where(_into, TransitionRow.state == State.PUBLISHED)
    .group_by(col(PostRow.department))
)
_ENDED = (
    select(TransitionRow.state, func.count(distinct(col(TransitionRow.post))))
    .where(_into, col(TransitionRow.state).in_([State.REJECTED, State.EXPIRED]))
    .group_by(col(TransitionRow.state))
)
_minutes = (col(TransitionRow.seconds) + 59) // 60
_TO_APPROVAL = (
    select(_minutes, func.count())
    .where(_into, TransitionRow.state == State.APPROVED, ~_approved_before)
    .group_by(_minutes)
    .order_by(_minutes)
)
"""How many approvals took how many minutes, begun ones counted: far fewer rows than posts."""
_seen = (
    select(TransitionRow.post)
    .join(PostRow, _its_post)
    .join(
        SignOffRow,
        and_(
            col(SignOffRow.workspace) == TransitionRow.workspace, col(SignOffRow.post) == TransitionRow.post
        ),
    )
    .where(_into, TransitionRow.state == State.PUBLISHED)
    .group_by(col(TransitionRow.post))
    # Its own department has seen it, whether or not it also signed.
    .having(
        func.count(distinct(col(SignOffRow.department)))
        + 1
        - func.max(case((col(SignOffRow.department) == PostRow.department, 1), else_=0))
        >= WIDE
    )
)
_SEEN_WIDELY = select(func.count()).select_from(_seen.subquery())
_found = and_(
    col(HitRow.workspace) == bindparam("workspace"),
    col(HitRow.at) >= bindparam("start"),
    col(HitRow.at) < bindparam("end"),
)
_STOPPED = select(func.count(distinct(col(HitRow.post)))).where(_found, HitRow.version == STOPPED)
_hits = func.count(distinct(col(HitRow.post)))
_TOP_RULE = (
    select(HitRow.rule, _hits)
    .where(_found)
    .group_by(col(HitRow.rule))
    .order_by(_hits.desc(), col(HitRow.rule))
    .limit(1)
)
_OVERRULED = (
    select(_hits)
    .join(
        PostRow,
        and_(
            col(PostRow.workspace) == HitRow.workspace,
            col(PostRow.id) == HitRow.post,
            col(PostRow.versions) == HitRow.version,
        ),
    )
    .where(_found, HitRow.rule == bindparam("rule"), col(PostRow.state).in_(_SETTLED_WELL))
)
_WAITING = (
    select(PostRow.department, func.count())
    .where(PostRow.workspace == bindparam("workspace"), col(PostRow.state).in_(_OPEN))
    .group_by(col(PostRow.department))
)
_UNMARKED = (
    select(func.count())
    .select_from(PostRow)
    .where(
        PostRow.workspace == bindparam("workspace"),
        PostRow.state == State.APPROVED,
        col(PostRow.publish_at) >= bindparam("since"),
        col(PostRow.publish_at) < bindparam("at"),
    )
)
_COMING = (
    select(PostRow)
    .where(
        PostRow.workspace == bindparam("workspace"),
        col(PostRow.publish_at) >= bindparam("start"),
        col(PostRow.publish_at) < bindparam("end"),
        col(PostRow.state).in_([*_OPEN, State.APPROVED]),
    )
    .order_by(col(PostRow.publish_at), col(PostRow.id))
    .limit(bindparam("most"))
)


class Digests:
    """What the record of one workspace says of a week, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def of(self, week: Week, *, workspace: Workspace, at: datetime) -> Digest:
        """The digest of a week that has begun, in the workspace's zone; best within a snapshot.

        Args:
            at: the present, in UTC: the present week is told up to here.
        """
        asked = stretches(week, at=at, timezone=workspace.timezone)
        return Digest(
            week=week,
            timezone=workspace.timezone,
            until=asked.now.end,
            now=self.figures(asked.now),
            before=self.figures(asked.before),
            closed=self.figures(asked.closed),
            present=None if asked.past else self._present(asked, workspace=workspace, at=at),
        )

    def figures(self, stretch: Stretch) -> Figures:
        """What happened in a stretch of time."""
        which = {"workspace": self._workspace, "start": stretch.start, "end": stretch.end}
        ended = dict(self._session.exec(_ENDED, params=which).all())
        took = self._session.exec(_TO_APPROVAL, params=which).all()
        return Figures(
            proposed=dict(self._session.exec(_PROPOSED, params=which).all()),
            went_out=dict(self._session.exec(_WENT_OUT, params=which).all()),
            approved=sum(count for _, count in took),
            rejected=ended.get(State.REJECTED, 0),
            expired=ended.get(State.EXPIRED, 0),
            median_minutes=_median(took),
            seen_widely=self._session.exec(_SEEN_WIDELY, params=which).one(),
            stopped=self._session.exec(_STOPPED, params=which).one(),
            top_rule=self._top_rule(which),
        )

    def _top_rule(self, which: Mapping[str, Any]) -> TopRule | None:
        found = self._session.exec(_TOP_RULE, params=which).one_or_none()
        if found is None:
            return None
        rule, hits = found
        overruled = self._session.exec(_OVERRULED, params={**which, "rule": rule}).one()
        return TopRule(rule=rule, hits=hits, overruled=overruled)

    def _present(self, asked: Stretches, *, workspace: Workspace, at: datetime) -> Present:
        waiting = self._session.exec(_WAITING, params={"workspace": self._workspace})
        longest = Posts(self._workspace, session=self._session).waiting_longest(most=MOST_WAITING)
        return Present(
            at=at,
            waiting=dict(waiting.all()),
            needs=needs_of(longest, workspace=workspace, at=at),
            this_week=self._coming(asked.this_week),
            next_week=self._coming(asked.next_week),
            unmarked=self._session.exec(
                _UNMARKED,
                params={"workspace": self._workspace, "since": at - UNMARKED_WITHIN, "at": at},
            ).one(),
        )

    def _coming(self, stretch: Stretch) -> tuple[Coming, ...]:
        which = {"workspace": self._workspace, "start": stretch.start, "end": stretch.end}
        rows = self._session.exec(_COMING, params={**which, "most": MOST_COMING})
        return tuple(
            Coming(
                post=PostId(row.id),
                title=row.title,
                department=row.department,
                publish_at=row.publish_at,
                state=row.state,
                stores=tuple(row.stores),
            )
            for row in rows
            if row.publish_at is not None
        )


def _median(took: Sequence[tuple[int, int]]) -> int | None:
    """Within how many minutes half of them were done."""
    half = sum(count for _, count in took) / 2
    done = accumulate(count for _, count in took)
    return next((minutes for (minutes, _), so_far in zip(took, done, strict=True) if so_far >= half), None)
