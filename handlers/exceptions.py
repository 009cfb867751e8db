"""Exceptions: approvers of the department that keeps the brand voice grant them, for a post or for a rule."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from blocks.cards import read_target
from blocks.exceptions import (
    EXEMPT_FORM,
    GRANT,
    GRANT_FORM,
    exempt_form,
    grant_form,
    read_exemption,
    read_grant,
)
from blocks.rule_details import EXEMPT
from domain.audit import Action, Event
from domain.exceptions import (
    exempt,
    grant,
    granters,
    refuse_grant,
    refuse_granter,
    request,
    run_out,
    without_exceptions,
)
from domain.exemptions import Exemption
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import UserId, Workspace
from domain.posts import Post
from domain.settling import settled
from handlers.deciding import find, settle
from handlers.kit import Kit, caller_of, kit_of
from handlers.record import record
from handlers.rules import LOOKED_BACK, known_rule
from storage.database import Transaction


def register(app: App) -> None:
    """Listen to the buttons on cards, in direct messages and in a rule's details, and to the two forms."""
    app.action(re.compile(f"^({GRANT}|{EXEMPT})$"))(exception_clicked)
    app.view(re.compile(f"^({GRANT_FORM}|{EXEMPT_FORM})$"))(exception_submitted)


def exception_clicked(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """For a post or for a rule; one listener for both, since Bolt tries each in turn."""
    clicked = {GRANT: grant_clicked, EXEMPT: exempt_clicked}[action["action_id"]]
    clicked(ack, action, body, client, context)


def exception_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The form of either."""
    submitted = {GRANT_FORM: grant_submitted, EXEMPT_FORM: exemption_submitted}[view["callback_id"]]
    submitted(ack, view, context)


def plead(kit: Kit, transaction: Transaction, post: Post, *, because: str, by: UserId, at: datetime) -> None:
    """An author asks for exceptions: the request is kept, and who may grant it hears of it.

    Raises:
        InvalidForm: no reason.
    """
    known = replace(post, exemptions=(*transaction.exceptions.dated(), *_own(post)))
    asked = request(known, because=because, by=by, at=at)
    if asked.plea == post.plea:
        return
    event = Event(
        action=Action.EXCEPTION_REQUESTED, by=by, at=at, subject=post.id, detail={"comment": because}
    )
    record(kit, transaction, asked, event)
    tell_granters(kit, transaction, asked, at=at)


def grant_clicked(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """An approver wants to grant an exception: the form asks why."""
    kit, caller = kit_of(context), caller_of(context)
    post_id, version = read_target(action["value"])
    at = kit.now()
    with kit.database.transaction(caller.workspace) as transaction:
        post = find(transaction, post_id)
        workspace = transaction.people.workspace()
        refuse_grant(post, version=version, by=caller.user, at=at, workspace=workspace)
    client.views_open(trigger_id=body["trigger_id"], view=grant_form(post, at=at))
    ack()


def grant_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The exception for this post, with its reason."""
    kit, caller = kit_of(context), caller_of(context)
    post_id, version, because = read_grant(view)
    settle(
        context,
        post_id,
        action=Action.EXCEPTION_GRANTED,
        decide=lambda post, workspace, at: grant(
            post, version=version, because=because, by=caller.user, at=at, workspace=workspace
        ),
        detail={"comment": because},
        and_then=lambda transaction, post, at: tell_granters(kit, transaction, post, at=at),
    )
    ack()


def exempt_clicked(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """An approver wants a rule to block nobody for a while: the form asks until when, and why."""
    kit, caller = kit_of(context), caller_of(context)
    with kit.database.transaction(caller.workspace) as transaction:
        refuse_granter(caller.user, workspace=transaction.people.workspace())
        rule = known_rule(kit, transaction, action["value"])
    client.views_push(trigger_id=body["trigger_id"], view=exempt_form(rule.name))
    ack()


def exemption_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The dated exception for a rule. Posts that waited for nothing else are approved by it."""
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    name, until, because = read_exemption(view)
    with kit.database.transaction(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
        rule = known_rule(kit, transaction, name)
        exemption = exempt(rule, until=until, because=because, by=caller.user, at=at, workspace=workspace)
        transaction.exceptions.add(exemption)
        detail = {"until": str(until), "comment": exemption.because}
        transaction.audit.record(
            Event(action=Action.EXCEPTION_GRANTED, by=caller.user, at=at, subject=rule.name, detail=detail)
        )
        for post_id in transaction.findings.waiting_on(rule.name, since=at - LOOKED_BACK):
            post = find(transaction, post_id)
            if any(one.blocks and one.rule == rule.name for one in post.version.findings):
                # Read anew now that the post is held: it may have been frozen meanwhile.
                here = transaction.people.workspace()
                _let_pass(kit, transaction, post, exemption, workspace=here)
    kit.wake()
    ack(response_action="clear")


def _let_pass(
    kit: Kit, transaction: Transaction, post: Post, exemption: Exemption, *, workspace: Workspace
) -> None:
    """An open post that the exempted rule blocked."""
    event = Event(
        action=Action.EXCEPTION_GRANTED,
        by=exemption.by,
        at=exemption.at,
        subject=post.id,
        detail={"comment": exemption.because},
    )
    record(kit, transaction, settled(post, by=exemption.by, at=exemption.at, workspace=workspace), event)
    tell_granters(kit, transaction, post, at=exemption.at)


def end_exceptions(kit: Kit, transaction: Transaction, post: Post, *, since: datetime, at: datetime) -> None:
    """Dated exceptions of this post have run out since then: said once, whoever looks how often.

    Its card and the messages about it show it, an approved post is in review again, its author hears what to do, and
    who was asked for an exception for this post alone is asked again.
    """
    ended = run_out(post, since=since, at=at)
    if not ended:
        return
    until = str(max(one.until for one in ended if one.until))
    told = [one.event for one in transaction.audit.of(post.id)]
    if any(one.action is Action.EXCEPTION_ENDED and one.detail["until"] == until for one in told):
        return
    detail = {"rule": ", ".join(dict.fromkeys(one.rule for one in ended)), "until": until}
    event = Event(action=Action.EXCEPTION_ENDED, by=None, at=at, subject=post.id, detail=detail)
    record(kit, transaction, without_exceptions(post, at=at), event)
    tell_granters(kit, transaction, post, at=at)


def _own(post: Post) -> tuple[Exemption, ...]:
    return tuple(one for one in post.exemptions if one.until is None)


def tell_granters(kit: Kit, transaction: Transaction, post: Post, *, at: datetime) -> None:
    """Their direct messages show the newest state of the request."""
    if post.plea is None:
        return
    for approver in granters(transaction.people.workspace()):
        if approver not in post.writers:
            wanted = Wanted(kind=NoticeKind.EXCEPTION_REQUEST, subject=post.id, place=approver)
            transaction.notices.want(wanted, id=NoticeId(kit.new_id()), at=at)
