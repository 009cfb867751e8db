"""`/social pause` and `/social resume`: freezing, thawing, and the one post that is kept running."""

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

from blocks.approvals import read_comment
from blocks.freeze_forms import (
    PAUSE_FORM,
    PREVIEW_FORM,
    Pending,
    pause_form,
    preview_form,
    read_pause,
    read_pending,
)
from blocks.freeze_previews import CANCEL, CONFIRM, freeze_preview, frozen_now, nothing_frozen, preview_lines
from blocks.freezes import FREEZE, THAW, freezes_list, thawed_now
from blocks.keeping import KEEP, KEEP_FORM, keep_form
from blocks.messages import Message
from blocks.targets import read_target
from domain.audit import Action, Event
from domain.freezes import find_freeze, freeze, freezing, holds, keep_running, refuse_keeping, thaw
from domain.people import Scope
from domain.refusals import InvalidForm, Refusal
from domain.scopes import may_freeze_something, named, refuse_freezer
from domain.settling import settled
from domain.thawing import outlook
from handlers.deciding import find
from handlers.freezing import Hand, keep_freeze, keep_thaw
from handlers.kit import Asked, caller_of, kit_of
from handlers.opening import in_front
from handlers.record import record
from storage.database import Transaction


def register(app: App) -> None:
    """Listen to the controls and the forms."""
    app.action(re.compile(f"^{FREEZE}"))(pressed)
    app.view(re.compile(f"^{FREEZE}"))(submitted)


def pressed(
    ack: Ack,
    action: dict[str, Any],
    body: dict[str, Any],
    client: WebClient,
    context: BoltContext,
    respond: Respond,
) -> None:
    """Somebody presses a control; each has its own story below."""
    id = action["action_id"]
    if id == KEEP:
        keep_clicked(ack, action, body, client, context)
    else:
        _PRESSED[id](ack, action, context, respond)


def submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """Somebody submits a form; each has its own story below."""
    _SUBMITTED[view["callback_id"]](ack, view, context)


def pause_command(asked: Asked) -> None:
    """`/social pause [scope] <reason>`; with less than that, the form."""
    kit, caller = kit_of(asked.context), caller_of(asked.context)
    with kit.database.snapshot(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
        under_way = transaction.posts.under_way(at=kit.now(), held=False)
    if not may_freeze_something(caller.user, workspace=workspace):
        refuse_freezer(caller.user, Scope(), workspace=workspace)
    campaigns = {one.campaign for one in under_way}
    scope, reason = named(asked.words, workspace=workspace, campaigns=campaigns, by=caller.user)
    pending = Pending(scope=scope, reason=reason)
    if reason:
        try:
            lines = _previewed(pending, asked.context)
            asked.ack(**freeze_preview(lines, pending=str(pending)).payload())
        except InvalidForm as problem:
            raise Refusal("{said}", said=" ".join(problem.errors.values())) from None
        return
    form = pause_form(pending, workspace=workspace, campaigns=campaigns, reader=caller.user)
    asked.client.views_open(trigger_id=asked.trigger_id, view=form)
    asked.ack()


def pause_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The form is filled: what it would touch takes its place."""
    kit, caller = kit_of(context), caller_of(context)
    with kit.database.snapshot(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
    pending = read_pause(view, workspace=workspace)
    lines = _previewed(pending, context)
    ack(response_action="update", view=preview_form(lines, pending=pending))


def _previewed(pending: Pending, context: BoltContext) -> list[str]:
    """What it would do.

    Raises:
        Refusal, InvalidForm: it cannot be.
    """
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.snapshot(caller.workspace) as transaction:
        workspace = freeze(
            transaction.people.workspace(),
            id="preview",
            scope=pending.scope,
            reason=pending.reason,
            since=pending.since,
            until=pending.until,
            by=caller.user,
            at=at,
        )
        posts = transaction.posts.under_way(at=at, held=False)
    new = workspace.freezes[-1]
    touched = [one for one in posts if holds(new, one, workspace=workspace)]
    return preview_lines(new, touched, workspace=workspace)


def confirm_clicked(ack: Ack, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
    """From now on it is frozen."""
    message = _freeze(read_pending(action["value"]), context)
    ack()
    respond(**message.payload(), replace_original=True)


def preview_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The same from the form; the desk's message says that it counts."""
    _freeze(read_pending(view["private_metadata"]), context)
    ack()


def _freeze(pending: Pending, context: BoltContext) -> Message:
    kit, caller = kit_of(context), caller_of(context)
    with kit.database.transaction(caller.workspace) as transaction:
        workspace, added = keep_freeze(
            transaction,
            scope=pending.scope,
            reason=pending.reason,
            since=pending.since,
            until=pending.until,
            by=caller.user,
            at=kit.now(),
            new_id=kit.new_id,
        )
    kit.wake()
    return frozen_now(added, workspace=workspace)


def cancel_clicked(ack: Ack, _: dict[str, Any], __: BoltContext, respond: Respond) -> None:
    """Nothing is frozen."""
    ack()
    respond(**nothing_frozen().payload(), replace_original=True)


def resume_command(asked: Asked) -> None:
    """`/social resume`: what is frozen, and what thawing it would do."""
    kit, caller = kit_of(asked.context), caller_of(asked.context)
    at = kit.now()
    with kit.database.snapshot(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
        outlooks = {}
        for one in workspace.freezes:
            posts = transaction.posts.under_way(at=min(one.since, at), held=False)
            after = thaw(workspace, id=one.id, by=None)
            outlooks[one.id] = outlook(posts, freeze=one, before=workspace, after=after, at=at)
    asked.ack(**freezes_list(outlooks, workspace=workspace, reader=caller.user, at=at).payload())


def thaw_clicked(ack: Ack, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
    """It is over."""
    kit, caller = kit_of(context), caller_of(context)
    hand = Hand(by=caller.user, at=kit.now(), new_id=kit.new_id)
    with kit.database.transaction(caller.workspace) as transaction:
        transaction.people.hold()
        _refuse_thawed(transaction, action["value"])
        old, did = keep_thaw(transaction, action["value"], hand=hand)
    kit.wake()
    ack()
    respond(**thawed_now(did, planned_only=not old.counts(hand.at)).payload(), replace_original=True)


def _refuse_thawed(transaction: Transaction, id: str) -> None:
    """Say who was first.

    Raises:
        Refusal: this freeze is over.
    """
    if find_freeze(transaction.people.workspace(), id) is not None:
        return
    for one in transaction.audit.of(id):
        if one.event.action is Action.THAWED and one.event.by is not None:
            raise Refusal(
                "{who} thawed this {when}. Type /social resume to see what is still frozen.",
                who=one.event.by,
                when=one.event.at,
            )


def keep_clicked(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """One post shall go on: the form asks why."""
    kit, caller = kit_of(context), caller_of(context)
    post_id, _ = read_target(action["value"])
    at = kit.now()
    with kit.database.transaction(caller.workspace) as transaction:
        post, workspace = find(transaction, post_id), transaction.people.workspace()
    refuse_keeping(post, by=caller.user, workspace=workspace, at=at)
    in_front(body, client)(keep_form(post, freezing(post, workspace=workspace, at=at)))
    ack()


def keep_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """It goes on; approved when it has all it needs."""
    kit, caller = kit_of(context), caller_of(context)
    post_id, _, reason = read_comment(view)
    at = kit.now()
    with kit.database.transaction(caller.workspace) as transaction:
        transaction.people.hold()
        post, before = find(transaction, post_id), transaction.people.workspace()
        after = keep_running(before, post, reason=reason, by=caller.user, at=at)
        transaction.people.save(after)
        event = Event(
            action=Action.KEPT_RUNNING,
            by=caller.user,
            at=at,
            subject=post_id,
            detail={"comment": " ".join(reason.split())},
        )
        record(kit, transaction, settled(post, by=caller.user, at=at, workspace=after), event)
    kit.wake()
    ack()


_PRESSED: dict[str, Callable[[Ack, dict[str, Any], BoltContext, Respond], None]] = {
    CONFIRM: confirm_clicked,
    CANCEL: cancel_clicked,
    THAW: thaw_clicked,
}
_SUBMITTED: dict[str, Callable[[Ack, dict[str, Any], BoltContext], None]] = {
    PAUSE_FORM: pause_submitted,
    PREVIEW_FORM: preview_submitted,
    KEEP_FORM: keep_submitted,
}
