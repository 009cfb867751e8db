"""App Home: somebody opened the bot."""

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from blocks.home import PROPOSE, home
from handlers.kit import caller_of, kit_of
from handlers.people import has_asked
from handlers.proposals import open_form


def register(app: App) -> None:
    """Listen to the Home being opened, and to its button."""
    app.event("app_home_opened")(home_opened)
    app.action(PROPOSE)(propose_clicked)


def home_opened(ack: Ack, client: WebClient, context: BoltContext) -> None:
    """Show what this person can do now."""
    caller = caller_of(context)
    with kit_of(context).database.transaction(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
        asked = has_asked(transaction, caller.user)
    client.views_publish(user_id=caller.user, view=home(workspace, caller.user, asked=asked))
    ack()


def propose_clicked(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """The Home's button "Propose a post"."""
    open_form("", body["trigger_id"], client, context)
    ack()
