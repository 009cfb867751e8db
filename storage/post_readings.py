"""Posts as they are read: whole, with everything that belongs to them, and held by nobody."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select
from sqlmodel import Session

from domain.marks import Mark
from domain.people import UserId, WorkspaceId
from domain.periods import Period
from domain.posts import Post, PostId, UnreadablePostError
from storage.exceptions import EVERYWHERE
from storage.marks import ITS_MARKS, marks_by_post
from storage.post_rows import by_post, post_of
from storage.post_statements import (
    ANY,
    IDS,
    ITS_EXEMPTIONS,
    ITS_PLEA,
    ITS_SIGN_OFFS,
    ITS_VERSIONS,
    POSTS_BY_ID,
    POSTS_IN_PERIOD,
    POSTS_OF_AUTHOR,
    POSTS_WAITING,
    POSTS_WAITING_LONGEST,
    SEEN,
    Several,
)
from storage.rows.posts import PostRow
from storage.unreadable import UNREADABLE


class PostReadings:
    """The posts of one workspace, within one transaction, for reading: `Posts.save` refuses what was only read here."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def proposed_in(self, period: Period) -> tuple[Post, ...]:
        """Posts proposed in the period, to be published in it, or brought into their state in it; oldest first."""
        which: Mapping[str, Any] = {
            "workspace": self._workspace,
            "start": period.start,
            "end": period.end,
        }
        return self._several(POSTS_IN_PERIOD, which)

    def waiting(self) -> tuple[Post, ...]:
        """Posts that wait for somebody: in review, with changes requested or on hold; oldest first."""
        return self._several(POSTS_WAITING, {"workspace": self._workspace})

    def waiting_longest(self, *, most: int) -> tuple[Post, ...]:
        """Of each undecided state, so many posts that are in it for longest; oldest proposal first, for reading."""
        return self._several(POSTS_WAITING_LONGEST, {"workspace": self._workspace, "most": most})

    def of_author(self, author: UserId, *, since: datetime) -> tuple[Post, ...]:
        """What this person proposed, as far as it waits for somebody or came into its state since then (UTC); oldest first."""
        which = {"workspace": self._workspace, "author": author, "since": since}
        return self._several(POSTS_OF_AUTHOR, which)

    def some(self, ids: Iterable[PostId]) -> tuple[Post, ...]:
        """The posts with these ids that there are; for reading, oldest first."""
        return self._several(POSTS_BY_ID, {"workspace": self._workspace, "ids": list(ids)})

    def any_proposed(self) -> bool:
        """Whether there was ever a post here."""
        return self._session.exec(ANY, params={"workspace": self._workspace}).first() is not None

    def all(self) -> Iterator[Post]:
        """Every post, however many; to be read before the transaction ends, best within a snapshot.

        Raises:
            UnreadablePostError: somebody wrote into one what no post can be.
        """
        after = ""
        while ids := self._session.exec(IDS, params={"workspace": self._workspace, "after": after}).all():
            yield from (self._seen(PostId(id)) for id in ids)
            after = ids[-1]

    def _several(self, those: Several, which: Mapping[str, Any]) -> tuple[Post, ...]:
        found = self._session.exec(those.posts, params=which)
        posts = sorted(found, key=lambda one: (one.proposed_at, one.id))
        ids = [one.id for one in posts]
        which = {**which, "ids": ids, "ids_and_everywhere": [*ids, EVERYWHERE]}
        versions = by_post(self._session.exec(those.versions, params=which))
        sign_offs = by_post(self._session.exec(those.sign_offs, params=which))
        exemptions = by_post(self._session.exec(those.exemptions, params=which))
        pleas = {one.post: one for one in self._session.exec(those.pleas, params=which)}
        marks = self._marks(posts, those.marks, which)
        dated = exemptions[EVERYWHERE]
        return tuple(
            post_of(
                one,
                versions[one.id],
                sign_offs[one.id],
                [*dated, *exemptions[one.id]],
                pleas.get(one.id),
                marks[one.id],
            )
            for one in posts
        )

    def _marks(
        self, posts: Iterable[PostRow], those: Select[Any], which: Mapping[str, Any]
    ) -> dict[str, list[Mark]]:
        """What was said about their readiness; most posts have none, and then nothing is asked."""
        said = any(one.marks for one in posts)
        return marks_by_post(self._session.execute(those, which) if said else ())

    def _seen(self, id: PostId) -> Post:
        which = {"workspace": self._workspace, "id": id}
        try:
            row = self._session.exec(SEEN, params=which).one()
            return post_of(
                row,
                self._session.exec(ITS_VERSIONS, params=which),
                self._session.exec(ITS_SIGN_OFFS, params=which),
                self._session.exec(ITS_EXEMPTIONS, params=which),
                self._session.exec(ITS_PLEA, params=which).one_or_none(),
                self._marks([row], ITS_MARKS, which)[id],
            )
        except UNREADABLE:
            raise UnreadablePostError(id) from None
