"""History: the versions of a post, and any two of them side by side."""

import re
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from blocks.changes import edits_of
from blocks.history import COMPARE, history_form, read_comparison
from domain.posts import PostId
from handlers.deciding import look_up
from handlers.kit import caller_of, kit_of
from handlers.opening import Show


def register(app: App) -> None:
    """Listen to the two menus of the form; the form itself is a choice of the card's menu."""
    app.action(re.compile(f"^{COMPARE}_"))(versions_chosen)


def history_chosen(post_id: PostId, _: int, show: Show, context: BoltContext) -> None:
    """Every version, for whoever asks."""
    show(_history(post_id, context))


def versions_chosen(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """Two versions were chosen: what changed between them."""
    view = body["view"]
    post_id, old, new = read_comparison(view)
    client.views_update(view_id=view["id"], hash=view["hash"], view=_history(post_id, context, old, new))
    ack()


def _history(post_id: PostId, context: BoltContext, old: int | None = None, new: int | None = None) -> View:
    with kit_of(context).database.snapshot(caller_of(context).workspace) as transaction:
        post, workspace = look_up(transaction, post_id), transaction.people.workspace()
        edits = edits_of(transaction.audit.of(post_id))
    return history_form(post, workspace=workspace, edits=edits, old=old, new=new)
