"""The Home's pages: how far each of its lists is turned."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from blocks.paging import is_page
from blocks.unknown import unknown_button

TURN = "home_turn"
"""What the action ids of the buttons that turn a list begin with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Which page of each list is open, counted from 0. Written as in "0:2"."""

    tasks: int = 0
    mine: int = 0

    def __str__(self) -> str:
        return f"{self.tasks}:{self.mine}"


FIRST_PAGES = Pages()


def read_pages(value: str) -> Pages:
    """The pages that a button leads to, or that a Home shows.

    Raises:
        Refusal: nothing of ours looks like this.
    """
    tasks, _, mine = value.partition(":")
    if not (is_page(tasks) and is_page(mine)):
        raise unknown_button(again="Open your Home again.")
    return Pages(tasks=int(tasks), mine=int(mine))


def pages_of(home: Mapping[str, Any]) -> Pages:
    """The pages that a Home shows; the first ones of a Home that is older than pages."""
    metadata = str(home.get("private_metadata") or FIRST_PAGES)
    return read_pages(metadata)
