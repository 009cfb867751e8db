"""Keeping one post running although it is frozen, or will be."""

from typing import Any

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient

from blocks.approvals import read_comment
from blocks.keeping import keep_form
from blocks.targets import read_target
from domain.audit import Action, Event
from domain.freezes import keep_running, refuse_keeping, stopping
from domain.settling import settled
from handlers.deciding import find, read_post
from handlers.kit import caller_of, kit_of
from handlers.opening import in_front
from handlers.record import record


def keep_clicked(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """One post shall go on: the form asks why."""
    kit, caller = kit_of(context), caller_of(context)
    post_id, _ = read_target(action["value"])
    at = kit.now()
    post, workspace = read_post(post_id, context)
    refuse_keeping(post, by=caller.user, workspace=workspace, at=at)
    freezes = stopping(post, workspace=workspace, at=at)
    in_front(body, client)(keep_form(post, freezes, workspace=workspace, at=at))
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
