"""Posts with their versions and sign-offs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, insert, union, update
from sqlmodel import Session, col, select

from domain.people import UserId, WorkspaceId
from domain.periods import Period
from domain.posts import Post, PostId
from storage.dialects import hold
from storage.needs import needs_of, needs_values
from storage.rows import PostRow, SignOffRow, VersionRow, table
from storage.signoffs import sign_off_of, sign_off_values
from storage.versions import version_of, version_values

_POSTS = table(PostRow)

# Statements are made once: making one costs more than running it.
_HELD = (
    select(PostRow)
    .where(PostRow.workspace == bindparam("workspace"), PostRow.id == bindparam("id"))
    .with_for_update()
    .execution_options(populate_existing=True)
)
_ITS_VERSIONS = (
    select(VersionRow)
    .where(VersionRow.workspace == bindparam("workspace"), VersionRow.post == bindparam("id"))
    .order_by(col(VersionRow.number))
)
_ITS_SIGN_OFFS = (
    select(SignOffRow)
    .where(SignOffRow.workspace == bindparam("workspace"), SignOffRow.post == bindparam("id"))
    .order_by(col(SignOffRow.position))
)
# A union and not an "or", so that each part finds its own index.
_IN_PERIOD = union(
    *(
        select(PostRow.id).where(
            PostRow.workspace == bindparam("workspace"),
            moment >= bindparam("start"),
            moment < bindparam("end"),
        )
        for moment in (col(PostRow.proposed_at), col(PostRow.publish_at), col(PostRow.state_at))
    )
)
_POSTS_IN_PERIOD = (
    select(PostRow)
    .where(PostRow.workspace == bindparam("workspace"), col(PostRow.id).in_(_IN_PERIOD))
    .order_by(col(PostRow.proposed_at), col(PostRow.id))
    .execution_options(populate_existing=True)
)
_VERSIONS_IN_PERIOD = (
    select(VersionRow)
    .where(VersionRow.workspace == bindparam("workspace"), col(VersionRow.post).in_(_IN_PERIOD))
    .order_by(col(VersionRow.number))
)
_SIGN_OFFS_IN_PERIOD = (
    select(SignOffRow)
    .where(SignOffRow.workspace == bindparam("workspace"), col(SignOffRow.post).in_(_IN_PERIOD))
    .order_by(col(SignOffRow.position))
)
_ADD = insert(_POSTS)
_ADD_VERSIONS = insert(table(VersionRow))
_ADD_SIGN_OFFS = insert(table(SignOffRow))
_CHANGE = update(_POSTS).where(
    _POSTS.c.workspace == bindparam("its_workspace"), _POSTS.c.id == bindparam("its_id")
)


class Posts:
    """The posts of one workspace, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session
        self._read: dict[PostId, Post | None] = {}

    def get(self, id: PostId) -> Post | None:
        """The post, held until the transaction ends: nobody else can get it or change it meanwhile.

        A post that does not exist yet is held too, so that a form sent twice at once becomes one post.

        Raises:
            Unavailable: somebody else holds it for more than a second.
        """
        which = {"workspace": self._workspace, "id": id}
        row = self._session.exec(_HELD, params=which).one_or_none()
        if row is None:
            hold(self._session, f"post {self._workspace} {id}")
            row = self._session.exec(_HELD, params=which).one_or_none()
        found = None
        if row is not None:
            versions = self._session.exec(_ITS_VERSIONS, params=which)
            found = _post_of(row, versions, self._session.exec(_ITS_SIGN_OFFS, params=which))
        self._read[id] = found
        return found

    def save(self, post: Post) -> None:
        """Insert a new post, or change one that this transaction has read with `get`.

        Raises:
            ValueError: the post belongs to another workspace, exists but was not read in this
                transaction, or lacks a version or sign-off that it had; faults of the program.
        """
        if post.workspace != self._workspace:
            raise ValueError(f"post {post.id} belongs to another workspace")
        if post.id not in self._read and self.get(post.id) is not None:
            raise ValueError(f"post {post.id} must be read in the transaction that changes it")
        known = self._read[post.id]
        versions = known.versions if known else ()
        sign_offs = known.sign_offs if known else ()
        if post.versions[: len(versions)] != versions or post.sign_offs[: len(sign_offs)] != sign_offs:
            raise ValueError(f"versions and sign-offs of post {post.id} can only be added")
        if known is None:
            self._session.execute(_ADD, _values(post))
        else:
            which = {"its_workspace": post.workspace, "its_id": post.id}
            self._session.execute(_CHANGE, _values(post) | which)
        if added := post.versions[len(versions) :]:
            self._session.execute(_ADD_VERSIONS, [version_values(one, of=post) for one in added])
        if decided := post.sign_offs[len(sign_offs) :]:
            first = len(sign_offs) + 1
            self._session.execute(
                _ADD_SIGN_OFFS,
                [sign_off_values(one, of=post, position=at) for at, one in enumerate(decided, start=first)],
            )
        self._read[post.id] = post

    def proposed_in(self, period: Period) -> tuple[Post, ...]:
        """Posts proposed in the period, to be published in it, or brought into their state in it; oldest first.

        They are for reading: nothing is held, and `save` refuses them.
        """
        which: Mapping[str, Any] = {
            "workspace": self._workspace,
            "start": period.start,
            "end": period.end,
        }
        posts = self._session.exec(_POSTS_IN_PERIOD, params=which).all()
        versions: dict[str, list[VersionRow]] = defaultdict(list)
        for version in self._session.exec(_VERSIONS_IN_PERIOD, params=which):
            versions[version.post].append(version)
        sign_offs: dict[str, list[SignOffRow]] = defaultdict(list)
        for sign_off in self._session.exec(_SIGN_OFFS_IN_PERIOD, params=which):
            sign_offs[sign_off.post].append(sign_off)
        return tuple(_post_of(one, versions[one.id], sign_offs[one.id]) for one in posts)


def _values(post: Post) -> dict[str, Any]:
    return {
        "workspace": post.workspace,
        "id": post.id,
        "author": post.author,
        "proposed_at": post.proposed_at,
        "title": post.title,
        "department": post.department,
        "publish_at": post.publish_at,
        "stores": list(post.stores),
        "shows_people": post.shows_people,
        "state": post.state,
        "state_by": post.state_by,
        "state_at": post.state_at,
        "state_because": post.state_because,
        "tags": list(post.tags),
        "campaign": post.campaign,
        "budget": post.budget,
        "renewed_needs": None if post.renewed_needs is None else needs_values(post.renewed_needs),
        "versions": len(post.versions),
        "sign_offs": len(post.sign_offs),
    }


def _post_of(row: PostRow, versions: Iterable[VersionRow], sign_offs: Iterable[SignOffRow]) -> Post:
    # Parts that were added after the row was read belong to a later state of the post.
    return Post(
        id=PostId(row.id),
        workspace=WorkspaceId(row.workspace),
        author=UserId(row.author),
        proposed_at=row.proposed_at,
        title=row.title,
        department=row.department,
        publish_at=row.publish_at,
        stores=tuple(row.stores),
        shows_people=row.shows_people,
        state=row.state,
        state_by=None if row.state_by is None else UserId(row.state_by),
        state_at=row.state_at,
        state_because=row.state_because,
        tags=tuple(row.tags),
        campaign=row.campaign,
        budget=row.budget,
        renewed_needs=None if row.renewed_needs is None else needs_of(row.renewed_needs),
        versions=tuple(version_of(one) for one in versions)[: row.versions],
        sign_offs=tuple(sign_off_of(one) for one in sign_offs)[: row.sign_offs],
    )
