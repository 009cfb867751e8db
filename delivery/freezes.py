"""Freezes: what the desk reads about them."""

from datetime import datetime

from blocks.freeze_news import freeze_news
from delivery.renderings import Gone, Letter
from domain.freezes import find_freeze
from domain.notices import Notice
from storage.database import Transaction


def froze(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """What the desk reads about a freeze. The subject is its id."""
    events = [one.event for one in work.audit.of(notice.subject)]
    if not events:
        raise Gone("This was about a freeze that is no longer kept. Nothing to do.")
    freeze = find_freeze(work.people.workspace(), notice.subject)
    return Letter(draw=lambda _: freeze_news(events, freeze=freeze), since=events[-1].at)
