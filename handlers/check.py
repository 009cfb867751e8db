"""Checking words against the rulebook: answered to the person who asked, and to nobody else."""

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from blocks.check import CHECK_MESSAGE_SHORTCUT, nothing_to_check, verdict_form, verdict_message
from blocks.typed import as_typed
from handlers.kit import Asked, caller_of, kit_of
from rulebook.lengths import measure_everywhere


def register(app: App) -> None:
    """Listen to the message shortcut; the command comes by `handlers.commands`."""
    app.shortcut(CHECK_MESSAGE_SHORTCUT)(check_message_shortcut)


def check_command(asked: Asked) -> None:
    """`/social check <text>`."""
    if not asked.words:
        asked.ack(**nothing_to_check().payload())
        return
    caller = caller_of(asked.context)
    verdict = kit_of(asked.context).verdict(
        asked.words, workspace=caller.workspace, writers=frozenset({caller.user})
    )
    asked.ack(**verdict_message(asked.words, verdict, measure_everywhere(asked.words)).payload())


def check_message_shortcut(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """The message shortcut "Check wording"; the answer opens as a form only its reader sees."""
    text = as_typed(body["message"].get("text", ""))
    verdict = kit_of(context).verdict(text, workspace=caller_of(context).workspace)
    shown = verdict_form(text, verdict, measure_everywhere(text))
    client.views_open(trigger_id=body["trigger_id"], view=shown)
    ack()
