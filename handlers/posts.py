"""The card's "More" menu: "Details", "Edit", "Withdraw"; "Fix wording" has its own module."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from blocks.approvals import WITHDRAW_FORM, read_withdrawal, withdraw_form
from blocks.cards import DETAILS, EDIT, MORE, WITHDRAW, read_choice
from blocks.details import post_details
from blocks.fixing import FIX
from blocks.proposals import edit_form
from domain.approvals import refuse_withdrawal, withdraw
from domain.audit import Action
from domain.posts import PostId
from domain.proposals import refuse_edit
from handlers.fixing import fix_chosen
from handlers.kit import caller_of, kit_of
from handlers.record import find, settle


def register(app: App) -> None:
    """Listen to the menu, its form, and the "Edit" button of a direct message."""
    app.action(MORE)(more_chosen)
    app.action(EDIT)(edit_clicked)
    app.view(WITHDRAW_FORM)(withdrawal_submitted)


def more_chosen(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """Somebody chose a line of the menu; each has its own story below."""
    choice, post_id, _ = read_choice(action["selected_option"]["value"])
    _STORIES[choice](post_id, body["trigger_id"], client, context)
    ack()


def edit_clicked(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """The author wants to edit, from the message that said what to change."""
    edit_chosen(PostId(action["value"]), body["trigger_id"], client, context)
    ack()


def details_chosen(post_id: PostId, trigger_id: str, client: WebClient, context: BoltContext) -> None:
    """Everything about the post, for whoever asks."""
    kit = kit_of(context)
    with kit.database.transaction(caller_of(context).workspace) as transaction:
        post = find(transaction, post_id)
        workspace = transaction.people.workspace()
        entries = transaction.audit.of(post_id)
    at = kit_of(context).now()
    view = post_details(post, workspace=workspace, entries=entries, at=at)
    client.views_open(trigger_id=trigger_id, view=view)


def edit_chosen(post_id: PostId, trigger_id: str, client: WebClient, context: BoltContext) -> None:
    """The form with the present version in it, for those who may edit."""
    caller = caller_of(context)
    with kit_of(context).database.transaction(caller.workspace) as transaction:
        post = find(transaction, post_id)
        workspace = transaction.people.workspace()
    refuse_edit(post, by=caller.user, workspace=workspace)
    client.views_open(trigger_id=trigger_id, view=edit_form(post, workspace))


def withdraw_chosen(post_id: PostId, trigger_id: str, client: WebClient, context: BoltContext) -> None:
    """The author wants to take the post back: the form asks whether they are sure."""
    caller = caller_of(context)
    with kit_of(context).database.transaction(caller.workspace) as transaction:
        post = find(transaction, post_id)
    refuse_withdrawal(post, by=caller.user)
    client.views_open(trigger_id=trigger_id, view=withdraw_form(post))


def withdrawal_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The author is sure."""
    post_id, _ = read_withdrawal(view)
    by = caller_of(context).user
    settle(context, post_id, action=Action.WITHDRAWN, decide=lambda post, _, at: withdraw(post, by=by, at=at))
    ack()


_STORIES: dict[str, Callable[[PostId, str, WebClient, BoltContext], None]] = {
    DETAILS: details_chosen,
    EDIT: edit_chosen,
    FIX: fix_chosen,
    WITHDRAW: withdraw_chosen,
}
