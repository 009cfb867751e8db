"""`/social away`: who is away, until when, and who signs for them meanwhile."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond

from blocks.absences import (
    AWAY,
    BACK,
    CANCEL,
    CONFIRM,
    DELEGATE,
    absence_offer,
    absence_state,
    came_back,
    not_away,
    read_offer,
    went_away,
)
from domain.absences import alone_without, come_back, go_away, named, needs_delegate, read_until
from domain.audit import Action, Event
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import Absence
from domain.workspaces import Workspace
from handlers.changing import keep_change
from handlers.kit import Asked, Kit, caller_of, kit_of
from storage.database import Transaction

_BACK = frozenset({"off", "back", "end", "over", "cancel", "stop"})


def register(app: App) -> None:
    """Listen to the question's buttons and menu, and to "I am back"."""
    app.action(re.compile(f"^{AWAY}"))(away_clicked)


def away_clicked(ack: Ack, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
    """Each control has its own story below; one listener for all, since Bolt tries each in turn."""
    _CLICKS[action["action_id"]](ack, action, context, respond)


def away_command(asked: Asked) -> None:
    """`/social away [<until> [@delegate]]`, or `off`."""
    kit, caller = kit_of(asked.context), caller_of(asked.context)
    at = kit.now()
    if asked.words.casefold() in _BACK:
        workspace = _come_back(asked.context)
        asked.ack(**came_back(stands=needs_delegate(caller.user, workspace=workspace)).payload())
        return
    with kit.database.transaction(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
        members = transaction.people.members()
    if not asked.words:
        asked.ack(**absence_state(caller.user, workspace=workspace, at=at).payload())
        return
    timezone = next((one.timezone for one in members if one.user == caller.user), workspace.timezone)
    day, delegate, unknown = named(asked.words, members=members, workspace=workspace)
    until = read_until(day, at=at, timezone=timezone)
    stands = needs_delegate(caller.user, workspace=workspace)
    if not stands:
        delegate, unknown = None, ""
    go_away(workspace, user=caller.user, until=until, delegate=delegate, at=at)
    alone = alone_without(caller.user, workspace=workspace, delegate=delegate, at=at)
    message = absence_offer(
        until, delegate=delegate, timezone=timezone, stands=stands, alone=alone, unknown=unknown
    )
    asked.ack(**message.payload())


def delegate_chosen(ack: Ack, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
    """Another delegate, or the first: the question is asked anew."""
    kit, caller = kit_of(context), caller_of(context)
    until, delegate = read_offer(action)
    at = kit.now()
    with kit.database.transaction(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
        member = transaction.people.member(caller.user)
    go_away(workspace, user=caller.user, until=until, delegate=delegate, at=at)
    ack()
    message = absence_offer(
        until,
        delegate=delegate,
        timezone=member.timezone if member else workspace.timezone,
        stands=needs_delegate(caller.user, workspace=workspace),
        alone=alone_without(caller.user, workspace=workspace, delegate=delegate, at=at),
    )
    respond(**message.payload(), replace_original=True)


def confirm_clicked(ack: Ack, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
    """From now on they are away."""
    kit, caller = kit_of(context), caller_of(context)
    until, delegate = read_offer(action)
    at = kit.now()
    with kit.database.transaction(caller.workspace) as transaction:
        before = transaction.people.workspace()
        after = go_away(before, user=caller.user, until=until, delegate=delegate, at=at)
        detail = {"until": until.isoformat(), **({"delegate": delegate} if delegate else {})}
        event = Event(action=Action.WENT_AWAY, by=caller.user, at=at, subject=caller.user, detail=detail)
        _keep(transaction, event, before=before, after=after, kit=kit)
    kit.wake()
    ack()
    absence = after.absence_of(caller.user, at=at)
    assert absence is not None
    stands = needs_delegate(caller.user, workspace=after)
    respond(**went_away(absence, stands=stands).payload(), replace_original=True)


def cancel_clicked(ack: Ack, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:  # noqa: ARG001  # as every click
    """They stay."""
    ack()
    respond(**not_away().payload(), replace_original=True)


def back_clicked(ack: Ack, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:  # noqa: ARG001  # as every click
    """They are there again, earlier than they said."""
    stands = needs_delegate(caller_of(context).user, workspace=_come_back(context))
    ack()
    respond(**came_back(stands=stands).payload(), replace_original=True)


def _come_back(context: BoltContext) -> Workspace:
    """The workspace in which they are there again."""
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.transaction(caller.workspace) as transaction:
        before = transaction.people.workspace()
        after = come_back(before, user=caller.user, at=at)
        event = Event(action=Action.CAME_BACK, by=caller.user, at=at, subject=caller.user)
        _keep(transaction, event, before=before, after=after, kit=kit)
    kit.wake()
    return after


def _keep(transaction: Transaction, event: Event, *, before: Workspace, after: Workspace, kit: Kit) -> None:
    keep_change(transaction, event, before=before, after=after, new_id=kit.new_id)
    changed = set(before.absences) ^ set(after.absences)
    tell_delegates(transaction, changed, kit=kit, at=event.at)


def tell_delegates(transaction: Transaction, absences: Iterable[Absence], *, kit: Kit, at: datetime) -> None:
    """Whoever signs for somebody hears of it, and reads in the same message when it is over."""
    for one in sorted(absences, key=lambda one: (one.user, one.since)):
        if one.delegate is not None:
            subject = f"{one.user} {one.since.isoformat()}"
            wanted = Wanted(kind=NoticeKind.STAND_IN, subject=subject, place=one.delegate)
            transaction.notices.want(wanted, id=NoticeId(kit.new_id()), at=at)


_CLICKS: Mapping[str, Callable[[Ack, dict[str, Any], BoltContext, Respond], None]] = {
    CONFIRM: confirm_clicked,
    CANCEL: cancel_clicked,
    DELEGATE: delegate_chosen,
    BACK: back_clicked,
}
