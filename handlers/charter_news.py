"""Charter news: whoever belongs here gets the charter once, and the desk reads of each change."""

from collections.abc import Callable
from datetime import datetime

from domain.audit import Action, Event
from domain.charter import Charter, CharterVersion, readers
from domain.charter_changes import charter_lines
from domain.notices import NoticeKind, Wanted
from domain.people import UserId
from domain.workspaces import Workspace
from handlers.wanting import want_each
from storage.database import Transaction

SUBJECT = "charter"
"""Of the direct message to each, and of what the record says about changes."""


def keep_charter(
    transaction: Transaction,
    charter: Charter,
    *,
    workspace: Workspace,
    by: UserId | None,
    at: datetime,
    new_id: Callable[[], str],
) -> CharterVersion:
    """Put a charter in force, with its line in the record; the desk is told, and everybody who never had one.

    Raises:
        Unavailable: somebody else changes it at the same moment; nothing was changed.
    """
    before = transaction.charters.newest()
    version = transaction.charters.replace(charter, by=by, at=at)
    lines = charter_lines(before.charter, charter, workspace=workspace)
    event = Event(
        action=Action.CHARTER_CHANGED,
        by=by,
        at=at,
        subject=SUBJECT,
        version=version.number,
        detail={"changes": "\n".join(lines)},
    )
    transaction.audit.record(event)
    wanted = _letters(transaction, workspace) if not charter.empty else []
    if workspace.desk is not None:
        news = Wanted(kind=NoticeKind.CHARTER_CHANGED, subject=str(version.number), place=workspace.desk)
        wanted.append(news)
    want_each(transaction, wanted, new_id=new_id, at=at)
    return version


def tell_newcomers(
    transaction: Transaction,
    *,
    before: Workspace,
    after: Workspace,
    new_id: Callable[[], str],
    at: datetime,
) -> None:
    """Send the charter to whoever has been added, where there is one."""
    there = before.everybody - before.deactivated
    if after.everybody - after.deactivated <= there or transaction.charters.newest().charter.empty:
        return
    wanted = [one for one in _letters(transaction, after) if one.place not in there]
    want_each(transaction, wanted, new_id=new_id, at=at)


def _letters(transaction: Transaction, workspace: Workspace) -> list[Wanted]:
    """One to each who was never sent one."""
    told = {str(one.place) for one in transaction.notices.of(NoticeKind.CHARTER, SUBJECT)}
    return [
        Wanted(kind=NoticeKind.CHARTER, subject=SUBJECT, place=one) for one in readers(workspace, told=told)
    ]
