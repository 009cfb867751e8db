"""Clashes: which posts could clash, found by numbers they have in common, and what became of those that do.

What is wrong between posts is kept by whoever holds the end of the record (`Audit.record`), one after another; profiles
and numbers are kept before that, by whoever holds the post.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, union_all, update
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from domain.clashes import WINDOW, Clash, ClashState, Standing, worst_first
from domain.people import UserId, WorkspaceId
from domain.posts import PostId
from domain.profiles import Keys, Profile
from storage.clash_changes import ClashChanges, Identity, identity_of
from storage.clash_rows import clash_values, profile_of, profile_values, standing_of
from storage.rows.clashes import ClashKeyRow, ClashProfileRow, ClashRow
from storage.rows.posts import PostRow
from storage.rows.row import table

MOST = 10
"""Posts looked at for each kind of clash, those with the most in common first: a card shows three."""
AT_ONCE = 1_000
"""Posts of one question."""

_PROFILES, _KEYS, _CLASHES = table(ClashProfileRow), table(ClashKeyRow), table(ClashRow)
_BASES = select(ClashProfileRow.post, ClashProfileRow.basis).where(
    ClashProfileRow.workspace == bindparam("workspace"),
    col(ClashProfileRow.post).in_(bindparam("posts", expanding=True)),
)
# Columns and no rows: objects for thirty of them cost more than finding them.
_THESE = sa_select(_PROFILES).where(
    _PROFILES.c.workspace == bindparam("workspace"),
    _PROFILES.c.post.in_(bindparam("posts", expanding=True)),
)
_NEAR = (
    select(ClashKeyRow.post)
    .where(
        ClashKeyRow.workspace == bindparam("workspace"),
        col(ClashKeyRow.key).in_(bindparam("keys", expanding=True)),
        col(ClashKeyRow.moment) >= bindparam("since"),
        col(ClashKeyRow.moment) <= bindparam("until"),
        ClashKeyRow.post != bindparam("post"),
    )
    .group_by(col(ClashKeyRow.post))
    .order_by(func.count().desc(), col(ClashKeyRow.post))
    .limit(MOST)
)
_WITH_CAMPAIGN = (
    select(ClashProfileRow.post)
    .where(ClashProfileRow.workspace == bindparam("workspace"), col(ClashProfileRow.campaign) > "")
    .limit(1)
)
_POSTS = table(PostRow)
_first, _second = _POSTS.alias(), _POSTS.alias()
_STANDING = (
    sa_select(_CLASHES, _first.c.title.label("first_title"), _second.c.title.label("second_title"))
    .join(_first, (_first.c.workspace == _CLASHES.c.workspace) & (_first.c.id == _CLASHES.c.first))
    .join(_second, (_second.c.workspace == _CLASHES.c.workspace) & (_second.c.id == _CLASHES.c.second))
    .where(_CLASHES.c.workspace == bindparam("workspace"))
)
# A union and not an "or", so that each part finds its own index.
_OF_POST = union_all(
    _STANDING.where(_CLASHES.c.first == bindparam("post")),
    _STANDING.where(_CLASHES.c.second == bindparam("post")),
)
_OF_POSTS = union_all(
    *(
        _STANDING.add_columns(side.label("asked")).where(side.in_(bindparam("posts", expanding=True)))
        for side in (_CLASHES.c.first, _CLASHES.c.second)
    )
)
_SETTLED = select(func.count()).where(
    ClashRow.workspace == bindparam("workspace"),
    col(ClashRow.at) >= bindparam("start"),
    col(ClashRow.at) < bindparam("end"),
)
_ADD_PROFILE, _ADD_KEYS, _ADD = insert(_PROFILES), insert(_KEYS), insert(_CLASHES)
_FORGET = tuple(
    delete(one).where(one.c.workspace == bindparam("workspace"), one.c.post == bindparam("post"))
    for one in (_PROFILES, _KEYS)
)
_THIS = (
    _CLASHES.c.workspace == bindparam("its_workspace"),
    _CLASHES.c.first == bindparam("its_first"),
    _CLASHES.c.second == bindparam("its_second"),
    _CLASHES.c.kind == bindparam("its_kind"),
)
_CHANGE, _REMOVE = update(_CLASHES).where(*_THIS), delete(_CLASHES).where(*_THIS)
_OPEN: dict[str, Any] = {"state": ClashState.OPEN, "by": None, "at": None, "because": ""}


class Clashes:
    """What of one workspace's posts can clash, and does, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def bases(self, posts: Iterable[PostId]) -> dict[PostId, str]:
        """What the profiles kept of these posts were made of; posts without one are left out."""
        which = {"workspace": self._workspace, "posts": list(posts)}
        return {PostId(post): basis for post, basis in self._session.exec(_BASES, params=which)}

    def keep(self, profile: Profile, keys: Keys) -> None:
        """Keep a post's profile, to be found by others; one from before has to be forgotten first."""
        self._session.execute(_ADD_PROFILE, profile_values(profile, workspace=self._workspace))
        at = {"workspace": self._workspace, "post": profile.post, "moment": profile.moment}
        if keys.every:
            self._session.execute(_ADD_KEYS, [at | {"key": key} for key in sorted(keys.every)])

    def forget(self, posts: Iterable[PostId]) -> None:
        """Let nobody find these posts any more."""
        which = [{"workspace": self._workspace, "post": post} for post in posts]
        for statement in _FORGET if which else ():
            self._session.execute(statement, which)

    def profiles(self, posts: Iterable[str]) -> tuple[Profile, ...]:
        """Those of these posts that can clash, by their ids."""
        which = {"workspace": self._workspace, "posts": sorted(posts)}
        rows = self._session.execute(_THESE, which) if which["posts"] else ()
        return tuple(sorted(map(profile_of, rows), key=lambda one: one.post))

    def near(
        self, profile: Profile, keys: Keys, *, known: Iterable[Standing], gap: timedelta
    ) -> tuple[Profile, ...]:
        """Posts that could clash with this one: those that did, and at most `MOST` more for each kind of clash.

        Args:
            known: its clashes as `ever` gives them.
            gap: the least time between two posts of its campaign on a network.
        """
        asked = ((keys.texts, WINDOW), (keys.offers, WINDOW), (keys.campaign, gap))
        found: set[str] = {one.clash.other(profile.post) for one in known}
        found.update(post for some, apart in asked for post in self._sharing(profile, some, apart))
        return self.profiles(found)

    def _sharing(self, profile: Profile, keys: frozenset[int], apart: timedelta) -> Iterable[str]:
        if not keys:
            return ()
        which = {
            "workspace": self._workspace,
            "keys": sorted(keys),
            "since": profile.moment - apart,
            "until": profile.moment + apart,
            "post": profile.post,
        }
        return self._session.exec(_NEAR, params=which).all()

    def campaigns_named(self) -> bool:
        """Whether any post that may go out names a campaign."""
        return self._session.exec(_WITH_CAMPAIGN, params={"workspace": self._workspace}).first() is not None

    def of(self, post: PostId) -> tuple[Standing, ...]:
        """A post's clashes that are open or were kept, the weightiest first."""
        return tuple(one for one in self.ever(post) if one.state is not ClashState.CHANGED)

    def of_each(self, posts: Sequence[PostId]) -> dict[PostId, tuple[Standing, ...]]:
        """The same for as many posts as anybody likes; those without are left out."""
        found: dict[PostId, list[Standing]] = defaultdict(list)
        for start in range(0, len(posts), AT_ONCE):
            which = {"workspace": self._workspace, "posts": posts[start : start + AT_ONCE]}
            for row in self._session.execute(_OF_POSTS, which):
                one = standing_of(row)
                if one.state is not ClashState.CHANGED:
                    found[row.asked].append(one)
        return {post: worst_first(some) for post, some in found.items()}

    def ever(self, post: PostId) -> tuple[Standing, ...]:
        """The same with those that a change has settled."""
        which = {"workspace": self._workspace, "post": post}
        return worst_first(map(standing_of, self._session.execute(_OF_POST, which)))

    def replace(
        self,
        post: PostId,
        found: Iterable[Clash],
        *,
        known: Iterable[Standing],
        by: UserId | None,
        at: datetime,
        settles: bool,
    ) -> frozenset[PostId]:
        """Keep what was found of a post that has changed; the posts whose cards show something else by now.

        A clash that somebody let stand is open again only when it says something else.

        Args:
            known: its clashes as `ever` gives them.
            by: who changed the post.
            settles: whether what is not found any more was settled by that change; it is forgotten otherwise.
        """
        changes = ClashChanges.between(tuple(known), tuple(found))
        if changes.new:
            self._session.execute(_ADD, [self._opened(one, its="") for one in changes.new])
        if changes.again:
            self._session.execute(_CHANGE, [self._opened(one) for one in changes.again])
        for one in changes.gone:
            if settles:
                self._settle(identity_of(one), ClashState.CHANGED, by=by, at=at, because="")
            else:
                self._session.execute(_REMOVE, self._named(identity_of(one)))
        return frozenset(one.other(post) for one in changes.shown)

    def let_stand(self, clash: Clash, *, by: UserId, at: datetime, because: str) -> None:
        """Both posts shall go out as they are."""
        self._settle(identity_of(clash), ClashState.KEPT, by=by, at=at, because=because)

    def settled(self, *, start: datetime, end: datetime) -> int:
        """How many clashes were settled from one moment up to another (UTC), and have been since."""
        which = {"workspace": self._workspace, "start": start, "end": end}
        return self._session.exec(_SETTLED, params=which).one()

    def _settle(
        self, which: Identity, state: ClashState, *, by: UserId | None, at: datetime, because: str
    ) -> None:
        values = {"state": state, "by": by, "at": at, "because": because}
        self._session.execute(_CHANGE, {**self._named(which), **values})

    def _opened(self, clash: Clash, *, its: str = "its_") -> dict[str, Any]:
        return {**self._named(identity_of(clash), its=its), **clash_values(clash), **_OPEN}

    def _named(self, which: Identity, *, its: str = "its_") -> dict[str, Any]:
        first, second, kind = which
        named = {"workspace": self._workspace, "first": first, "second": second, "kind": kind}
        return {f"{its}{key}": value for key, value in named.items()}
