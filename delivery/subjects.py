"""Subjects: what a notice is about, as it is kept now."""

from delivery.renderings import Gone
from domain.audit import Entry
from domain.notices import Notice, NoticeKind
from domain.posts import Post, PostId
from storage.database import Transaction


def post_of(work: Transaction, id: str) -> Post:
    """The post with this id.

    Raises:
        Gone: it is no longer kept.
    """
    post = work.posts.get(PostId(id))
    if post is None:
        raise Gone("This was about a post that is no longer kept. Nothing to do.")
    return post


def entry_of(work: Transaction, number: str) -> Entry:
    """The line of the record with this number.

    Raises:
        Gone: it is no longer kept.
    """
    entry = work.audit.entry(int(number)) if number.isdigit() else None
    if entry is None:
        raise Gone("This was about a line of the record that is no longer kept. Nothing to do.")
    return entry


def card_of(work: Transaction, post: PostId) -> Notice | None:
    """The post's card that is in Slack; after a change of desk there can be two, and the newest counts."""
    posted = [one for one in work.notices.of(NoticeKind.CARD, post) if one.posted]
    return max(posted, key=lambda one: one.ts, default=None)


def thread_of(work: Transaction, post: Post) -> Notice:
    """The card in whose thread a line about this post belongs.

    Raises:
        Gone: there is none in Slack.
    """
    card = card_of(work, post.id)
    if card is None:
        raise Gone("The card under which this line belongs is not in Slack. Retry the card first, then this.")
    return card
