"""Approving from the Home: one post, or several at once and each on its own."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient

from blocks.bulk import Outcome, Target, approve_selected_form, read_approve_selected, read_selected
from blocks.home_pages import pages_of, read_pages
from blocks.targets import read_target
from domain.freezes import frozen
from domain.posts import PostId
from domain.refusals import Refusal
from domain.waiting import Turn, waits
from handlers.approvals import approve
from handlers.home_drawing import show_home
from handlers.kit import caller_of, kit_of
from storage.database import Unavailable

_NOT_TRIED = "The database did not answer, so this was not tried. Please approve it again in a moment."


def approve_clicked(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """One post is approved; a refusal stands in front, and the Home no longer offers what it was about."""
    target = read_target(action["value"])
    pages = pages_of(body["view"])
    try:
        approve(*target, context)
    except Refusal:
        show_home(client, context, pages=pages)
        raise
    ack()
    show_home(client, context, pages=pages, outcomes=_outcomes([target], {}, context))


def approve_selected_clicked(
    ack: Ack, _: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """Several are to be approved: the form says how many and which."""
    selected = read_selected(body["view"])
    with kit_of(context).database.snapshot(caller_of(context).workspace) as transaction:
        posts = transaction.posts.some([id for id, _ in selected])
        workspace = transaction.people.workspace()
        clashes = transaction.clashes.of_each([one.id for one in posts])
    form = approve_selected_form(
        selected,
        posts,
        clashes=clashes,
        workspace=workspace,
        at=kit_of(context).now(),
        metadata=str(pages_of(body["view"])),
    )
    client.views_open(trigger_id=body["trigger_id"], view=form)
    ack()


def selection_confirmed(ack: Ack, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """Each is approved or refused alone; the Home says what became of it."""
    selected, metadata = read_approve_selected(view)
    refused = _approve_each(selected, context)
    ack()
    outcomes = _outcomes(selected, refused, context)
    show_home(client, context, pages=read_pages(metadata), outcomes=outcomes)


def _outcomes(
    targets: Sequence[Target], refused: Mapping[PostId, Refusal], context: BoltContext
) -> list[Outcome]:
    """What became of each, as it stands now."""
    with kit_of(context).database.snapshot(caller_of(context).workspace) as transaction:
        posts = {one.id: one for one in transaction.posts.some([id for id, _ in targets])}
        workspace = transaction.people.workspace()
    at = kit_of(context).now()
    cold = {id for id, one in posts.items() if frozen(one, workspace=workspace, at=at)}
    held = {
        id
        for id, one in posts.items()
        if any(wait.turn is Turn.READY for wait in waits(one, workspace=workspace, at=at))
    }
    return [
        Outcome(post=posts.get(id), refused=refused.get(id), frozen=id in cold, stores=id in held)
        for id, _ in targets
    ]


def _approve_each(selected: Sequence[Target], context: BoltContext) -> dict[PostId, Refusal]:
    """Approve one after another, each in a transaction of its own; says which were refused, and why.

    Raises:
        Unavailable: the database did not even answer for the first one; nothing was changed.
    """
    refused: dict[PostId, Refusal] = {}
    for place, (id, version) in enumerate(selected):
        try:
            approve(id, version, context)
        except Refusal as refusal:
            refused[id] = refusal
        except Unavailable:
            if place == 0:
                raise
            # Each further wait could last so long that Slack gives up on all of them.
            return refused | {left: Refusal(_NOT_TRIED) for left, _ in selected[place:]}
    return refused
