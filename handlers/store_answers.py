"""Store answers: a manager says how their stores are, from the message that asked them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient

from blocks.briefs import UNDERSTOOD, read_brief
from blocks.readiness import NOT_READY, READY
from blocks.readiness_form import NOT_READY_FORM, not_ready_form, read_not_ready
from blocks.targets import read_target
from domain.audit import Action, Event
from domain.briefs import understand
from domain.managers import managed
from domain.notices import NoticeKind, Wanted
from domain.posts import Post, PostId
from domain.refusals import Refusal
from domain.ticking import refuse_ticking, say_not_ready, tick
from domain.workspaces import Workspace
from handlers.briefing import brief_notice, brief_of
from handlers.deciding import find, settle
from handlers.kit import caller_of, kit_of
from handlers.opening import in_front
from handlers.readiness_looking import looked_at, stores_said
from handlers.wanting import want_each


def ready_clicked(action: dict[str, Any], _: dict[str, Any], __: WebClient, context: BoltContext) -> None:
    """Everything is there in all of the caller's stores."""
    post_id, _version = read_target(action["value"])
    by = caller_of(context).user
    said: dict[str, str] = {}

    def decide(post: Post, workspace: Workspace, at: datetime) -> Post:
        refuse_ticking(post, by=by, at=at, workspace=workspace)
        stores = _own(post, workspace=workspace, context=context)
        said.update(stores_said(stores, workspace=workspace))
        return tick(post, stores=stores, by=by, at=at, workspace=workspace)

    settle(context, post_id, action=Action.READINESS_TICKED, decide=decide, detail=said)


def not_ready_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """Something is missing: the form asks what, and in which of their stores."""
    post_id, _version = read_target(action["value"])
    post, workspace, _readiness = looked_at(post_id, context)
    stores = _own(post, workspace=workspace, context=context)
    in_front(body, client)(not_ready_form(post, stores, workspace=workspace))


def not_ready_submitted(ack: Ack, view: dict[str, Any], _: WebClient, context: BoltContext) -> None:
    """What is missing."""
    post_id, stores, note = read_not_ready(view)
    keep_not_ready(post_id, stores, note, context)
    ack()


def understood_clicked(
    action: dict[str, Any], _: dict[str, Any], __: WebClient, context: BoltContext
) -> None:
    """A manager has read their brief; the card counts it."""
    kit, caller = kit_of(context), caller_of(context)
    at, subject = kit.now(), action["value"]
    with kit.database.transaction(caller.workspace) as work:
        post = find(work, PostId(read_brief(subject)[0]))
        workspace = work.people.workspace()
        found = brief_of(work.briefs.of(post.id), subject=subject, manager=caller.user)
        brief = understand(post, found, by=caller.user, at=at, workspace=workspace)
        work.briefs.understood(brief, at=at)
        number = post.version.number
        work.audit.record(
            Event(action=Action.BRIEF_UNDERSTOOD, by=caller.user, at=at, subject=post.id, version=number)
        )
        shown = [brief_notice(brief)]
        if workspace.desk:
            shown.append(Wanted(kind=NoticeKind.CARD, subject=post.id, place=workspace.desk))
        want_each(work, shown, new_id=kit.new_id, at=at)
    kit.wake()


def keep_not_ready(post_id: PostId, stores: Sequence[str], note: str, context: BoltContext) -> None:
    """Keep that these stores are not ready, and why.

    Raises:
        Refusal, InvalidForm: as `say_not_ready`.
    """
    by = caller_of(context).user
    said = {"comment": note.strip()}

    def decide(post: Post, workspace: Workspace, at: datetime) -> Post:
        said.update(stores_said(stores, workspace=workspace))
        return say_not_ready(post, stores=stores, note=note, by=by, at=at, workspace=workspace)

    settle(context, post_id, action=Action.NOT_READY, decide=decide, detail=said)


def _own(post: Post, *, workspace: Workspace, context: BoltContext) -> tuple[str, ...]:
    stores = managed(post, caller_of(context).user, workspace=workspace)
    if not stores:
        raise Refusal(
            "You do not manage a store of this post any more, so there is nothing to say here. "
            "If you still do, ask an admin to enter you as its manager."
        )
    return stores


CLICKS = {READY: ready_clicked, NOT_READY: not_ready_clicked, UNDERSTOOD: understood_clicked}
FORMS = {NOT_READY_FORM: not_ready_submitted}
"""What `handlers.readiness` hands on to here."""
