"""The customer's way: taking over the step that a text suggests, and what admins call the steps."""

from collections.abc import Iterable
from typing import Any

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient

from blocks.journey import (
    SERVE,
    STEPS,
    STEPS_FORM,
    TAKE,
    names_now,
    read_steps,
    read_suggested,
    steps_form,
    with_step,
)
from domain.aiming import choose_step
from domain.audit import Action
from domain.journey import Step
from domain.posts import Post
from domain.refusals import Refusal
from domain.step_names import rename_steps
from domain.workspaces import Workspace
from handlers.deciding import settle
from handlers.kit import caller_of, kit_of
from handlers.posts import details_chosen
from handlers.setup_changes import MEANWHILE, admins_workspace, change_setup
from handlers.setup_overview import show_under
from handlers.showing import show_posts
from storage.database import Transaction


def _take_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    step, _ = read_suggested(action["value"])
    view = body["view"]
    with kit_of(context).database.snapshot(caller_of(context).workspace) as work:
        workspace = work.people.workspace()
    form = with_step(view, step, workspace=workspace)
    client.views_update(view_id=view["id"], hash=view["hash"], view=form)


def _serve_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    step, post_id = read_suggested(action["value"])
    by = caller_of(context).user
    settle(
        context,
        post_id,
        action=Action.REVISED,
        decide=lambda post, workspace, _: choose_step(post, step, by=by, workspace=workspace),
    )
    details_chosen(
        post_id, 0, lambda view: client.views_update(view_id=body["view"]["id"], view=view), context
    )


def _steps_clicked(_: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    client.views_push(trigger_id=body["trigger_id"], view=steps_form(admins_workspace(context)))


def steps_submitted(ack: Ack, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """The steps' new names; every card under way that says one of them shows it."""
    kit, by = kit_of(context), caller_of(context).user
    names, seen = read_steps(view)

    def renamed(work: Transaction, workspace: Workspace) -> Workspace:
        if names_now(workspace) != seen:
            raise Refusal(MEANWHILE)
        after = rename_steps(workspace, names, by=by)
        changed = [one for one in Step if after.step_name(one) != workspace.step_name(one)]
        if changed:
            under_way = work.posts.under_way(at=kit.now(), held=False)
            show_posts(work, _serving(under_way, changed), new_id=kit.new_id, at=kit.now())
        return after

    change_setup(context, renamed)
    ack()
    show_under(view, client, context)


def _serving(posts: Iterable[Post], steps: Iterable[Step]) -> list[Post]:
    wanted = frozenset(steps)
    return [one for one in posts if one.aim.step in wanted]


CLICKS = {TAKE: _take_clicked, SERVE: _serve_clicked, STEPS: _steps_clicked}
FORMS = {STEPS_FORM: steps_submitted}
"""What `handlers.setting_up` hands on to here."""
