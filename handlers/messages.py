"""Messages: what people type and take away in channels where the bot is, handed to those whose business it is."""

from typing import Any

from slack_bolt import Ack, App, BoltContext

from handlers.agreement import overhear
from handlers.watching import look_at

TYPED_BY_PEOPLE = frozenset({None, "file_share", "thread_broadcast"})
"""Subtypes of messages that people type ("message event"); edits, joins and bots have others."""


def register(app: App) -> None:
    """Listen to messages: one event for all kinds of channel and change."""
    app.event("message")(message_came)


def message_came(ack: Ack, event: dict[str, Any], context: BoltContext) -> None:
    """A message in a channel where the bot is. Most are not its business."""
    if event.get("subtype") in TYPED_BY_PEOPLE and event.get("user") and not event.get("bot_id"):
        overhear(event, context)
        look_at(event, context)
    ack()
