"""Waivers: "Waive seat" in the menu."""

from typing import Any

from slack_bolt import Ack, App, BoltContext

from blocks.waivers import WAIVE_FORM, read_waiver, waive_form
from domain.audit import Action
from domain.posts import PostId
from domain.waivers import refuse_waiving, waivable, waive
from handlers.kit import caller_of, kit_of
from handlers.opening import Show, close
from handlers.record import find, settle


def register(app: App) -> None:
    """Listen to the form."""
    app.view(WAIVE_FORM)(waiver_submitted)


def waive_chosen(post_id: PostId, version: int, show: Show, context: BoltContext) -> None:
    """Somebody wants to waive a seat: the form asks which of those they may, and why."""
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.transaction(caller.workspace) as transaction:
        post = find(transaction, post_id)
        workspace = transaction.people.workspace()
    refuse_waiving(post, version=version, by=caller.user, at=at, workspace=workspace)
    mine = waivable(post, by=caller.user, at=at, workspace=workspace)
    show(waive_form(post, mine, workspace=workspace))


def waiver_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The waiver, with its reason."""
    post_id, version, department, reason = read_waiver(view)
    by = caller_of(context).user
    settle(
        context,
        post_id,
        action=Action.WAIVED,
        decide=lambda post, workspace, at: waive(
            post,
            department=department,
            version=version,
            by=by,
            at=at,
            reason=reason,
            workspace=workspace,
        ),
    )
    close(ack, view)
