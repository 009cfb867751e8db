"""Messages: what people type and take away in channels where the bot is, handed to those whose business it is."""

from typing import Any

from slack_bolt import Ack, App, BoltContext

from domain.notices import NoticeId, NoticeKind, Wanted
from handlers.agreement import overhear
from handlers.kit import kit_of, workspace_of
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
    elif deleted := _deleted(event):
        _show_again(event["channel"], deleted, context)
    ack()


def _deleted(event: dict[str, Any]) -> str:
    """Ts of the message that somebody has deleted; empty for any other event.

    A message with answers is not taken away: it is changed into a "tombstone".
    """
    if event.get("subtype") == "message_deleted":
        return str(event.get("deleted_ts", ""))
    changed = event.get("message") or {}
    return str(changed["ts"]) if changed.get("subtype") == "tombstone" else ""


def _show_again(channel: str, ts: str, context: BoltContext) -> None:
    """Somebody has deleted a message: a card of the desk is wanted anew, and the courier finds that it is gone."""
    kit = kit_of(context)
    workspace = workspace_of(context)
    with kit.database.snapshot(workspace) as transaction:
        gone = transaction.notices.shown_at(channel, ts)
        desk = transaction.people.workspace().desk
    if gone is None or gone.kind is not NoticeKind.CARD or gone.place != desk:
        return
    with kit.database.transaction(workspace) as transaction:
        wanted = Wanted(kind=gone.kind, subject=gone.subject, place=gone.place)
        transaction.notices.want(wanted, id=NoticeId(kit.new_id()), at=kit.now())
    kit.wake()
