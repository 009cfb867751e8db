"""App Home: what waits for whoever opens it, approving from there, and their own posts.

A Home is drawn when it is opened and after whatever its owner does on it. What others do meanwhile shows the
next time: Slack tells of each opening, and a button that has become stale says what happened and draws it anew.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from blocks.bulk import (
    APPROVE_SELECTED_FORM,
    SELECT,
    Outcome,
    Target,
    approve_selected_form,
    read_approve_selected,
    read_selected,
)
from blocks.charter import SEE_ALL as SEE_GOALS
from blocks.digest_buttons import HOME_WISH, YES
from blocks.home import HOME, PROPOSE, home
from blocks.home_board import NOTHING, OPEN_CARD, Board
from blocks.home_pages import FIRST_PAGES, TURN, Pages, pages_of, read_pages
from blocks.home_tasks import APPROVE, APPROVE_SELECTED
from blocks.maturity import SEE_ALL
from blocks.targets import read_target
from domain.freezes import frozen
from domain.posts import PostId
from domain.refusals import Refusal
from domain.waiting import held_by, own_first, tasks
from handlers.approvals import approve
from handlers.charter import see_all_clicked as goals_clicked
from handlers.digests import gets_digest, keep_wish
from handlers.kit import caller_of, kit_of
from handlers.listings import RECENT, card_links
from handlers.maturity import report_of, see_all_clicked
from handlers.people import has_asked
from handlers.proposals import open_form
from storage.database import Unavailable

_NOT_TRIED = "The database did not answer, so this was not tried. Please approve it again in a moment."


def register(app: App) -> None:
    """Listen to the Home being opened, to its controls, and to the form behind "Approve selected"."""
    app.event("app_home_opened")(home_opened)
    app.action(re.compile(f"^{HOME}"))(home_pressed)
    app.view(APPROVE_SELECTED_FORM)(selection_confirmed)


def home_opened(ack: Ack, client: WebClient, context: BoltContext) -> None:
    """Show what this person can do now."""
    show_home(client, context)
    ack()


def home_pressed(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """Somebody uses a control of their Home; each has its own story below."""
    _STORIES[action["action_id"].partition(":")[0]](ack, action, body, client, context)


def propose_clicked(
    ack: Ack, _: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """The Home's button "Propose a post"."""
    open_form("", body["trigger_id"], client, context)
    ack()


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
    form = approve_selected_form(selected, posts, metadata=str(pages_of(body["view"])))
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
    cold = {id for id, one in posts.items() if frozen(one, workspace=workspace, at=kit_of(context).now())}
    return [Outcome(post=posts.get(id), refused=refused.get(id), frozen=id in cold) for id, _ in targets]


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


def page_turned(
    ack: Ack, action: dict[str, Any], _: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """Another page of a list."""
    show_home(client, context, pages=read_pages(action["value"]))
    ack()


def nothing_to_do(ack: Ack, _: dict[str, Any], __: dict[str, Any], ___: WebClient, ____: BoltContext) -> None:
    """Slack tells of links that were followed and boxes that were ticked, and wants it acknowledged."""
    ack()


def digest_wished(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """A leader wants the weekly digest as a direct message, or no longer."""
    keep_wish(context, wanted=action["value"] == YES)
    show_home(client, context, pages=pages_of(body["view"]))
    ack()


def show_home(
    client: WebClient,
    context: BoltContext,
    *,
    pages: Pages = FIRST_PAGES,
    outcomes: Sequence[Outcome] = (),
) -> None:
    """Draw somebody's Home as everything stands now."""
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.snapshot(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
        asked = has_asked(transaction, caller.user)
        board = NOTHING
        if workspace.roles_of(caller.user):
            waiting = transaction.posts.waiting()
            mine = transaction.posts.of_author(caller.user, since=at - RECENT)
            board = Board(
                tasks=tasks(caller.user, waiting, workspace=workspace, at=at),
                held=held_by(caller.user, waiting),
                mine=own_first(caller.user, mine, workspace=workspace, at=at),
                links=card_links(transaction, [*waiting, *mine], context),
                maturity=report_of(transaction, kit.model(), workspace=workspace, at=at),
                charter=transaction.charters.newest(),
                digest=gets_digest(transaction, caller.user, workspace=workspace),
            )
    view = home(workspace, caller.user, board, at=at, pages=pages, outcomes=outcomes, asked=asked)
    client.views_publish(user_id=caller.user, view=view)


_STORIES: dict[str, Callable[[Ack, dict[str, Any], dict[str, Any], WebClient, BoltContext], None]] = {
    PROPOSE: propose_clicked,
    APPROVE: approve_clicked,
    APPROVE_SELECTED: approve_selected_clicked,
    TURN: page_turned,
    SELECT: nothing_to_do,
    OPEN_CARD: nothing_to_do,
    HOME_WISH: digest_wished,
    SEE_ALL: see_all_clicked,
    SEE_GOALS: goals_clicked,
}
"""What each control does, by the beginning of its action id."""
