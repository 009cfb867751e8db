"""Publications: that posts went out, where and in which words, and what they brought."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, delete, insert
from sqlmodel import Session, col, select

from domain.networks import Network
from domain.people import UserId, WorkspaceId
from domain.posts import PostId, State
from domain.publishing import Link, Publication
from domain.results import Figure, Outcome, Results
from domain.versions import Content, Variant
from storage.rows.posts import PostRow, TransitionRow, VersionRow
from storage.rows.publications import PublicationRow, ResultsRow
from storage.rows.row import table

AT_ONCE = 1_000
"""Posts in one question to the database, which takes no more than some thousand values."""
MOST_MEASURED = 1_000
"""Posts with results that are listed, the latest; the workbook has all of them."""


_THESE: BindParameter[Any] = bindparam("posts", expanding=True)
_PUBLICATIONS = (
    select(PublicationRow, VersionRow)
    .join(
        VersionRow,
        and_(
            col(VersionRow.workspace) == PublicationRow.workspace,
            col(VersionRow.post) == PublicationRow.post,
            col(VersionRow.number) == PublicationRow.version,
        ),
    )
    .where(PublicationRow.workspace == bindparam("workspace"), col(PublicationRow.post).in_(_THESE))
    .execution_options(populate_existing=True)
)
_RESULTS = (
    select(ResultsRow)
    .where(ResultsRow.workspace == bindparam("workspace"), col(ResultsRow.post).in_(_THESE))
    .order_by(col(ResultsRow.post), col(ResultsRow.number))
)
_IN_STATE = select(PostRow.id).where(
    PostRow.workspace == bindparam("workspace"), PostRow.state == bindparam("state")
)
_LACKING = _IN_STATE.order_by(col(PostRow.state_at), col(PostRow.id))
_MEASURED = _IN_STATE.order_by(col(PostRow.state_at).desc(), col(PostRow.id)).limit(MOST_MEASURED)


_ADD, _ADD_RESULTS = insert(table(PublicationRow)), insert(table(ResultsRow))
_publications, _transitions = table(PublicationRow), table(TransitionRow)
_REMOVE = delete(_publications).where(
    _publications.c.workspace == bindparam("workspace"), _publications.c.post == bindparam("post")
)
_FORGET = delete(_transitions).where(
    _transitions.c.workspace == bindparam("workspace"),
    _transitions.c.post == bindparam("post"),
    _transitions.c.state == State.PUBLISHED,
    _transitions.c.at == bindparam("at"),
)


class Publications:
    """What went out of one workspace, within one transaction. Whoever changes something has read the post with `get`."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def get(self, post: PostId) -> Publication | None:
        """How this post was published; None when it was not."""
        return self.some([post]).get(post)

    def some(self, posts: Iterable[PostId]) -> dict[PostId, Publication]:
        """How each of these posts was published; those that were not are left out."""
        rows = self._session.exec(_PUBLICATIONS, params=self._which(posts=list(posts)))
        return {PostId(row.post): _publication_of(row, version) for row, version in rows}

    def add(self, publication: Publication) -> None:
        """Keep that a post was published."""
        values = {
            "post": publication.post,
            "by": publication.by,
            "at": publication.at,
            "version": publication.version,
            "text": publication.content.text,
            "variants": [asdict(one) for one in publication.content.variants],
            "links": [asdict(one) for one in publication.links],
            "approved_by": publication.approved_by,
            "approved_at": publication.approved_at,
        }
        self._session.execute(_ADD, self._which(**values))

    def remove(self, publication: Publication) -> None:
        """Take it back: no figure counts it any more."""
        which = self._which(post=publication.post)
        self._session.execute(_REMOVE, which)
        self._session.execute(_FORGET, {**which, "at": publication.at})

    def results(self, posts: Iterable[PostId]) -> dict[PostId, tuple[Results, ...]]:
        """Everything that was recorded of each of these posts, the last counts; those without are left out."""
        found: dict[PostId, tuple[Results, ...]] = {}
        for row in self._session.exec(_RESULTS, params=self._which(posts=list(posts))):
            results = _results_of(row)
            found[results.post] = (*found.get(results.post, ()), results)
        return found

    def outcome(self, post: PostId) -> Outcome | None:
        """How this post went out and what it brought; None when it did not."""
        publication = self.get(post)
        return (
            Outcome(publication=publication, results=self.results([post]).get(post, ()))
            if publication
            else None
        )

    def outcomes(self, posts: Sequence[PostId]) -> dict[PostId, Outcome]:
        """The same for as many posts as anybody likes; those that did not go out are left out."""
        found: dict[PostId, Outcome] = {}
        for start in range(0, len(posts), AT_ONCE):
            some = posts[start : start + AT_ONCE]
            results = self.results(some)
            found |= {
                id: Outcome(publication=one, results=results.get(id, ()))
                for id, one in self.some(some).items()
            }
        return found

    def newest_results(self, post: PostId) -> Results | None:
        """What counts as this post's results; None when nobody has recorded any."""
        return next(reversed(self.results([post]).get(post, ())), None)

    def add_results(self, results: Results) -> None:
        """Keep what a post brought, beside what was recorded before."""
        values = {
            "post": results.post,
            "number": results.number,
            "by": results.by,
            "at": results.at,
            "name": results.name,
            "figures": [asdict(one) for one in results.figures],
        }
        self._session.execute(_ADD_RESULTS, self._which(**values))

    def lacking(self) -> Sequence[PostId]:
        """Published posts without results, the earliest first."""
        return self._ids(_LACKING, State.PUBLISHED)

    def measured(self) -> Sequence[PostId]:
        """The posts whose first results came latest, those first."""
        return self._ids(_MEASURED, State.MEASURED)

    def _ids(self, statement: Any, state: State) -> Sequence[PostId]:  # noqa: ANN401  # SQLModel's types end here
        rows = self._session.exec(statement, params=self._which(state=state))
        return [PostId(one) for one in rows]

    def _which(self, **which: Any) -> dict[str, Any]:  # noqa: ANN401  # values of columns
        return {"workspace": self._workspace, **which}


def _publication_of(row: PublicationRow, version: VersionRow) -> Publication:
    return Publication(
        post=PostId(row.post),
        by=UserId(row.by),
        at=row.at,
        version=row.version,
        content=Content(
            text=row.text,
            networks=tuple(map(Network, version.networks)),
            media_link=version.media_link,
            alt_text=version.alt_text,
            variants=tuple(
                Variant(network=Network(one["network"]), text=one["text"]) for one in row.variants
            ),
        ),
        links=tuple(Link(network=Network(one["network"]), url=one["url"]) for one in row.links),
        approved_by=None if row.approved_by is None else UserId(row.approved_by),
        approved_at=row.approved_at,
    )


def _results_of(row: ResultsRow) -> Results:
    return Results(
        post=PostId(row.post),
        number=row.number,
        by=UserId(row.by),
        at=row.at,
        name=row.name,
        figures=tuple(Figure(**one) for one in row.figures),
    )
