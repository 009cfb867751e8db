"""History: the versions of a post, and any two of them side by side."""

import re
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from blocks.changes import edits_of
from blocks.history import COMPARE, history_form, read_comparison
from domain.posts import PostId
from handlers.deciding import find
from handlers.kit import caller_of, kit_of
from handlers.opening import Show


def register(app: App) -> None:
    """Listen to the two menus of the form; the form itself is a choice of the card's menu."""
    app.action(re.compile(f"^{COMPARE}_"))(versions_chosen)


def history_chosen(post_id: PostId, _: int, show: Show, context: BoltContext) -> None:
    """Every version, for whoever asks."""
    with kit_of(context).database.transaction(caller_of(context).workspace) as transaction:
        post = find(transaction, post_id)
        workspace = transaction.people.workspace()
        edits = edits_of(transaction.audit.of(post_id))
    show(history_form(post, workspace=workspace, edits=edits))


def versions_chosen(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """Two versions were chosen: what changed between them."""
    view = body["view"]
    post_id, old, new = read_comparison(view)
    with kit_of(context).database.transaction(caller_of(context).workspace) as transaction:
        post = find(transaction, post_id)
        workspace = transaction.people.workspace()
        edits = edits_of(transaction.audit.of(post_id))
    form = history_form(post, workspace=workspace, edits=edits, old=old, new=new)
    client.views_update(view_id=view["id"], hash=view["hash"], view=form)
    ack()
