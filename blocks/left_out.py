"""Left out: which stores a post goes without as they were not ready, and that its text says otherwise."""

from blocks.readiness_words import some_stores
from blocks.text import escape, inline
from domain.claims import every_store_claim
from domain.posts import Post, State
from domain.readiness import left_out
from domain.versions import Content
from domain.workspaces import Workspace

NAMED = 30
"""Stores that "Details" names; what is left out is rarely more."""
CLAIM_SHOWN = 80


def left_out_words(post: Post, *, workspace: Workspace) -> str:
    """For the card, as mrkdwn: "Left out: Leeds and York. The text says “in all our stores”."; empty where it claims nothing."""
    said = claim_words(post.version.content)
    keys = left_out(post, workspace=workspace) if said and post.state not in _OVER else ()
    return f"🚫 Left out: {some_stores(keys, workspace=workspace)}. {said}" if keys else ""


def all_left_out(post: Post, *, workspace: Workspace) -> str:
    """For "Details": every store that was left out, by name, as mrkdwn; empty for none."""
    keys = left_out(post, workspace=workspace)
    if not keys:
        return ""
    names = some_stores(keys, workspace=workspace, limit=NAMED)
    return f"🚫 Left out of this post: {names}. {claim_words(post.version.content)}".rstrip()


def claim_words(content: Content) -> str:
    """That a text promises something in every store, in its own words, as mrkdwn; empty where it does not."""
    claim = every_store_claim(content)
    return f"The text says “{escape(inline(claim, limit=CLAIM_SHOWN))}”." if claim else ""


_OVER = frozenset({State.REJECTED, State.WITHDRAWN, State.EXPIRED})
"""What does not go out promises nothing."""
