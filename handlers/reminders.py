"""Reminders: the one button of theirs that no other message has; what they decide goes the card's way."""

from slack_bolt import Ack, App

from blocks.reminders import OPEN_CARD


def register(app: App) -> None:
    """Listen to "Open card"."""
    app.action(OPEN_CARD)(open_clicked)


def open_clicked(ack: Ack) -> None:
    """Slack has followed the link by itself, and only wants to hear that it was heard."""
    ack()
