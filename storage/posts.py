"""Posts with their versions and sign-offs."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from domain.people import UserId, WorkspaceId
from domain.periods import Period
from domain.posts import Post, PostId
from storage.dialects import hold
from storage.rows import PostRow, SignOffRow, VersionRow
from storage.signoffs import sign_off_of, sign_off_row
from storage.versions import version_of, version_row


class Posts:
    """The posts of one workspace, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session
        self._read: dict[PostId, Post | None] = {}
        self._rows: dict[PostId, PostRow] = {}

    def get(self, id: PostId) -> Post | None:
        """The post, held until the transaction ends: nobody else can read it by `get` or change it meanwhile.

        A post that does not exist yet is held too, so that a form sent twice at once becomes one post.

        Raises:
            Unavailable: somebody else holds it for more than a second.
        """
        row = self._held(id)
        if row is None:
            hold(self._session, f"post {self._workspace} {id}")
            row = self._held(id)
        if row is None:
            self._read[id] = None
            return None
        (found,) = self._with_parts([row], col(PostRow.id) == id)
        self._read[id], self._rows[id] = found, row
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
        self._rows[post.id] = self._session.merge(_post_row(post))
        self._session.flush()
        self._session.add_all(version_row(one, of=post) for one in post.versions[len(versions) :])
        self._session.flush()
        self._session.add_all(
            sign_off_row(one, of=post, position=position)
            for position, one in enumerate(post.sign_offs, start=1)
            if position > len(sign_offs)
        )
        self._session.flush()
        self._read[post.id] = post

    def proposed_in(self, period: Period) -> tuple[Post, ...]:
        """Posts proposed within the period, to be published in it, or brought into their state in it; oldest first.

        They are for reading: nothing is held, and `save` refuses them.
        """
        touches = or_(
            *(
                and_(moment >= period.start, moment < period.end)
                for moment in (col(PostRow.proposed_at), col(PostRow.publish_at), col(PostRow.state_at))
            )
        )
        rows = self._session.exec(
            select(PostRow)
            .where(PostRow.workspace == self._workspace, touches)
            .order_by(col(PostRow.proposed_at), col(PostRow.id))
        ).all()
        return self._with_parts(rows, touches)

    def _held(self, id: PostId) -> PostRow | None:
        return self._session.exec(
            select(PostRow)
            .where(PostRow.workspace == self._workspace, PostRow.id == id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).one_or_none()

    def _with_parts(self, rows: Iterable[PostRow], which: ColumnElement[bool]) -> tuple[Post, ...]:
        """The posts of these rows; `which` is the condition that found them."""
        versions: dict[str, list[VersionRow]] = defaultdict(list)
        for version in self._session.exec(
            select(VersionRow)
            .join(PostRow, _parts_of(VersionRow))
            .where(VersionRow.workspace == self._workspace, which)
            .order_by(col(VersionRow.number))
        ):
            versions[version.post].append(version)
        sign_offs: dict[str, list[SignOffRow]] = defaultdict(list)
        for sign_off in self._session.exec(
            select(SignOffRow)
            .join(PostRow, _parts_of(SignOffRow))
            .where(SignOffRow.workspace == self._workspace, which)
            .order_by(col(SignOffRow.position))
        ):
            sign_offs[sign_off.post].append(sign_off)
        return tuple(_post_of(row, versions[row.id], sign_offs[row.id]) for row in rows)


def _parts_of(table: type[VersionRow | SignOffRow]) -> ColumnElement[bool]:
    return and_(col(table.workspace) == col(PostRow.workspace), col(table.post) == col(PostRow.id))


def _post_row(post: Post) -> PostRow:
    return PostRow(
        workspace=post.workspace,
        id=post.id,
        author=post.author,
        proposed_at=post.proposed_at,
        title=post.title,
        department=post.department,
        publish_at=post.publish_at,
        stores=list(post.stores),
        shows_people=post.shows_people,
        state=post.state,
        state_by=post.state_by,
        state_at=post.state_at,
        versions=len(post.versions),
        sign_offs=len(post.sign_offs),
    )


def _post_of(row: PostRow, versions: list[VersionRow], sign_offs: list[SignOffRow]) -> Post:
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
        state_by=UserId(row.state_by),
        state_at=row.state_at,
        versions=tuple(version_of(one) for one in versions[: row.versions]),
        sign_offs=tuple(sign_off_of(one) for one in sign_offs[: row.sign_offs]),
    )
