"""Noticed: what the rulebook says about a post and what it clashes with, in few lines, where people decide in a list."""

from collections.abc import Sequence
from datetime import datetime

from blocks.clashes import clash_words, open_clashes
from blocks.cutting import cut
from blocks.findings import finding_words, sign_of, weightiest_of
from blocks.text import escape
from domain.campaigns import campaign_gap
from domain.clashes import Standing
from domain.posts import Post
from domain.workspaces import Workspace

SHOWN = 2
"""Lines below a post; the card has them all."""
LINE_SHOWN = 160


def noticed(post: Post, clashes: Sequence[Standing] = (), *, workspace: Workspace, at: datetime) -> list[str]:
    """The weightiest finding and clash as lines of mrkdwn, and how many more the card has.

    Args:
        clashes: those of the post, of which the open ones are shown.
        at: the present, in UTC: exceptions run out.
    """
    found = [f"{sign_of(one, post, at=at)} {finding_words(one)}" for one in weightiest_of(post, at=at)]
    gap = campaign_gap(workspace, post.campaign)
    beside = [clash_words(one, post, gap=gap) for one in open_clashes(clashes)]
    every = [*found[:1], *beside[:1], *found[1:], *beside[1:]]
    hidden = len(every) - SHOWN
    more = [f"and {hidden:,} more on the card"] if hidden > 0 else []
    return [*(escape(cut(one, LINE_SHOWN)) for one in every[:SHOWN]), *more]
