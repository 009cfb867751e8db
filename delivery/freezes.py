"""Freezes: what the desk reads about them."""

from datetime import datetime

from blocks.freeze_news import LATE, freeze_news
from delivery.renderings import Bundle, Gone
from domain.freezes import find_freeze
from domain.notices import Notice, NoticeKind
from domain.posts import PostId
from storage.database import Transaction


def froze(notice: Notice, *, work: Transaction, at: datetime) -> Bundle:  # noqa: ARG001  # as every renderer
    """What the desk reads about a freeze. The subject is its id."""
    events = [one.event for one in work.audit.of(notice.subject)]
    if not events:
        raise Gone("This was about a freeze that is no longer kept. Nothing to do.")
    freeze = find_freeze(work.people.workspace(), notice.subject)
    late = [PostId(one) for one in events[-1].detail.get(LATE, "").split(",") if one]
    posts = work.posts.some(late)
    cards = work.notices.posted(NoticeKind.CARD, late)
    return Bundle(
        draw=lambda links: freeze_news(events, freeze=freeze, late=posts, links=links),
        cards={PostId(id): card for id, card in cards.items()},
        since=events[-1].at,
    )
