"""Watching: which channels are watched, and what was worth saying there."""

from datetime import datetime
from functools import cache

from sqlalchemy import Executable, bindparam, delete
from sqlmodel import Session, col, select

from domain.people import ChannelId, UserId, WorkspaceId
from domain.watching import Hint
from storage.dialects import dialect_of, hold, insert_into
from storage.findings import finding_of, finding_values
from storage.rows.row import table
from storage.rows.watching import HintRow, WatchedRow

_WATCHED = table(WatchedRow)
_CHANNELS = (
    select(WatchedRow.channel)
    .where(WatchedRow.workspace == bindparam("workspace"))
    .order_by(col(WatchedRow.channel))
)
_UNWATCH = (
    delete(_WATCHED)
    .where(_WATCHED.c.workspace == bindparam("workspace"), _WATCHED.c.channel == bindparam("channel"))
    .returning(_WATCHED.c.channel)
)
_HINT = select(HintRow).where(
    HintRow.workspace == bindparam("workspace"),
    HintRow.channel == bindparam("channel"),
    HintRow.ts == bindparam("ts"),
)
_WARNED = (
    select(HintRow.ts)
    .where(
        HintRow.workspace == bindparam("workspace"),
        HintRow.user == bindparam("user"),
        col(HintRow.at) >= bindparam("since"),
        col(HintRow.warns).is_(True),
    )
    .limit(1)
)


@cache
def _watch(dialect: str) -> Executable:
    return insert_into(_WATCHED, dialect=dialect).on_conflict_do_nothing().returning(_WATCHED.c.channel)


@cache
def _add(dialect: str) -> Executable:
    hints = table(HintRow)
    return insert_into(hints, dialect=dialect).on_conflict_do_nothing().returning(hints.c.ts)


class Watching:
    """The watched channels of one workspace and the hints given there, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def channels(self) -> tuple[ChannelId, ...]:
        """The channels that are watched."""
        found = self._session.exec(_CHANNELS, params={"workspace": self._workspace})
        return tuple(ChannelId(one) for one in found)

    def watch(self, channel: ChannelId) -> bool:
        """Watch a channel; False when it was watched already."""
        values = {"workspace": self._workspace, "channel": channel}
        return self._session.execute(_watch(dialect_of(self._session)), values).scalar() is not None

    def unwatch(self, channel: ChannelId) -> bool:
        """Watch a channel no longer; False when it was not watched."""
        values = {"workspace": self._workspace, "channel": channel}
        return self._session.execute(_UNWATCH, values).scalar() is not None

    def warned(self, user: UserId, *, since: datetime) -> bool:
        """Whether somebody was given a warning since then; nobody else can give them one meanwhile."""
        hold(self._session, f"hints {self._workspace} {user}")
        which = {"workspace": self._workspace, "user": user, "since": since}
        return self._session.exec(_WARNED, params=which).first() is not None

    def add(self, hint: Hint) -> bool:
        """Keep a hint; False when there is one about the same message already."""
        values = {
            "workspace": self._workspace,
            "channel": hint.channel,
            "ts": hint.ts,
            "thread": hint.thread,
            "user": hint.user,
            "at": hint.at,
            "warns": hint.warns,
            "findings": [finding_values(one) for one in hint.findings],
        }
        return self._session.execute(_add(dialect_of(self._session)), values).scalar() is not None

    def hint(self, channel: ChannelId, ts: str) -> Hint | None:
        """The hint about a message, or None."""
        which = {"workspace": self._workspace, "channel": channel, "ts": ts}
        row = self._session.exec(_HINT, params=which).one_or_none()
        if row is None:
            return None
        return Hint(
            channel=ChannelId(row.channel),
            ts=row.ts,
            thread=row.thread,
            user=UserId(row.user),
            at=row.at,
            findings=tuple(map(finding_of, row.findings)),
        )
