"""Tables: Slack's `data_table` block, for which slack_sdk has no class.

Source: Slack's reference, "Data table block" (2026): 2 to 101 rows with the header, 20 columns, 10,000 characters in all
cells together, 5 rows a page unless said otherwise. As with charts, `Message.simpler` holds the message without it.
"""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import Block

from blocks.cutting import cut
from blocks.text import inline

CELL = 40
"""Weight of a cell, so that a table of the size that people can read stays within the limit."""


class Table(Block):
    """A table that people can sort, and whose first column names each row.

    Args:
        caption: says what is in it, for whoever cannot see it.
        heads: of the columns, 20 at most.
        rows: a text for each column, or a whole number with the text that shows it.
        page: rows at a time, 100 at most.
    """

    def __init__(
        self,
        caption: str,
        *,
        heads: Sequence[str],
        rows: Sequence[Sequence[str | tuple[int, str]]],
        page: int,
        block_id: str,
    ) -> None:
        super().__init__(type="data_table", block_id=block_id)
        self._caption = cut(caption, 3_000)
        self._rows = [heads, *rows]
        self._page = page

    def to_dict(self) -> dict[str, Any]:
        """The block as Slack takes it."""
        return {
            "type": self.type,
            "block_id": self.block_id,
            "caption": self._caption,
            "rows": [[_cell(one) for one in row] for row in self._rows],
            "page_size": self._page,
            "row_header_column_index": 0,
        }


def _cell(value: str | tuple[int, str]) -> dict[str, Any]:
    if isinstance(value, str):
        return {"type": "raw_text", "text": inline(value, limit=CELL)}
    number, text = value
    return {"type": "raw_number", "value": number, "text": text}
