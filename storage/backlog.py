"""Backlog: how far Slack is behind the database."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, or_
from sqlmodel import Session, col, select

from domain.notices import NoticeState
from domain.people import WorkspaceId
from storage.rows.notices import NoticeRow

LATELY = timedelta(days=1)
"""For so long a dead letter is news; later it is only looked up."""
_BACKLOG = (
    select(NoticeRow.state, func.count(), func.min(NoticeRow.due_since))
    .where(
        NoticeRow.workspace == bindparam("workspace"),
        col(NoticeRow.state).in_([NoticeState.DUE, NoticeState.DEAD]),
        col(NoticeRow.due_since) <= bindparam("at"),
        or_(col(NoticeRow.state) == NoticeState.DUE, col(NoticeRow.next_try) > bindparam("lately")),
    )
    .group_by(col(NoticeRow.state))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """How far Slack is behind the database.

    Attributes:
        due: notices that are still to be shown, those waiting for another try included.
        oldest: since when the longest waiting of them has been due, in UTC; None when none is.
        dead: notices that were given up, whose last try was to be during the last day.
    """

    due: int
    oldest: datetime | None
    dead: int


def backlog_of(workspace: WorkspaceId, *, session: Session, at: datetime) -> Backlog:
    """What is still to be shown at this moment, and what was given up lately."""
    which = {"workspace": workspace, "at": at, "lately": at - LATELY}
    counted = session.exec(_BACKLOG, params=which)
    found = {state: (count, oldest) for state, count, oldest in counted}
    due, oldest = found.get(NoticeState.DUE, (0, None))
    dead, _ = found.get(NoticeState.DEAD, (0, None))
    return Backlog(due=due, oldest=oldest, dead=dead)
