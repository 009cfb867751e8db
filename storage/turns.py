"""Turns: when the next call may go out, since Slack limits how many a channel and a method take."""

from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Executable, bindparam, update
from sqlmodel import Session, select

from domain.people import WorkspaceId
from storage.dialects import dialect_of, insert_into
from storage.rows.notices import TurnRow
from storage.rows.row import table

_TURNS = table(TurnRow)
_TURN = (
    select(TurnRow.free_at)
    .where(TurnRow.workspace == bindparam("workspace"), TurnRow.channel == bindparam("channel"))
    .with_for_update()
)
_TAKE = update(_TURNS).where(
    _TURNS.c.workspace == bindparam("its_workspace"), _TURNS.c.channel == bindparam("its_channel")
)


@cache
def _queue(dialect: str) -> Executable:
    return insert_into(_TURNS, dialect=dialect).on_conflict_do_nothing()


class Turns:
    """The turns of one workspace, within one transaction. A channel is whatever Slack counts by itself."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def take(self, channel: str, *, at: datetime, every: timedelta) -> datetime:
        """Reserve the channel's next slot and say when it comes; slots are `every` apart.

        Best in a transaction of its own: until that ends, others wait for their turn there.
        """
        which = {"workspace": self._workspace, "channel": channel}
        self._session.execute(_queue(dialect_of(self._session)), which | {"free_at": at})
        slot = max(at, self._session.exec(_TURN, params=which).one())
        its = {"its_workspace": self._workspace, "its_channel": channel}
        self._session.execute(_TAKE, its | {"free_at": slot + every})
        return slot
