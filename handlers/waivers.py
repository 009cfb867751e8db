"""Waivers: "Waive seat" in the menu."""

from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext

from blocks.waivers import WAIVE_FORM, read_waiver, waive_form
from domain.audit import Action
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.posts import PostId
from domain.waivers import refuse_waiving, waivable, waive
from handlers.deciding import look_up, settle
from handlers.kit import Kit, caller_of, kit_of
from handlers.opening import Show, close
from storage.database import Transaction


def register(app: App) -> None:
    """Listen to the form."""
    app.view(WAIVE_FORM)(waiver_submitted)


def waive_chosen(post_id: PostId, version: int, show: Show, context: BoltContext) -> None:
    """Somebody wants to waive a seat: the form asks which of those they may, and why."""
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.snapshot(caller.workspace) as transaction:
        post = look_up(transaction, post_id)
        workspace = transaction.people.workspace()
    refuse_waiving(post, version=version, by=caller.user, at=at, workspace=workspace)
    mine = waivable(post, by=caller.user, at=at, workspace=workspace)
    show(waive_form(post, mine, workspace=workspace))


def waiver_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The waiver, with its reason."""
    kit, by = kit_of(context), caller_of(context).user
    post_id, version, department, reason = read_waiver(view)
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
        and_then=lambda transaction, post, at: _tell_admins(
            kit, transaction, f"{post.id}/{department}", at=at
        ),
    )
    close(ack, view)


def _tell_admins(kit: Kit, transaction: Transaction, seat: str, *, at: datetime) -> None:
    """Those who heard that nobody can fill the seat read that the post no longer waits for it."""
    for told in transaction.notices.of(NoticeKind.VACANT_SEAT, seat):
        wanted = Wanted(kind=NoticeKind.VACANT_SEAT, subject=seat, place=told.place)
        transaction.notices.want(wanted, id=NoticeId(kit.new_id()), at=at)
