"""Reminders: who was told of which post for which moment, in which message, and how far time has been followed.

That each is told once is this table's key, in the same transaction as the notice: a notice's own uniqueness
would not do, as one message holds many posts and somebody may be sent the next before the first is shown.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import JSON, Executable, bindparam, func, insert, type_coerce
from sqlmodel import Session, col, select

from domain.people import UserId, WorkspaceId
from domain.posts import PostId
from domain.reminders import Bundle, Told
from storage.dialects import dialect_of, hold, insert_into
from storage.rows.reminders import ReminderRow, TickRow
from storage.rows.row import table

_HERE = ReminderRow.workspace == bindparam("workspace")
_OF_POSTS = col(ReminderRow.post).in_(bindparam("posts", expanding=True))
_SENT = select(ReminderRow.post, ReminderRow.bundle, ReminderRow.user).where(_HERE, _OF_POSTS).distinct()
_IN_BUNDLE = (
    select(ReminderRow)
    .where(_HERE, ReminderRow.bundle == bindparam("bundle"))
    .order_by(col(ReminderRow.post))
)
_HEARD = select(ReminderRow.user, func.max(ReminderRow.at)).where(_HERE).group_by(col(ReminderRow.user))
_ADD = insert(table(ReminderRow))
_TICK = select(TickRow.at).where(TickRow.workspace == bindparam("workspace"))


@cache
def _told(dialect: str) -> Executable:
    """Who was told, in one line for each post and moment: of a post for two thousand stores so many are reminded."""
    user = col(ReminderRow.user)
    users = func.json_agg(user) if dialect == "postgresql" else func.json_group_array(user)
    moment = col(ReminderRow.post), col(ReminderRow.moment)
    return select(*moment, type_coerce(users, JSON)).where(_HERE, _OF_POSTS).group_by(*moment)


@cache
def _set_tick(dialect: str) -> Executable:
    tick = insert_into(table(TickRow), dialect=dialect)
    return tick.on_conflict_do_update(index_elements=["workspace"], set_={"at": tick.excluded.at})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message with reminders: its id and whose it is."""

    bundle: str
    user: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a message with reminders is about.

    Attributes:
        at: when it was sent, in UTC.
    """

    at: datetime
    posts: tuple[PostId, ...]


class Reminders:
    """What the passing of time has brought about in one workspace, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def hold(self) -> None:
        """Follow the time alone, until this transaction ends; two processes then do nothing twice.

        Raises:
            Unavailable: another process does so for too long.
        """
        hold(self._session, f"time {self._workspace}")

    def told(self, posts: Iterable[PostId]) -> tuple[Told, ...]:
        """Every reminder of these posts that was sent, in no order."""
        which = {"workspace": self._workspace, "posts": list(posts)}
        rows = self._session.execute(_told(dialect_of(self._session)), which)
        return tuple(
            Told(UserId(user), PostId(post), moment) for post, moment, users in rows for user in users
        )

    def heard(self) -> dict[UserId, datetime]:
        """When each person was sent their latest message, in UTC."""
        rows = self._session.exec(_HEARD, params={"workspace": self._workspace})
        return {UserId(user): at for user, at in rows}

    def record(self, bundle: Bundle, *, id: str, at: datetime) -> None:
        """Remember that this bundle was sent in the message of this id."""
        rows = [
            {
                "workspace": self._workspace,
                "user": one.user,
                "post": one.post,
                "moment": one.moment,
                "bundle": id,
                "at": at,
            }
            for one in bundle.told
        ]
        self._session.execute(_ADD, rows)

    def sent_about(self, posts: Iterable[PostId]) -> dict[PostId, tuple[Sent, ...]]:
        """The messages in which each of these posts stands."""
        which = {"workspace": self._workspace, "posts": list(posts)}
        found: dict[PostId, list[Sent]] = defaultdict(list)
        for post, bundle, user in self._session.exec(_SENT, params=which):
            found[PostId(post)].append(Sent(bundle=bundle, user=UserId(user)))
        return {post: tuple(sorted(some, key=lambda one: one.bundle)) for post, some in found.items()}

    def contents(self, bundle: str) -> Contents | None:
        """What stands in a message; None when there is none of this id."""
        rows = self._session.exec(_IN_BUNDLE, params={"workspace": self._workspace, "bundle": bundle}).all()
        return Contents(at=rows[0].at, posts=tuple(PostId(one.post) for one in rows)) if rows else None

    def ticked(self) -> datetime | None:
        """Until when time was followed, in UTC; None when it never was."""
        return self._session.exec(_TICK, params={"workspace": self._workspace}).one_or_none()

    def tick(self, at: datetime) -> None:
        """Time was followed until this moment."""
        values = {"workspace": self._workspace, "at": at}
        self._session.execute(_set_tick(dialect_of(self._session)), values)
