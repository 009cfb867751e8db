"""Strangers: asking to be added, and an admin who adds them."""

from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

from blocks.answers import explanation
from blocks.help import ASK_TO_BE_ADDED
from blocks.messages import Message
from blocks.people import GRANT_ACCESS, access_asked, access_granted, read_access_grant
from domain.admission import admit, refuse_request
from domain.audit import Action, Event
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import UserId
from handlers.changing import keep_change
from handlers.kit import caller_of, kit_of
from storage.database import Transaction


def register(app: App) -> None:
    """Listen to the stranger's button and the admin's choice."""
    app.action(ASK_TO_BE_ADDED)(ask_clicked)
    app.action(GRANT_ACCESS)(department_chosen)


def ask_clicked(
    ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext, respond: Respond
) -> None:
    """A stranger wants in: every admin is told, once."""
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.transaction(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
        refuse_request(caller.user, workspace=workspace)
        again = has_asked(transaction, caller.user)
        if not again:
            transaction.audit.record(
                Event(action=Action.ACCESS_REQUESTED, by=caller.user, at=at, subject=caller.user)
            )
            for admin in workspace.admins:
                wanted = Wanted(kind=NoticeKind.ACCESS_REQUEST, subject=caller.user, place=admin)
                transaction.notices.want(wanted, id=NoticeId(kit.new_id()), at=at)
    kit.wake()
    ack()
    _thank(access_asked(workspace, again=again), body, client, respond)


def has_asked(transaction: Transaction, user: UserId) -> bool:
    """Whether this person has asked to be added, and every admin of today was told."""
    told = {one.place for one in transaction.notices.of(NoticeKind.ACCESS_REQUEST, user)}
    admins = set(transaction.people.workspace().admins)
    return bool(admins) and admins <= told


def department_chosen(ack: Ack, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
    """An admin chose the department of a stranger."""
    kit, caller = kit_of(context), caller_of(context)
    user, department = read_access_grant(action)
    at = kit.now()
    with kit.database.transaction(caller.workspace) as transaction:
        before = transaction.people.workspace()
        workspace = admit(user, to=department, by=caller.user, workspace=before)
        detail = {"department": department}
        event = Event(action=Action.MEMBER_ADDED, by=caller.user, at=at, subject=user, detail=detail)
        keep_change(transaction, event, before=before, after=workspace, new_id=kit.new_id)
        wanted = Wanted(kind=NoticeKind.WELCOME, subject=department, place=user)
        transaction.notices.want(wanted, id=NoticeId(kit.new_id()), at=at)
    kit.wake()
    ack()
    respond(**access_granted(user, workspace.department_name(department)).payload(), replace_original=True)


def _thank(message: Message, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
    """In the place of the button; the Home has no such place, so there it opens in front."""
    if body.get("response_url"):
        respond(**message.payload(), replace_original=True)
    else:
        client.views_open(trigger_id=body["trigger_id"], view=explanation(message.text))
