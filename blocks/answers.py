"""Answers: what a form shows when its decision was refused, with the words typed into it to copy."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import Block, RichTextBlock
from slack_sdk.models.views import View

from blocks.approvals import COMMENT
from blocks.elements import preformatted, section
from blocks.inputs import TEXT
from blocks.pleas import BECAUSE
from blocks.state import typed as typed_into
from domain.drafts import TEXT_LIMIT


def explanation(said: str, typed: str = "") -> View:
    """A sentence where a form stood, and the words typed into that form, so that nobody loses them.

    Args:
        said: mrkdwn, as `blocks.text.sentence` makes it.
    """
    blocks: list[Block] = [section(said)]
    if typed:
        blocks.append(RichTextBlock(elements=[preformatted(typed, limit=2 * TEXT_LIMIT)]))
    return View(type="modal", title="Onevoice", close="Close", blocks=blocks)


def read_typed_words(view: Mapping[str, Any]) -> str:
    """The text or the comment that somebody typed into a form of ours; empty when it had neither."""
    return typed_into(view, TEXT) or typed_into(view, COMMENT) or typed_into(view, BECAUSE)
