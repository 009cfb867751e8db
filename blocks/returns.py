"""Returns: the line about a card that was deleted by hand and stands in the desk again."""

from blocks.messages import Message, said
from blocks.text import escape, inline, linked
from domain.posts import Post

TITLE_SHOWN = 150


def card_returned(post: Post, *, card_link: str) -> Message:
    """Says what happened; with a link when the line does not stand under the card itself."""
    title = escape(inline(post.title, limit=TITLE_SHOWN))
    return said(f"♻️ The card of “{linked(title, card_link)}” was deleted; here it is again.")
