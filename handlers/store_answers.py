"""Store answers: a manager says how their stores are, from the message that asked them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient

from blocks.readiness import NOT_READY, READY
from blocks.readiness_form import NOT_READY_FORM, not_ready_form, read_not_ready
from blocks.targets import read_target
from domain.audit import Action
from domain.managers import managed
from domain.posts import Post, PostId
from domain.refusals import Refusal
from domain.ticking import refuse_ticking, say_not_ready, tick
from domain.workspaces import Workspace
from handlers.deciding import settle
from handlers.kit import caller_of
from handlers.opening import in_front
from handlers.readiness_looking import looked_at, stores_said


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


CLICKS = {READY: ready_clicked, NOT_READY: not_ready_clicked}
FORMS = {NOT_READY_FORM: not_ready_submitted}
"""What `handlers.readiness` hands on to here."""
