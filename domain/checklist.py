"""Checklist: what has to be true in a store before a promise about it goes out, and the kinds of promises there are."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum


class Promise(StrEnum):
    """What a post can promise that stores have to keep; an author's tag of the same words says it, too."""

    OFFER = "offer"
    EVENT = "event"
    CLICK_AND_COLLECT = "click and collect"
    STAFF_ADVICE = "staff advice"
    RECRUITING = "recruiting day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of the checklist.

    Attributes:
        key: by which ticks know it; never changes.
        name: what people tick.
        promises: the kinds of promises it is asked for; empty for all.
    """

    key: str
    name: str
    promises: frozenset[Promise] = frozenset()


SHIPPED_CHECKLIST = (
    Item(key="staff", name="Staff briefed"),
    Item(
        key="stock",
        name="Stock is there",
        promises=frozenset({Promise.OFFER, Promise.CLICK_AND_COLLECT, Promise.STAFF_ADVICE}),
    ),
    Item(key="signage", name="Signage is up"),
    Item(
        key="till",
        name="Till or code works",
        promises=frozenset({Promise.OFFER, Promise.CLICK_AND_COLLECT}),
    ),
    Item(key="hours", name="Hours are covered"),
)
"""What holds until an admin says otherwise (PRODUCT.md section 1)."""


def items_for(promises: AbstractSet[Promise], *, checklist: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items to tick for such promises, in the checklist's order.

    Where the kind of the promise is not known, or no item is for it, all of them: fail closed.
    """
    asked = tuple(one for one in checklist if not one.promises or one.promises & promises)
    return asked if promises and asked else checklist
