"""The week: what is done when its time has come, and the one list of it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from structlog import get_logger

from bot.admins import tell_admins_once
from bot.checkins import checkin_tasks
from bot.clock import Task, settle_due
from bot.newcomers import ask_newcomers
from domain.audit import Action, Event
from domain.digest_readers import nobody_reads, readers
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.runs import Slot
from domain.timetable import Kind
from domain.workspaces import Workspace
from handlers.kit import Kit
from storage.database import Transaction, Unavailable

NOBODY = "Nobody was there to read it: there is neither a leadership channel nor a leader."
UNWANTED = "There is no leadership channel, and no leader wants it as a direct message."

UNREAD = "digest"
"""The subject of what admins are told once."""

log = get_logger("onevoice.week")


def tasks(kit: Kit) -> Mapping[Kind, Task]:
    """What to do for each kind of the timetable."""
    return {**checkin_tasks(kit), Kind.DIGEST: partial(send_digest, new_id=kit.new_id)}


def keep_week(kit: Kit) -> None:
    """Do whatever of the timetable has become due in each workspace, and ask departments that have joined since."""
    try:
        settled = settle_due(kit.database, at=kit.now(), tasks=tasks(kit))
        ask_newcomers(kit)
    except Unavailable as error:
        log.warning("timetable not kept; I try again soon", reason=str(error))
        return
    if settled:
        kit.wake()


def send_digest(transaction: Transaction, slot: Slot, at: datetime, *, new_id: Callable[[], str]) -> str:
    """Have the leaders read how the week was; admins hear once when there is nobody to read it."""
    workspace = transaction.people.workspace()
    week = str(slot.week)
    places = readers(workspace, wishes=transaction.digest_wishes.all())
    if not places:
        return _unread(transaction, workspace=workspace, at=at, new_id=new_id)
    transaction.audit.record(Event(action=Action.DIGEST_SENT, by=None, at=at, subject=week))
    wanted = [Wanted(kind=NoticeKind.DIGEST, subject=week, place=one) for one in places]
    transaction.notices.want_all([(one, NoticeId(new_id())) for one in wanted], at=at)
    return ""


def _unread(
    transaction: Transaction, *, workspace: Workspace, at: datetime, new_id: Callable[[], str]
) -> str:
    if not nobody_reads(workspace):
        return UNWANTED
    tell_admins_once(
        NoticeKind.DIGEST_UNREAD, UNREAD, work=transaction, workspace=workspace, at=at, new_id=new_id
    )
    return NOBODY
