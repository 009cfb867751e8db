"""Paging: twenty at a time, and buttons to the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from slack_sdk.models.blocks import ButtonElement

from blocks.unknown import unknown_button

A_PAGE = 20

One = TypeVar("One")
Which = TypeVar("Which", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[One]):
    """A part of a list.

    Attributes:
        items: what stands on it.
        number: counted from 0.
        last: the number of the last page; 0 when everything fits on one.
        total: how many items there are on all pages.
    """

    items: tuple[One, ...]
    number: int
    last: int
    total: int

    @property
    def words(self) -> str:
        """Where one is, as in "21-40 of 45"; empty when everything is here."""
        first = self.number * A_PAGE
        return f"{first + 1:,}-{first + len(self.items):,} of {self.total:,}" if self.last else ""


def page_of(every: Sequence[One], number: int) -> Page[One]:
    """This page of the list, or the nearest there is: the list may have become shorter."""
    last = max(len(every) - 1, 0) // A_PAGE
    number = min(max(number, 0), last)
    items = tuple(every[number * A_PAGE : (number + 1) * A_PAGE])
    return Page(items=items, number=number, last=last, total=len(every))


def turn_buttons(
    page: Page[One], *, action_id: str, value: Callable[[int], str], labels: tuple[str, str]
) -> list[ButtonElement]:
    """Buttons to the page before and after this one, where there are any.

    Args:
        action_id: the beginning of both.
        value: what a button to the page of this number carries.
        labels: of the button to the page before, and to the one after.
    """
    there = ((page.number - 1, labels[0], "back"), (page.number + 1, labels[1], "on"))
    return [
        ButtonElement(text=label, action_id=f"{action_id}:{way}", value=value(number))
        for number, label, way in there
        if 0 <= number <= page.last
    ]


def read_turn(value: str, lists: type[Which], *, again: str) -> tuple[Which, int]:
    """Which list a button leads to, and which of its pages: "mine:2".

    Args:
        lists: those that there are.
        again: what to do about a button that is none of ours, as a sentence.

    Raises:
        Refusal: no button of ours has such a value.
    """
    name, _, number = value.partition(":")
    if name not in set(lists) or not is_page(number):
        raise unknown_button(again=again)
    return lists(name), int(number)


def is_page(text: str) -> bool:
    """Whether this is the number of a page."""
    return text.isascii() and text.isdecimal() and len(text) < _DIGITS


_DIGITS = 6
URGENCY = ("More urgent", "Less urgent")
AGE = ("Newer", "Older")
