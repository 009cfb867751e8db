"""Searching: the input above a list that is searched, and the way back to all of it."""

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, PlainTextInputElement

from blocks.elements import plain
from blocks.fields import PLACEHOLDER_LIMIT, field_input
from blocks.text import sendable

ALL = "all"
"""What the action id of "Show all" ends with; the list's own stands before it."""


def search_blocks(
    field: str, words: str, *, limit: int, action_id: str, hint: str = "", placeholder: str = ""
) -> list[Block]:
    """Where words are searched for; below it, once some were, the button "Show all".

    An empty search shows all, too, but nobody has to find that out.

    Args:
        limit: characters that it takes.
        action_id: what the button's begins with.
    """
    element = PlainTextInputElement(
        # Slack keeps what was typed under an id, so that an emptied input needs another one.
        action_id=f"{field}_{ALL}" if not words else field,
        initial_value=sendable(words)[:limit] or None,
        max_length=limit,
        placeholder=plain(placeholder, PLACEHOLDER_LIMIT) if placeholder else None,
    )
    search = field_input(field, "Search", element, hint=hint)
    if not words:
        return [search]
    button = ButtonElement(text="Show all", action_id=f"{action_id}:{ALL}", value=ALL)
    return [search, ActionsBlock(block_id=f"{action_id}:{ALL}", elements=[button])]
