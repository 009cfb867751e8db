"""Fitting: as many blocks as a view may hold, and a word about the rest."""

import json
from collections.abc import Iterable

from slack_sdk.models.blocks import Block

from blocks.elements import context

BLOCKS_LIMIT = 100
SIZE_LIMIT = 200_000
"""Characters of the blocks as JSON; a view may have 250 KB (Slack's reference, "Modals")."""


def fitting(blocks: Iterable[Block], *, rest: str, room: int = SIZE_LIMIT) -> list[Block]:
    """The first blocks of a story, as many as one view takes.

    Args:
        rest: mrkdwn; where the reader finds what did not fit.
        room: characters of them as JSON, where other blocks need some too.
    """
    kept: list[Block] = []
    size = 0
    for block in blocks:
        size += len(json.dumps(block.to_dict()))
        if size > room or len(kept) == BLOCKS_LIMIT - 1:
            return [*kept, context(rest)]
        kept.append(block)
    return kept
