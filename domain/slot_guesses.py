"""Slot guesses: what of a text would be another one in another store, and so wants a slot.

By patterns that anybody can follow; people decide. What stands in links, mentions, hashtags and codes is left alone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from domain.people import Store
from domain.slots import SLOTS_LIMIT, Slot, SlotKind, with_braces

_MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b,?\s"
_DATE = re.compile(
    rf"\b(?:{_WEEKDAY}(?:the\s)?)?\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTHS}(?:,?\s\d{{4}}\b)?"
    rf"|\b(?:{_WEEKDAY})?{_MONTHS}\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}}\b)?"
    r"|\b\d{4}-\d{2}-\d{2}\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?[ap]\.?m\b\.?)?|\b(?:1[0-2]|[1-9])\s?[ap]m\b", re.IGNORECASE
)
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d{2})?|\d{1,7}(?:[.,]\d{2})?"
_PRICE = re.compile(
    rf"(?P<sign>[£€$])\s?(?:{_NUMBER})(?![\d%])|(?<![\d.,])(?:{_NUMBER})\s?(?P<behind>[£€$]|GBP\b|EUR\b|USD\b|CHF\b)"
)
_COUNT = re.compile(
    r"(?<![\w.,:/#@%+-])(?<!\d\s)(?<!for\s)[1-9]\d{0,4}(?![\w:/%-]|[.,]\d|\s\d|\s?(?:%|percent\b|per\scent\b|for\s\d))",
    re.IGNORECASE,
)
_UNTOUCHED = re.compile(r"https?://\S+|www\.\S+|[@#][\w.]+|\b(?=\w*\d)(?=\w*[A-Z])[A-Z0-9_-]{4,}\b")
_CURRENCIES = {"£": "GBP", "€": "EUR", "$": "USD"}
_NAMES = {
    SlotKind.STORE: "store",
    SlotKind.CITY: "city",
    SlotKind.DATE: "day",
    SlotKind.TIME: "time",
    SlotKind.PRICE: "price",
    SlotKind.NUMBER: "number",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """Something that wants a slot.

    Attributes:
        words: what stands there now.
        start: in code points; `end` is exclusive.
    """

    slot: Slot
    words: str
    start: int
    end: int


def guesses(text: str, *, stores: Iterable[Store]) -> tuple[Guess, ...]:
    """What of this text would be another one in another store, in its order; the same words get the same slot.

    Args:
        stores: whose names and cities are looked for; those that the post touches, or all.
    """
    taken = [(one.start(), one.end()) for one in _UNTOUCHED.finditer(text)]
    found: list[Guess] = []
    for kind, start, end, currency in _places(text, stores):
        if any(start < last and first < end for first, last in taken):
            continue
        taken.append((start, end))
        slot = Slot(name="", kind=kind, currency=currency)
        found.append(Guess(slot=slot, words=text[start:end], start=start, end=end))
    return _named(sorted(found, key=lambda one: one.start))


def with_slots(text: str, found: Iterable[Guess]) -> str:
    """The text as a template has it, with slots in the place of these guesses."""
    said, at = "", 0
    for one in found:
        said += f"{with_braces(text[at : one.start])}{{{one.slot.name}}}"
        at = one.end
    return said + with_braces(text[at:])


def _places(text: str, stores: Iterable[Store]) -> Iterator[tuple[SlotKind, int, int, str]]:
    """Kind, place and currency of everything that looks like one; what is surest comes first."""
    for kind, names in _store_names(stores):
        longest = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
        for one in re.finditer(rf"(?<!\w)(?:{longest})(?!\w)", text, re.IGNORECASE) if names else ():
            yield kind, one.start(), one.end(), ""
    for one in _PRICE.finditer(text):
        sign = one["sign"] or one["behind"]
        yield SlotKind.PRICE, one.start(), one.end(), _CURRENCIES.get(sign, sign)
    for kind, pattern in ((SlotKind.DATE, _DATE), (SlotKind.TIME, _TIME), (SlotKind.NUMBER, _COUNT)):
        for one in pattern.finditer(text):
            yield kind, one.start(), one.end(), ""


def _store_names(stores: Iterable[Store]) -> tuple[tuple[SlotKind, set[str]], ...]:
    every = tuple(stores)
    names = {one.name for one in every if one.name.strip()}
    return (SlotKind.STORE, names), (SlotKind.CITY, {one.city for one in every if one.city.strip()} - names)


def _named(found: list[Guess]) -> tuple[Guess, ...]:
    """With names: the same words share one, other words of a kind get a number. A store has one name, so its kinds too."""
    names: dict[tuple[SlotKind, str], str] = {}
    counted: dict[SlotKind, int] = {}
    named = []
    for one in found:
        kind = one.slot.kind
        key = (kind, one.words.casefold() if kind.typed else "")
        if key not in names:
            if len(names) == SLOTS_LIMIT:
                continue
            counted[kind] = counted.get(kind, 0) + 1
            number = counted[kind]
            names[key] = _NAMES[kind] if number == 1 else f"{_NAMES[kind]} {number}"
        named.append(replace(one, slot=replace(one.slot, name=names[key])))
    return tuple(named)
