"""Holds: "Hold" in the menu, and "Release" on the card of a post that is on hold."""

from typing import Any

from slack_bolt import Ack, App, BoltContext

from blocks.approvals import read_comment
from blocks.holds import RELEASE, hold_form
from blocks.targets import read_target
from domain.audit import Action
from domain.holds import hold, refuse_hold, release
from domain.posts import PostId
from handlers.deciding import read_post, settle
from handlers.kit import caller_of
from handlers.opening import Show


def register(app: App) -> None:
    """Listen to the button; the form comes by `handlers.posts`."""
    app.action(RELEASE)(release_clicked)


def hold_chosen(post_id: PostId, _: int, show: Show, context: BoltContext) -> None:
    """Somebody wants the post to wait: the form asks what for."""
    caller = caller_of(context)
    post, workspace = read_post(post_id, context)
    refuse_hold(post, by=caller.user, workspace=workspace)
    show(hold_form(post))


def hold_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The hold, with its reason."""
    post_id, _, reason = read_comment(view)
    by = caller_of(context).user
    settle(
        context,
        post_id,
        action=Action.HELD,
        decide=lambda post, workspace, at: hold(post, by=by, at=at, reason=reason, workspace=workspace),
        detail={"comment": reason.strip()},
    )
    ack()


def release_clicked(ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
    """The post goes on."""
    post_id, _ = read_target(action["value"])
    by = caller_of(context).user
    settle(
        context,
        post_id,
        action=Action.RELEASED,
        decide=lambda post, workspace, at: release(post, by=by, at=at, workspace=workspace),
        detail={},
    )
    ack()
