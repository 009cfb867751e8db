"""Slots: the places of a template that stores fill, written in braces, and what may stand in each.

`Come to {store} on {day}` has two slots; `{{` and `}}` are braces that stay braces. What is between slots is locked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

SLOT_NAME_LIMIT = 30
"""Characters of a slot's name; it is a field's label."""
SLOTS_LIMIT = 20
"""Slots of a template: more is a post of its own."""
TEXT_SLOT_LIMIT = 300
"""Characters of a free text: what is longer is no filling but a post that somebody has to read."""
DEFAULT_TEXT_LIMIT = 80
"""Characters of a free text for which nobody said how many."""
_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|[{}]")


class SlotKind(StrEnum):
    """What may stand in a slot."""

    STORE = "store"
    """The chosen store's name; nobody types it."""
    CITY = "city"
    """The chosen store's city; nobody types it."""
    DATE = "date"
    TIME = "time"
    PRICE = "price"
    NUMBER = "number"
    CHOICE = "choice"
    TEXT = "text"

    @property
    def typed(self) -> bool:
        """Whether a person fills it; else the chosen store does."""
        return self not in {SlotKind.STORE, SlotKind.CITY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place of a template that is filled anew each time.

    Attributes:
        name: in small letters; what stands in the braces.
        hint: what the person who fills it should know; empty without one.
        most: characters of a free text, at most; 0 for other kinds.
        choices: what can be chosen, for a choice; else empty.
        currency: ISO 4217 code that a price has to be in; empty for other kinds.
        lowest: the least number or price; None where nobody said.
        highest: the greatest number or price; None where nobody said.
    """

    name: str
    kind: SlotKind
    hint: str = ""
    most: int = 0
    choices: tuple[str, ...] = ()
    currency: str = ""
    lowest: Decimal | None = None
    highest: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a template's text.

    Attributes:
        text: the words as readers will see them; for a slot empty.
        slot: the slot's name; empty for words.
    """

    text: str = ""
    slot: str = ""


class BraceError(ValueError):
    """A text whose braces say nothing; the message is a sentence for its author."""


def slot_name(typed: str) -> str:
    """The name of a slot as it is kept: "{ Opening  Day }" is "opening day"."""
    return " ".join(typed.split()).casefold()


def slot_field(name: str) -> str:
    """The field of a form in which this slot is filled."""
    return f"slot_{name}"


def pieces(text: str) -> tuple[Piece, ...]:
    """The words and slots of a template's text, in their order.

    Raises:
        BraceError: a brace opens or closes no slot, or a slot's name is missing or too long.
    """
    return tuple(_pieces(text))


def _pieces(text: str) -> Iterator[Piece]:
    words, at = "", 0
    for token in _TOKEN.finditer(text):
        words += text[at : token.start()]
        at = token.end()
        if token[0] in {"{{", "}}"}:
            words += token[0][0]
            continue
        name = slot_name(token[1] or "")
        if not name:
            raise BraceError(
                f"“{text[max(token.start() - 10, 0) : token.end() + 10]}”: this brace makes no slot. "
                "Write {store} for a slot, and {{ or }} for a brace."
            )
        if len(name) > SLOT_NAME_LIMIT:
            raise BraceError(
                f"“{name[:SLOT_NAME_LIMIT]}…”: {SLOT_NAME_LIMIT} characters is the most for a slot's name."
            )
        if words:
            yield Piece(text=words)
            words = ""
        yield Piece(slot=name)
    if words := words + text[at:]:
        yield Piece(text=words)


def slots_in(text: str) -> tuple[str, ...]:
    """The names of a text's slots, each once, in their order.

    Raises:
        BraceError: as `pieces`.
    """
    return tuple(dict.fromkeys(one.slot for one in pieces(text) if one.slot))


def locked_words(text: str) -> str:
    """What stands outside the slots.

    Raises:
        BraceError: as `pieces`.
    """
    return "".join(one.text for one in pieces(text))


def with_braces(words: str) -> str:
    """Words as they have to stand in a template's text, so that none of their braces makes a slot."""
    return words.replace("{", "{{").replace("}", "}}")
