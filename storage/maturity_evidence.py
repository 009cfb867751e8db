"""Evidence: the facts of the posts that went out, read where the rows are."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import and_, bindparam, union_all
from sqlmodel import Session, col, select

from domain.maturity_evidence import PostFacts
from domain.people import WorkspaceId
from domain.posts import State
from storage.rows.posts import PostRow, SignOffRow, TransitionRow, VersionRow

_MARKED = select(col(TransitionRow.post), col(TransitionRow.at)).where(
    TransitionRow.workspace == bindparam("workspace"),
    TransitionRow.state == State.PUBLISHED,
    col(TransitionRow.at) >= bindparam("start"),
    col(TransitionRow.at) < bindparam("end"),
)
# Onevoice does not publish by itself: what was approved counts from its publish time on until somebody marks it.
_PLANNED = select(col(PostRow.id), col(PostRow.publish_at)).where(
    PostRow.workspace == bindparam("workspace"),
    col(PostRow.publish_at) >= bindparam("start"),
    col(PostRow.publish_at) < bindparam("end"),
    PostRow.state == State.APPROVED,
)
_went = union_all(_MARKED, _PLANNED).subquery()
_FACTS = (
    select(PostRow, VersionRow, _went.c.at)
    .join(_went, col(PostRow.id) == _went.c.post)
    .join(
        VersionRow,
        and_(
            col(VersionRow.workspace) == PostRow.workspace,
            col(VersionRow.post) == PostRow.id,
            col(VersionRow.number) == PostRow.versions,
        ),
    )
    .where(PostRow.workspace == bindparam("workspace"))
    .order_by(_went.c.at, col(PostRow.id))
)
_SIGNED = (
    select(SignOffRow.post, SignOffRow.department)
    .join(_went, col(SignOffRow.post) == _went.c.post)
    .where(SignOffRow.workspace == bindparam("workspace"))
    .distinct()
)


class Evidence:
    """What the record of one workspace says beside an answer, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def went_out(self, start: datetime, end: datetime) -> tuple[PostFacts, ...]:
        """The posts that went out from `start` until before `end`, in UTC, the oldest first.

        A post went out when it was marked as published, or else at its publish time if it stands approved.
        """
        which = {"workspace": self._workspace, "start": start, "end": end}
        signed: dict[str, set[str]] = defaultdict(set)
        for post, department in self._session.exec(_SIGNED, params=which):
            signed[post].add(department)
        return tuple(
            PostFacts(
                went_out=at,
                text=version.text,
                stores=frozenset(post.stores),
                pictures=bool(version.media_link),
                described=bool(version.alt_text.strip()),
                shows_people=post.shows_people,
                tags=frozenset(post.tags).union(*(one["tags"] for one in version.findings)),
                departments=frozenset({post.department} | signed[post.id]),
            )
            for post, version, at in self._session.exec(_FACTS, params=which)
        )
