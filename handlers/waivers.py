"""Waivers: "Waive seat" in the menu; its form comes by `handlers.posts`."""

from datetime import datetime
from typing import Any

from slack_bolt import Ack, BoltContext

from blocks.waivers import READINESS, read_waiver, waive_form
from domain.audit import Action
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import UserId
from domain.posts import Post, PostId
from domain.readiness_waivers import refuse_readiness_waiver, waive_readiness
from domain.refusals import Refusal
from domain.waivers import refuse_waiving, waivable, waive
from domain.workspaces import Workspace
from handlers.deciding import read_post, settle
from handlers.kit import Kit, caller_of, kit_of
from handlers.opening import Show, close
from storage.database import Transaction


def waive_chosen(post_id: PostId, version: int, show: Show, context: BoltContext) -> None:
    """Somebody wants to waive a seat: the form asks which of those they may, and why."""
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    post, workspace = read_post(post_id, context)
    mine = waivable(post, by=caller.user, at=at, workspace=workspace)
    readiness = _may_waive_readiness(post, version=version, by=caller.user, workspace=workspace)
    if not readiness:
        refuse_waiving(post, version=version, by=caller.user, at=at, workspace=workspace)
    show(waive_form(post, mine, workspace=workspace, readiness=readiness))


def _may_waive_readiness(post: Post, *, version: int, by: UserId, workspace: Workspace) -> bool:
    try:
        refuse_readiness_waiver(post, version=version, by=by, workspace=workspace)
    except Refusal:
        return False
    return True


def waiver_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The waiver, with its reason: of a seat, or of the stores' readiness."""
    post_id, version, department, reason = read_waiver(view)
    if department == READINESS:
        _waive_readiness(post_id, version, reason, context)
    else:
        _waive_seat(post_id, version, department, reason, context)
    close(ack, view)


def _waive_readiness(post_id: PostId, version: int, reason: str, context: BoltContext) -> None:
    by = caller_of(context).user
    settle(
        context,
        post_id,
        action=Action.READINESS_WAIVED,
        decide=lambda post, workspace, at: waive_readiness(
            post, version=version, reason=reason, by=by, at=at, workspace=workspace
        ),
        detail={"comment": reason.strip()},
    )


def _waive_seat(post_id: PostId, version: int, department: str, reason: str, context: BoltContext) -> None:
    kit, by = kit_of(context), caller_of(context).user
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


def _tell_admins(kit: Kit, transaction: Transaction, seat: str, *, at: datetime) -> None:
    """Those who heard that nobody can fill the seat read that the post no longer waits for it."""
    for told in transaction.notices.of(NoticeKind.VACANT_SEAT, seat):
        wanted = Wanted(kind=NoticeKind.VACANT_SEAT, subject=seat, place=told.place)
        transaction.notices.want(wanted, id=NoticeId(kit.new_id()), at=at)
