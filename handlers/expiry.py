"""Expiry: "Reschedule" on the card of an expired post."""

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from blocks.decision_words import NEW_TIME
from blocks.expiry import RESCHEDULE, RESCHEDULE_FORM, read_new_time, reschedule_form
from blocks.targets import read_target
from domain.audit import Action
from domain.expiry import refuse_reschedule, reschedule
from handlers.deciding import read_post, settle_by_policy
from handlers.kit import caller_of, kit_of
from handlers.opening import in_front


def register(app: App) -> None:
    """Listen to the button and the form."""
    app.action(RESCHEDULE)(reschedule_clicked)
    app.view(RESCHEDULE_FORM)(new_time_submitted)


def reschedule_clicked(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """The author wants another publish time: the form asks which."""
    kit, caller = kit_of(context), caller_of(context)
    post_id, _ = read_target(action["value"])
    post, workspace = read_post(post_id, context)
    refuse_reschedule(post, by=caller.user, workspace=workspace)
    in_front(body, client)(reschedule_form(post, at=kit.now()))
    ack()


def new_time_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The new publish time: the same version is in review again."""
    post_id, publish_at = read_new_time(view)
    by = caller_of(context).user
    settle_by_policy(
        context,
        post_id,
        action=Action.RESCHEDULED,
        decide=lambda post, workspace, policy, at: reschedule(
            post, publish_at=publish_at, by=by, at=at, workspace=workspace, policy=policy
        ),
        detail={NEW_TIME: publish_at.isoformat()},
    )
    ack()
