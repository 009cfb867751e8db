"""Answers: what a form shows when its decision was refused, with the words typed into it to copy."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block, RichTextBlock
from slack_sdk.models.views import View

from blocks.elements import lines, preformatted, section, words
from blocks.state import typed

LINES_LIMIT = 40
"""Inputs whose words are shown; no form has as many."""
WORDS_LIMIT = 15_000
"""Weight of one input's words: all 3,000 characters that Slack's "plain-text input element" takes, whichever."""


def explanation(said: str, typed: Sequence[tuple[str, str]] = ()) -> View:
    """A sentence where a form stood, and the words typed into that form, so that nobody loses them.

    Args:
        said: mrkdwn, as `blocks.sentences.sentence` makes it.
        typed: labels of inputs and what was typed into them.
    """
    blocks: list[Block] = [section(said)]
    for label, text in typed[:LINES_LIMIT]:
        blocks += [
            lines([words(f"{label}, to copy:")]),
            RichTextBlock(elements=[preformatted(text, limit=WORDS_LIMIT)]),
        ]
    return View(type="modal", title="Onevoice", close="Close", blocks=blocks)


def read_typed_words(view: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Everything that stands in the text inputs of a form, each with its label, from top to bottom."""
    return list(_typed(view))


def _typed(view: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for block in view["blocks"]:
        if block["type"] == "input" and block["element"]["type"] == "plain_text_input":
            text = typed(view, block["block_id"])
            if text.strip():
                yield block["label"]["text"], text
