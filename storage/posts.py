"""Posts with their versions and sign-offs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Executable, SelectBase, bindparam, insert, or_, union, update
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from domain.people import UserId, WorkspaceId
from domain.periods import Period
from domain.posts import Post, PostId, State, UnreadablePostError
from storage.dialects import dialect_of, hold, insert_into
from storage.exceptions import EVERYWHERE, added_exemptions, exemption_of, plea_of, plea_values
from storage.findings import hits_of
from storage.rows import ExemptionRow, HitRow, PleaRow, PostRow, SignOffRow, TransitionRow, VersionRow, table
from storage.signoffs import sign_off_of, sign_off_values
from storage.transitions import transition_values
from storage.unreadable import UNREADABLE
from storage.versions import version_of, version_values

_POSTS = table(PostRow)

# Statements are made once: making one costs more than running it.
_SEEN = (
    select(PostRow)
    .where(PostRow.workspace == bindparam("workspace"), PostRow.id == bindparam("id"))
    .execution_options(populate_existing=True)
)
_HELD = _SEEN.with_for_update()
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
_UNDECIDED = select(PostRow.id).where(
    PostRow.workspace == bindparam("workspace"),
    col(PostRow.state).in_([State.IN_REVIEW, State.CHANGES_REQUESTED]),
)


_EXEMPTIONS = (
    select(ExemptionRow)
    .where(ExemptionRow.workspace == bindparam("workspace"))
    .order_by(col(ExemptionRow.post), col(ExemptionRow.position))
)
_ITS_EXEMPTIONS = _EXEMPTIONS.where(col(ExemptionRow.post).in_([bindparam("id"), EVERYWHERE]))
_PLEAS = select(PleaRow).where(PleaRow.workspace == bindparam("workspace"))
_ITS_PLEA = _PLEAS.where(PleaRow.post == bindparam("id")).execution_options(populate_existing=True)


@dataclass(frozen=True, slots=True)
class _Several:
    """The statements that read many posts at once: five, however many there are."""

    posts: SelectOfScalar[PostRow]
    versions: SelectOfScalar[VersionRow]
    sign_offs: SelectOfScalar[SignOffRow]
    exemptions: SelectOfScalar[ExemptionRow]
    pleas: SelectOfScalar[PleaRow]


def _several(ids: SelectBase, *, ids_of_parts: SelectBase | BindParameter[Any] | None = None) -> _Several:
    here: BindParameter[str] = bindparam("workspace")
    its_own = ids if ids_of_parts is None else ids_of_parts
    return _Several(
        select(PostRow)
        .where(PostRow.workspace == here, col(PostRow.id).in_(ids))
        .order_by(col(PostRow.proposed_at), col(PostRow.id))
        .execution_options(populate_existing=True),
        select(VersionRow)
        .where(VersionRow.workspace == here, col(VersionRow.post).in_(its_own))
        .order_by(col(VersionRow.number)),
        select(SignOffRow)
        .where(SignOffRow.workspace == here, col(SignOffRow.post).in_(its_own))
        .order_by(col(SignOffRow.position)),
        _EXEMPTIONS.where(or_(col(ExemptionRow.post).in_(its_own), col(ExemptionRow.post) == EVERYWHERE)),
        _PLEAS.where(col(PleaRow.post).in_(its_own)),
    )


_POSTS_IN_PERIOD = _several(_IN_PERIOD)
# Asked by the ids that were found: a post decided meanwhile would lose its versions otherwise.
_POSTS_UNDECIDED = _several(_UNDECIDED, ids_of_parts=bindparam("ids", expanding=True))
# A part for each state, since only then the index gives the longest waiting ones without looking at the others.
_WAITING_LONGEST = union(
    *(
        select(part.c.id)
        for part in (
            select(PostRow.id)
            .where(PostRow.workspace == bindparam("workspace"), PostRow.state == state)
            .order_by(col(PostRow.state_at))
            .limit(bindparam("most"))
            .subquery()
            for state in (State.IN_REVIEW, State.CHANGES_REQUESTED)
        )
    )
)
_POSTS_WAITING_LONGEST = _several(_WAITING_LONGEST, ids_of_parts=bindparam("ids", expanding=True))
_IDS = (
    select(PostRow.id)
    .where(PostRow.workspace == bindparam("workspace"), col(PostRow.id) > bindparam("after"))
    .order_by(col(PostRow.id))
    .limit(1_000)
)
_ADD = insert(_POSTS)
_ADD_VERSIONS = insert(table(VersionRow))
_ADD_SIGN_OFFS = insert(table(SignOffRow))
_ADD_EXEMPTIONS = insert(table(ExemptionRow))
_ADD_HITS = insert(table(HitRow))
_CHANGE = update(_POSTS).where(
    _POSTS.c.workspace == bindparam("its_workspace"), _POSTS.c.id == bindparam("its_id")
)


@cache
def _pass_into(dialect: str) -> Executable:
    # Into the same state at the same moment only a clock that stands still brings a post twice.
    return insert_into(table(TransitionRow), dialect=dialect).on_conflict_do_nothing()


@cache
def _ask(dialect: str) -> Executable:
    asked = insert_into(table(PleaRow), dialect=dialect)
    return asked.on_conflict_do_update(
        index_elements=["workspace", "post"],
        set_={name: asked.excluded[name] for name in ("version", "by", "at", "because")},
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
            sign_offs = self._session.exec(_ITS_SIGN_OFFS, params=which)
            exemptions = self._session.exec(_ITS_EXEMPTIONS, params=which)
            plea = self._session.exec(_ITS_PLEA, params=which).one_or_none()
            found = _post_of(row, versions, sign_offs, exemptions, plea)
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
        self._save_state(post, known)
        if added := post.versions[len(versions) :]:
            self._session.execute(_ADD_VERSIONS, [version_values(one, of=post) for one in added])
            if hits := hits_of(post, known=len(versions)):
                self._session.execute(_ADD_HITS, hits)
        if decided := post.sign_offs[len(sign_offs) :]:
            first = len(sign_offs) + 1
            self._session.execute(
                _ADD_SIGN_OFFS,
                [sign_off_values(one, of=post, position=at) for at, one in enumerate(decided, start=first)],
            )
        if granted := added_exemptions(post, known.exemptions if known else ()):
            self._session.execute(_ADD_EXEMPTIONS, granted)
        if post.plea and post.plea != (known.plea if known else None):
            self._session.execute(_ask(dialect_of(self._session)), plea_values(post.plea, of=post))
        self._read[post.id] = post

    def _save_state(self, post: Post, known: Post | None) -> None:
        if known is None:
            self._session.execute(_ADD, _values(post))
        else:
            which = {"its_workspace": post.workspace, "its_id": post.id}
            self._session.execute(_CHANGE, _values(post) | which)
        if known is None or post.state is not known.state:
            self._session.execute(_pass_into(dialect_of(self._session)), transition_values(post))

    def proposed_in(self, period: Period) -> tuple[Post, ...]:
        """Posts proposed in the period, to be published in it, or brought into their state in it; oldest first.

        They are for reading: nothing is held, and `save` refuses them.
        """
        which: Mapping[str, Any] = {
            "workspace": self._workspace,
            "start": period.start,
            "end": period.end,
        }
        return self._several(_POSTS_IN_PERIOD, which)

    def undecided(self) -> tuple[Post, ...]:
        """Posts in review or with changes requested; oldest first. They are for reading, as in `proposed_in`."""
        return self._several(_POSTS_UNDECIDED, {"workspace": self._workspace})

    def waiting_longest(self, *, most: int) -> tuple[Post, ...]:
        """Of each undecided state, so many posts that are in it for longest; oldest proposal first, for reading."""
        return self._several(_POSTS_WAITING_LONGEST, {"workspace": self._workspace, "most": most})

    def _several(self, those: _Several, which: Mapping[str, Any]) -> tuple[Post, ...]:
        posts = self._session.exec(those.posts, params=which).all()
        which = {**which, "ids": [one.id for one in posts]}
        versions: dict[str, list[VersionRow]] = defaultdict(list)
        for version in self._session.exec(those.versions, params=which):
            versions[version.post].append(version)
        sign_offs: dict[str, list[SignOffRow]] = defaultdict(list)
        for sign_off in self._session.exec(those.sign_offs, params=which):
            sign_offs[sign_off.post].append(sign_off)
        exemptions: dict[str, list[ExemptionRow]] = defaultdict(list)
        for exemption in self._session.exec(those.exemptions, params=which):
            exemptions[exemption.post].append(exemption)
        pleas = {one.post: one for one in self._session.exec(those.pleas, params=which)}
        dated = exemptions[EVERYWHERE]
        return tuple(
            _post_of(
                one, versions[one.id], sign_offs[one.id], [*dated, *exemptions[one.id]], pleas.get(one.id)
            )
            for one in posts
        )

    def all(self) -> Iterator[Post]:
        """Every post, however many; to be read before the transaction ends, best within a snapshot.

        They are for reading: nothing is held, and `save` refuses them.

        Raises:
            UnreadablePostError: somebody wrote into one what no post can be.
        """
        after = ""
        while ids := self._session.exec(_IDS, params={"workspace": self._workspace, "after": after}).all():
            yield from (self._seen(PostId(id)) for id in ids)
            after = ids[-1]

    def _seen(self, id: PostId) -> Post:
        which = {"workspace": self._workspace, "id": id}
        try:
            row = self._session.exec(_SEEN, params=which).one()
            return _post_of(
                row,
                self._session.exec(_ITS_VERSIONS, params=which),
                self._session.exec(_ITS_SIGN_OFFS, params=which),
                self._session.exec(_ITS_EXEMPTIONS, params=which),
                self._session.exec(_ITS_PLEA, params=which).one_or_none(),
            )
        except UNREADABLE:
            raise UnreadablePostError(id) from None


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
        "versions": len(post.versions),
        "sign_offs": len(post.sign_offs),
    }


def _post_of(
    row: PostRow,
    versions: Iterable[VersionRow],
    sign_offs: Iterable[SignOffRow],
    exemptions: Iterable[ExemptionRow],
    plea: PleaRow | None,
) -> Post:
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
        versions=tuple(version_of(one) for one in versions)[: row.versions],
        sign_offs=tuple(sign_off_of(one) for one in sign_offs)[: row.sign_offs],
        exemptions=tuple(map(exemption_of, exemptions)),
        plea=plea_of(plea) if plea else None,
    )
