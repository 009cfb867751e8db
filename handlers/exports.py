"""`/social export`: a workbook for whoever asks."""

from blocks.exports import export_coming
from domain.audit import Action, Event
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.own_stores import refuse_non_staff
from domain.periods import read_period
from handlers.kit import Asked, caller_of, kit_of


def export_command(asked: Asked) -> None:
    """`/social export [week|month|from..to]`: the courier makes the workbook and sends it."""
    kit, caller = kit_of(asked.context), caller_of(asked.context)
    at = kit.now()
    with kit.database.transaction(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
        refuse_non_staff(caller.user, to="export what others wrote", workspace=workspace)
        period = read_period(asked.words, at=at, timezone=workspace.timezone)
        event = Event(action=Action.EXPORTED, by=caller.user, at=at, subject=str(period))
        entry = transaction.audit.record(event)
        wanted = Wanted(kind=NoticeKind.EXPORT, subject=f"{period}/{entry.number}", place=caller.user)
        transaction.notices.want(wanted, id=NoticeId(kit.new_id()), at=at)
    kit.wake()
    asked.ack(**export_coming(period).payload())
