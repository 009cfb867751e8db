"""Posts as they are changed: held until the transaction ends, with their versions and sign-offs."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from domain.people import WorkspaceId
from domain.posts import Post, PostId
from storage.dialects import dialect_of, hold
from storage.exceptions import added_exemptions, plea_values
from storage.findings import hits_of
from storage.ground import hold_ground, share_ground
from storage.marks import ADD_MARKS, ITS_MARKS, added_marks
from storage.post_readings import PostReadings
from storage.post_rows import only_added, post_of, post_values
from storage.post_statements import (
    ADD,
    ADD_EXEMPTIONS,
    ADD_HITS,
    ADD_SIGN_OFFS,
    ADD_VERSIONS,
    CHANGE,
    HELD,
    ITS_EXEMPTIONS,
    ITS_PLEA,
    ITS_SIGN_OFFS,
    ITS_VERSIONS,
    THESE_HELD,
    UNDATED,
    UNDER_WAY,
    UNDER_WAY_HELD,
    ask,
    pass_into,
)
from storage.signoffs import sign_off_values
from storage.transitions import transition_values
from storage.versions import version_values


class Posts(PostReadings):
    """The posts of one workspace, within one transaction: those to be changed are held."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        super().__init__(workspace, session=session)
        self._read: dict[PostId, Post | None] = {}

    def get(self, id: PostId) -> Post | None:
        """The post, held until the transaction ends: nobody else can get it or change it meanwhile.

        A post that does not exist yet is held too, so that a form sent twice at once becomes one post. What is read of
        the workspace afterwards counts until the transaction ends, as by `People.share`.

        Raises:
            Unavailable: somebody else holds it for too long, or changes the workspace.
        """
        share_ground(self._session, self._workspace)
        which = {"workspace": self._workspace, "id": id}
        row = self._session.exec(HELD, params=which).one_or_none()
        if row is None:
            hold(self._session, f"post {self._workspace} {id}")
            row = self._session.exec(HELD, params=which).one_or_none()
        found = None
        if row is not None:
            versions = self._session.exec(ITS_VERSIONS, params=which)
            sign_offs = self._session.exec(ITS_SIGN_OFFS, params=which)
            exemptions = self._session.exec(ITS_EXEMPTIONS, params=which)
            plea = self._session.exec(ITS_PLEA, params=which).one_or_none()
            found = post_of(
                row, versions, sign_offs, exemptions, plea, self._marks([row], ITS_MARKS, which)[id]
            )
        self._read[id] = found
        return found

    def save(self, post: Post) -> None:
        """Insert a new post, or change one that this transaction has read with `get`.

        Raises:
            ValueError: the post belongs to another workspace, exists but was not read in this
                transaction, or lacks a version, sign-off or mark that it had; faults of the program.
        """
        if post.workspace != self._workspace:
            raise ValueError(f"post {post.id} belongs to another workspace")
        if post.id not in self._read and self.get(post.id) is not None:
            raise ValueError(f"post {post.id} must be read in the transaction that changes it")
        known = self._read[post.id]
        if known and not only_added(known, post):
            raise ValueError(f"versions, sign-offs and marks of post {post.id} can only be added")
        self._save_state(post, known)
        versions = post.versions[len(known.versions) if known else 0 :]
        first = len(known.sign_offs) + 1 if known else 1
        sign_offs = enumerate(post.sign_offs[first - 1 :], start=first)
        for statement, rows in (
            (ADD_VERSIONS, [version_values(one, of=post) for one in versions]),
            (ADD_HITS, hits_of(post, known=len(post.versions) - len(versions))),
            (ADD_SIGN_OFFS, [sign_off_values(one, of=post, position=at) for at, one in sign_offs]),
            (ADD_EXEMPTIONS, added_exemptions(post, known.exemptions if known else ())),
            (ADD_MARKS, added_marks(post, known.marks if known else ())),
        ):
            if rows:
                self._session.execute(statement, rows)
        if post.plea and post.plea != (known.plea if known else None):
            self._session.execute(ask(dialect_of(self._session)), plea_values(post.plea, of=post))
        self._read[post.id] = post

    def _save_state(self, post: Post, known: Post | None) -> None:
        if known is None:
            self._session.execute(ADD, post_values(post))
        else:
            which = {"its_workspace": post.workspace, "its_id": post.id}
            self._session.execute(CHANGE, post_values(post) | which)
        if known is None or post.state is not known.state:
            self._session.execute(pass_into(dialect_of(self._session)), transition_values(post))

    def under_way(self, *, at: datetime, held: bool = True) -> tuple[Post, ...]:
        """Every post for which a change of policy or people can matter, all held as by `get`; oldest first.

        That is what is undecided or on hold, and what is approved and not yet to be published. No other post comes under
        way until the transaction ends, as by `People.hold`.

        Args:
            held: False for reading: nothing is held then, and `save` refuses them.

        Raises:
            Unavailable: somebody else holds a post for too long, be it a new one.
        """
        if held:
            hold_ground(self._session, self._workspace)
        which = {"workspace": self._workspace, "at": at, "since": at - UNDATED}
        ids = self._session.exec(UNDER_WAY_HELD if held else UNDER_WAY, params=which).all()
        found = self.some(map(PostId, ids)) if ids else ()
        if held:
            self._read.update({one.id: one for one in found})
        return found

    def these(self, ids: Iterable[PostId]) -> tuple[Post, ...]:
        """The posts with these ids that there are, all held as by `get`; oldest first.

        Raises:
            Unavailable: somebody else holds one of them for too long, or changes the workspace.
        """
        share_ground(self._session, self._workspace)
        wanted = list(ids)
        self._session.exec(THESE_HELD, params={"workspace": self._workspace, "ids": wanted})
        found = self.some(wanted)
        self._read.update({one.id: one for one in found})
        return found
