"""Proposing: the command, the two shortcuts, the form, and the form of an edit."""

import re
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from blocks.customers_week import STORE
from blocks.drafts import read_content, read_proposal
from blocks.form_findings import with_findings
from blocks.inputs import CHECK_WORDING
from blocks.overtaking import TAKE_THEIRS, overtaken_form, plea_of, theirs_taken
from blocks.pleas import read_plea
from blocks.proposals import (
    EDIT_FORM,
    PROPOSAL_FORM,
    PROPOSE_MESSAGE_SHORTCUT,
    PROPOSE_SHORTCUT,
    proposal_form,
)
from blocks.stores import STORES, single_options, store_options
from blocks.targets import read_target, read_target_of
from blocks.template_use import USE_FORM
from blocks.typed import as_typed
from blocks.variants import ADD_VARIANT, REMOVE_VARIANT, read_removal, with_variants, without_variant
from domain.audit import Action, Event
from domain.drafts import Draft
from domain.findings import Verdict
from domain.posts import PostId
from domain.proposals import Overtaken, propose, refuse_stranger, revise
from domain.workspaces import Workspace
from handlers.deciding import look_up, settle_by_policy
from handlers.findings import post_of, stops_counted
from handlers.fixing import suggested_in, tracked_in
from handlers.kit import Asked, caller_of, kit_of
from handlers.localness import same_everywhere
from handlers.pleading import plead
from handlers.record import record
from handlers.template_use import stores_searched as template_stores
from rulebook.lengths import measure_each, measure_everywhere


def register(app: App) -> None:
    """Listen to the shortcuts, the two forms, and what can be pressed inside them."""
    app.view(re.compile(f"^({PROPOSAL_FORM}|{EDIT_FORM})$"))(words_submitted)
    app.action(CHECK_WORDING)(check_wording_clicked)
    app.action(re.compile(f"^({ADD_VARIANT}|{REMOVE_VARIANT}_.*)$"))(variants_clicked)
    app.action(TAKE_THEIRS)(theirs_taken_clicked)
    app.options(re.compile(f"^({STORES}|{STORE})$"))(stores_searched)
    app.shortcut(PROPOSE_SHORTCUT)(propose_shortcut)
    app.shortcut(PROPOSE_MESSAGE_SHORTCUT)(propose_message_shortcut)


def propose_command(asked: Asked) -> None:
    """`/social propose [text]`: the form, with the text in it."""
    open_form(asked.words, asked.trigger_id, asked.client, asked.context)
    asked.ack()


def propose_shortcut(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """The global shortcut "Propose a post"."""
    open_form("", body["trigger_id"], client, context)
    ack()


def propose_message_shortcut(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """The message shortcut "Propose as a post": the message's text begins the proposal."""
    open_form(as_typed(body["message"].get("text", "")), body["trigger_id"], client, context)
    ack()


def words_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """A new post or an edit; one listener for both, since Bolt tries each in turn."""
    submitted = {PROPOSAL_FORM: proposal_submitted, EDIT_FORM: edit_submitted}
    submitted[view["callback_id"]](ack, view, context)


def proposal_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The filled form becomes a post; sent twice it stays one."""
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    draft, plea = read_proposal(view, workspace=_workspace(context)), read_plea(view)
    post_id, _ = read_target_of(view)
    verdict = kit.verdict_of(draft.content, by=caller, asked=plea is not None, publish_at=draft.publish_at)
    with (
        stops_counted(kit, workspace=caller.workspace, post=post_id, verdict=verdict),
        kit.database.transaction(caller.workspace) as transaction,
    ):
        if transaction.posts.get(post_id) is None:
            workspace, policy = transaction.people.workspace(), transaction.policies.current()
            post = propose(
                draft, verdict, id=post_id, by=caller.user, at=at, workspace=workspace, policy=policy
            )
            event = Event(action=Action.PROPOSED, by=caller.user, at=at, subject=post_id)
            record(kit, transaction, post, event)
            if plea is not None:
                plead(kit, transaction, post, because=plea, by=caller.user, at=at)
    kit.wake()
    ack()


def edit_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The edited form becomes the post's next version."""
    kit, caller = kit_of(context), caller_of(context)
    draft, plea = read_proposal(view, workspace=_workspace(context)), read_plea(view)
    post_id, read = read_target_of(view)
    verdict = kit.verdict_of(
        draft.content,
        by=caller,
        post=post_of(view, context),
        asked=plea is not None,
        publish_at=draft.publish_at,
    )
    try:
        with stops_counted(kit, workspace=caller.workspace, post=post_id, verdict=verdict):
            settle_by_policy(
                context,
                post_id,
                action=Action.REVISED,
                decide=lambda post, workspace, policy, at: revise(
                    post, draft, verdict, read=read, by=caller.user, at=at, workspace=workspace, policy=policy
                ),
                and_then=lambda transaction, post, at: (
                    plead(kit, transaction, post, because=plea, by=caller.user, at=at)
                    if plea is not None
                    else None
                ),
            )
    except Overtaken:
        form = _overtaken(view, draft, verdict, context)
        ack(response_action="update", view=form)
    else:
        ack()


def _overtaken(view: dict[str, Any], draft: Draft, verdict: Verdict, context: BoltContext) -> View:
    """The form again, with the version that somebody else made meanwhile."""
    kit, caller = kit_of(context), caller_of(context)
    post_id, read = read_target_of(view)
    with kit.database.snapshot(caller.workspace) as transaction:
        post = look_up(transaction, post_id)
        workspace, policy = transaction.people.workspace(), transaction.policies.newest().policy
    plea = plea_of(read_plea(view), post=post, by=caller.user)
    return overtaken_form(
        post,
        draft,
        read=read,
        workspace=workspace,
        findings=verdict.findings,
        plea=plea,
        at=kit.now(),
        policy=policy,
    )


def theirs_taken_clicked(ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
    """The other's version shall stand: the form goes, what was typed into it can be copied."""
    view = body["view"]
    _, number = read_target(action["value"])
    client.views_update(view_id=view["id"], hash=view["hash"], view=theirs_taken(view, number=number))
    ack()


def check_wording_clicked(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """The form's button "Check wording": findings and lengths, without leaving it."""
    view = body["view"]
    content = read_content(view)
    verdict = kit_of(context).verdict_of(content, by=caller_of(context), post=post_of(view, context))
    _, links = tracked_in(view, context)
    suggested = suggested_in(view, content, context)
    local = same_everywhere(view, content.text, context)
    lengths = measure_each(content) or measure_everywhere(content.text)
    checked = with_findings(view, verdict, lengths, links=links, suggested=suggested, local=local)
    client.views_update(view_id=view["id"], hash=view["hash"], view=checked)
    ack()


def variants_clicked(ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
    """Inside the form: an input for each chosen network that has none, or one of them taken away again."""
    view = body["view"]
    added = action["action_id"] == ADD_VARIANT
    form = with_variants(view) if added else without_variant(view, read_removal(action["value"]))
    client.views_update(view_id=view["id"], hash=view["hash"], view=form)
    ack()


def stores_searched(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    """Somebody types into "Stores": the stores that fit; of a template those for which they may fill it."""
    if body.get("view", {}).get("callback_id") == USE_FORM:
        ack(options=template_stores(body["view"], body["value"], context))
        return
    if body["action_id"] == STORE:
        ack(options=single_options(_workspace(context), body["value"]))
        return
    found = store_options(_workspace(context), body["value"], reader=caller_of(context).user)
    if found:
        ack(option_groups=found)
    else:
        ack(options=[])


def open_form(text: str, trigger_id: str, client: WebClient, context: BoltContext) -> None:
    """The empty form carries the id of the post it will become, so that sending it twice makes one post."""
    kit, caller = kit_of(context), caller_of(context)
    with kit.database.transaction(caller.workspace) as transaction:
        workspace, policy = transaction.people.workspace(), transaction.policies.newest().policy
    refuse_stranger(caller.user, workspace=workspace)
    form = proposal_form(
        workspace, id=PostId(kit.new_id()), by=caller.user, text=text, at=kit.now(), policy=policy
    )
    client.views_open(trigger_id=trigger_id, view=form)


def _workspace(context: BoltContext) -> Workspace:
    with kit_of(context).database.snapshot(caller_of(context).workspace) as transaction:
        return transaction.people.workspace()
