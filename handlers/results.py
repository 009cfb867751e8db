"""Results: "Record results" on cards and in the question after a week, and `/social results`."""

import re
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

from blocks.messages import Message
from blocks.paging import page_of
from blocks.results import RECORD, RESULTS_FORM, read_results, results_form, results_words
from blocks.results_listing import PAGE, Listed, Which, read_page, results_listing
from blocks.targets import read_target
from domain.audit import Action, Event
from domain.inheriting import own_measure
from domain.posts import PostId
from domain.results import record_results, refuse_results
from handlers.deciding import find, look_up
from handlers.kit import Asked, caller_of, kit_of
from handlers.listings import links_to
from handlers.opening import Show, close, in_front
from handlers.record import record


def register(app: App) -> None:
    """Listen to the button, the form and the list's buttons."""
    app.action(RECORD)(record_clicked)
    app.view(RESULTS_FORM)(results_submitted)
    app.action(re.compile(f"^{PAGE}"))(results_turned)


def record_clicked(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """Somebody wants to say what a post brought."""
    results_chosen(*read_target(action["value"]), in_front(body, client), context)
    ack()


def results_chosen(post_id: PostId, _: int, show: Show, context: BoltContext) -> None:
    """The form asks for figures, with those in it that count so far."""
    caller = caller_of(context)
    with kit_of(context).database.snapshot(caller.workspace) as transaction:
        post, workspace = look_up(transaction, post_id), transaction.people.workspace()
        newest = transaction.publications.newest_results(post_id)
    refuse_results(post, by=caller.user, workspace=workspace)
    show(results_form(post, newest, measure=own_measure(post, workspace=workspace)))


def results_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The figures, recorded for the first time or corrected; the same ones once more change nothing."""
    post_id, read, form = read_results(view)
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.transaction(caller.workspace) as transaction:
        post, workspace = find(transaction, post_id), transaction.people.workspace()
        newest = transaction.publications.newest_results(post_id)
        measured, results = record_results(
            post,
            form,
            newest=newest,
            read=read,
            by=caller.user,
            at=at,
            workspace=workspace,
            measure=own_measure(post, workspace=workspace),
        )
        if results != newest:
            action = Action.RESULTS_CORRECTED if newest else Action.RESULTS_RECORDED
            detail = {"results": results_words(results)}
            transaction.publications.add_results(results)
            event = Event(action=action, by=caller.user, at=at, subject=post_id, detail=detail)
            record(kit, transaction, measured, event)
    kit.wake()
    close(ack, view)


def results_command(asked: Asked) -> None:
    """`/social results`: what lacks results, and what posts brought."""
    asked.ack(**_listing(Which.LACKING, 0, asked.context).payload())


def results_turned(ack: Ack, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
    """Another page or the other list, in the place of the message."""
    message = _listing(*read_page(action["value"]), context)
    ack()
    respond(**message.payload(), replace_original=True)


def _listing(which: Which, number: int, context: BoltContext) -> Message:
    caller = caller_of(context)
    with kit_of(context).database.snapshot(caller.workspace) as work:
        every = work.publications.lacking() if which is Which.LACKING else work.publications.measured()
        page = page_of(every, number)
        recorded = work.publications.results(page.items)
        listed = Listed(
            which=which,
            page=page,
            posts={one.id: one for one in work.posts.some(page.items)},
            publications=work.publications.some(page.items),
            results={post: some[-1] for post, some in recorded.items()},
            links=links_to(work, page.items, context),
        )
        workspace = work.people.workspace()
    return results_listing(listed, workspace=workspace, reader=caller.user)
