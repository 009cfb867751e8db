"""Touched: what a post is about besides its text, as its card says it."""

from slack_sdk.models.blocks import Block

from blocks.consent import consent_words
from blocks.elements import context
from blocks.labels import label_words
from blocks.left_out import left_out_words
from blocks.store_words import stores_line
from blocks.template_words import use_words
from domain.posts import Post
from domain.workspaces import Workspace


def touched(post: Post, *, workspace: Workspace) -> list[Block]:
    """Its labels and stores, the template it was made from, and the stores that it leaves out: a line each, or none."""
    stores = [f"🏬 {stores_line(post.stores, workspace=workspace)}"] if post.stores else []
    consent = consent_words(post)
    labels = [*label_words(post, workspace=workspace), *stores, *([consent] if consent else [])]
    told = (
        " · ".join(labels),
        use_words(post, workspace=workspace),
        left_out_words(post, workspace=workspace),
    )
    return [context(one) for one in told if one]
