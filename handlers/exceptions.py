"""Exceptions: approvers of the department that keeps the brand voice let words stay in a post, or a rule rest."""

import re
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from blocks.exceptions import EXEMPT_FORM, GRANT, GRANT_FORM, grant_form, home_of, read_grant
from blocks.home_pages import pages_of
from blocks.rule_details import EXEMPT
from blocks.targets import read_target
from domain.audit import Action, Event
from domain.exceptions import grant, refuse_grant, run_out, without_exceptions
from domain.posts import Post
from handlers.deciding import read_post, settle
from handlers.exemptions import exempt_clicked, exemption_submitted
from handlers.home_drawing import show_home
from handlers.kit import Kit, caller_of, kit_of
from handlers.pleading import tell_granters
from handlers.record import record
from handlers.trusting import end_trust
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


def exception_submitted(ack: Ack, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """The form of either."""
    if view["callback_id"] == EXEMPT_FORM:
        exemption_submitted(ack, view, context)
    else:
        grant_submitted(ack, view, client, context)


def grant_clicked(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """An approver wants to grant an exception, on a card or their Home: the form asks why."""
    kit, caller = kit_of(context), caller_of(context)
    post_id, version = read_target(action["value"])
    at = kit.now()
    post, workspace = read_post(post_id, context)
    refuse_grant(post, version=version, by=caller.user, at=at, workspace=workspace)
    shown = body.get("view") or {}
    home = pages_of(shown) if shown.get("type") == "home" else None
    client.views_open(trigger_id=body["trigger_id"], view=grant_form(post, at=at, home=home))
    ack()


def grant_submitted(ack: Ack, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """The exception for this post, with its reason; a Home on which it was asked for is drawn anew."""
    kit, caller = kit_of(context), caller_of(context)
    post_id, version, because = read_grant(view)
    pages = home_of(view)
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
    if pages:
        show_home(client, context, pages=pages)


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
    end_trust(transaction, post, by=None, at=at, because="a rule forbids words in it again")
    tell_granters(kit, transaction, post, at=at)
