"""The card's "More" menu: "Details", "Edit", "Withdraw"; its other choices have modules of their own."""

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from blocks.approvals import WITHDRAW_FORM, read_withdrawal, withdraw_form
from blocks.details import post_details
from blocks.fixing import FIX
from blocks.holds import HOLD_FORM
from blocks.more import (
    DETAILS,
    EDIT,
    HISTORY,
    HOLD,
    MORE,
    PUBLISH,
    READINESS,
    RESULTS,
    TAKE_BACK,
    TEMPLATE,
    WAIVE,
    WITHDRAW,
    read_choice,
)
from blocks.proposals import edit_form
from blocks.waivers import WAIVE_FORM
from domain.approvals import refuse_withdrawal, withdraw
from domain.audit import Action
from domain.journey import Suggestion
from domain.posts import Post, PostId
from domain.proposals import refuse_edit
from domain.refusals import Refusal
from domain.workspaces import Workspace
from handlers.deciding import look_up, read_post, settle
from handlers.fixing import fix_chosen
from handlers.history import history_chosen
from handlers.holds import hold_chosen, hold_submitted
from handlers.kit import caller_of, kit_of
from handlers.opening import Show, close, in_front
from handlers.publishing import publish_chosen, take_back_chosen
from handlers.readiness import readiness_chosen
from handlers.results import results_chosen
from handlers.template_forms import template_chosen
from handlers.template_use import refill_form
from handlers.waivers import waive_chosen, waiver_submitted
from rulebook.lengths import measure_each


def register(app: App) -> None:
    """Listen to the menu, its short forms, and the "Edit" button of a direct message."""
    app.action(re.compile(f"^{MORE}"))(more_chosen)
    app.action(EDIT)(edit_clicked)
    app.view(re.compile(f"^({'|'.join(_FORMS)})$"))(menu_form_submitted)


def more_chosen(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """Somebody chose a line of the menu, or pressed one that "Details" offers; each has its own story below."""
    choice, post_id, version = read_choice(action.get("selected_option", action)["value"])
    _STORIES[choice](post_id, version, in_front(body, client), context)
    ack()


def menu_form_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """One of the menu's short forms; one listener for all, since Bolt tries each in turn."""
    _FORMS[view["callback_id"]](ack, view, context)


def edit_clicked(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """The author wants to edit, from the message that said what to change."""
    edit_chosen(PostId(action["value"]), 0, in_front(body, client), context)
    ack()


def details_chosen(post_id: PostId, _: int, show: Show, context: BoltContext) -> None:
    """Everything about the post, for whoever asks."""
    kit, caller = kit_of(context), caller_of(context)
    with kit.database.snapshot(caller.workspace) as transaction:
        post = look_up(transaction, post_id)
        workspace = transaction.people.workspace()
        entries = transaction.audit.of(post_id)
        clashes = transaction.clashes.of(post_id)
        outcome = transaction.publications.outcome(post_id)
    lengths = measure_each(post.version.content)
    show(
        post_details(
            post,
            workspace=workspace,
            entries=entries,
            at=kit.now(),
            lengths=lengths,
            reader=caller.user,
            clashes=clashes,
            outcome=outcome,
            suggested=_suggested(post, workspace, context),
        )
    )


def _suggested(post: Post, workspace: Workspace, context: BoltContext) -> Suggestion | None:
    """The step that the text suggests, to whoever may take it over."""
    try:
        refuse_edit(post, by=caller_of(context).user, workspace=workspace)
    except Refusal:
        return None
    return kit_of(context).suggested(post.aim, post.version.content.text)


def edit_chosen(post_id: PostId, _: int, show: Show, context: BoltContext) -> None:
    """The form with the present version in it, for those who may edit; of a local post first its slots alone."""
    kit, caller = kit_of(context), caller_of(context)
    with kit.database.snapshot(caller.workspace) as transaction:
        post = look_up(transaction, post_id)
        workspace, policy = transaction.people.workspace(), transaction.policies.newest().policy
    refuse_edit(post, by=caller.user, workspace=workspace)
    show(refill_form(post, context) or edit_form(post, workspace, at=kit.now(), policy=policy))


def withdraw_chosen(post_id: PostId, _: int, show: Show, context: BoltContext) -> None:
    """The author wants to take the post back: the form asks whether they are sure."""
    caller = caller_of(context)
    post, workspace = read_post(post_id, context)
    refuse_withdrawal(post, by=caller.user, workspace=workspace)
    show(withdraw_form(post))


def withdrawal_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The author is sure."""
    post_id, _ = read_withdrawal(view)
    by = caller_of(context).user
    settle(
        context,
        post_id,
        action=Action.WITHDRAWN,
        decide=lambda post, workspace, at: withdraw(post, by=by, at=at, workspace=workspace),
    )
    close(ack, view)


_STORIES: dict[str, Callable[[PostId, int, Show, BoltContext], None]] = {
    DETAILS: details_chosen,
    EDIT: edit_chosen,
    FIX: fix_chosen,
    HISTORY: history_chosen,
    HOLD: hold_chosen,
    PUBLISH: publish_chosen,
    READINESS: readiness_chosen,
    RESULTS: results_chosen,
    TAKE_BACK: take_back_chosen,
    TEMPLATE: template_chosen,
    WAIVE: waive_chosen,
    WITHDRAW: withdraw_chosen,
}
"""What each line of `blocks.more.CHOICES` does, for a post and the version on the card that was clicked."""
_FORMS: dict[str, Callable[[Ack, dict[str, Any], BoltContext], None]] = {
    WITHDRAW_FORM: withdrawal_submitted,
    HOLD_FORM: hold_submitted,
    WAIVE_FORM: waiver_submitted,
}
