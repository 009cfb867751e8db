"""The approvers' buttons: "Approve", "Request changes", "Reject"."""

import re
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

from blocks.approvals import (
    REJECT_FORM,
    REQUEST_CHANGES_FORM,
    read_comment,
    read_rejection,
    reject_form,
    request_changes_form,
)
from blocks.cards import APPROVE, REJECT, REQUEST_CHANGES
from blocks.freezes import signed_but_frozen
from blocks.targets import read_target
from domain.approvals import refuse_decision, reject, request_changes, sign
from domain.audit import Action
from domain.freeze import Freeze
from domain.freezes import freezing
from domain.posts import Post, PostId
from domain.workspaces import Workspace
from handlers.deciding import read_post, settle
from handlers.kit import caller_of, kit_of
from handlers.trusting import ask_overlooked, end_trust


def register(app: App) -> None:
    """Listen to the three buttons and the two forms behind them."""
    app.action(APPROVE)(approve_clicked)
    app.action(re.compile(f"^({REQUEST_CHANGES}|{REJECT})$"))(disagreeing_clicked)
    app.view(re.compile(f"^({REQUEST_CHANGES_FORM}|{REJECT_FORM})$"))(disagreement_submitted)


def approve_clicked(ack: Ack, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
    """An approver signs the version on the card; while it is frozen they are told what that means."""
    post_id, version = read_target(action["value"])
    cold = approve(post_id, version, context)
    ack()
    if cold:
        respond(**signed_but_frozen(version, cold).payload(), replace_original=False)


def disagreeing_clicked(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """An approver wants something changed, or turns the post down: the form asks what, or why."""
    form = {REQUEST_CHANGES: request_changes_form, REJECT: reject_form}[action["action_id"]]
    post = _decidable(action["value"], context)
    client.views_open(trigger_id=body["trigger_id"], view=form(post, reader=caller_of(context).user))
    ack()


def disagreement_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """Either form, with its story below; one listener for both, since Bolt tries each in turn."""
    submitted = {REQUEST_CHANGES_FORM: changes_submitted, REJECT_FORM: rejection_submitted}
    submitted[view["callback_id"]](ack, view, context)


def changes_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The change request, with its comment."""
    post_id, version, comment = read_comment(view)
    by = caller_of(context).user
    settle(
        context,
        post_id,
        action=Action.CHANGES_REQUESTED,
        decide=lambda post, workspace, at: request_changes(
            post, version=version, by=by, at=at, comment=comment, workspace=workspace
        ),
    )
    ack()


def rejection_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The rejection, with its reason and comment."""
    post_id, version, reason, comment = read_rejection(view)
    kit, caller = kit_of(context), caller_of(context)
    by = caller.user
    rejected = settle(
        context,
        post_id,
        action=Action.REJECTED,
        decide=lambda post, workspace, at: reject(
            post, version=version, by=by, at=at, reason=reason, comment=comment, workspace=workspace
        ),
        and_then=lambda work, post, at: end_trust(work, post, by=by, at=at, because=comment),
    )
    ack()
    if rejected.use:
        ask_overlooked(kit, workspace=caller.workspace)


def approve(post_id: PostId, version: int, context: BoltContext) -> Freeze | None:
    """Keep the caller's approval of a version; gives the freeze that keeps the post from being approved, if any.

    Raises:
        Refusal: with the reason why it cannot count now; nothing was changed.
    """
    by = caller_of(context).user
    cold: list[Freeze] = []

    def decide(post: Post, workspace: Workspace, at: datetime) -> Post:
        signed = sign(post, version=version, by=by, at=at, workspace=workspace)
        cold.extend(freezing(signed, workspace=workspace, at=at))
        return signed

    settle(context, post_id, action=Action.APPROVED, decide=decide)
    return cold[0] if cold else None


def _decidable(target: str, context: BoltContext) -> Post:
    """The post, when this person may decide about it now; a form that could not count is never opened."""
    post_id, version = read_target(target)
    post, workspace = read_post(post_id, context)
    by, at = caller_of(context).user, kit_of(context).now()
    refuse_decision(post, version=version, by=by, workspace=workspace, at=at)
    return post
