"""The backlog: how much still has to be shown in Slack, over all workspaces, for /readyz and `doctor`."""

from datetime import datetime

from storage.backlog import Backlog
from storage.database import Database


def backlog(database: Database, *, at: datetime) -> Backlog:
    """Every workspace's backlog added up; the oldest counts.

    Raises:
        Unavailable: the database does not answer.
    """
    each = []
    for workspace in database.workspaces():
        with database.transaction(workspace) as work:
            each.append(work.notices.backlog(at=at))
    return Backlog(
        due=sum(one.due for one in each),
        oldest=min((one.oldest for one in each if one.oldest is not None), default=None),
        dead=sum(one.dead for one in each),
    )
