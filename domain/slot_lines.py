"""Slot lines: what may stand in each slot of a template, a line each, as people type and read them.

    day: date
    start: time
    price: price in GBP from 10 to 500
    seats: number from 1 to 40
    drink: choice of coffee, tea, cake
    guest: text up to 60; who opens the shop

What follows the semicolon is the hint for whoever fills it. `{store}` and `{city}` need no line.
"""

import re
from decimal import Decimal, InvalidOperation

from domain.refusals import Refusal
from domain.sight import visible
from domain.slots import (
    DEFAULT_TEXT_LIMIT,
    SLOT_NAME_LIMIT,
    TEXT_SLOT_LIMIT,
    Slot,
    SlotKind,
    slot_name,
)

CHOICES_LIMIT = 50
CHOICE_LIMIT = 75
"""Choices of a slot, and characters of each; Slack's "option object" takes no more in its text."""
HINT_LIMIT = 150
"""Characters of a hint; Slack's "input block" takes more, nobody reads them."""
EXAMPLE = "day: date"
_LINE = re.compile(r"\{?(?P<name>[^:{}]+)\}?\s*:\s*(?P<kind>[A-Za-z]+)\b(?P<rest>[^;]*)(?:;(?P<hint>.*))?")
_BOUND = r"[0-9][0-9., ]{0,14}"
_RANGE = re.compile(rf"(?:from\s(?P<low>{_BOUND}?))?\s*(?:(?:up\s)?to\s(?P<high>{_BOUND}?))?\s*")
_PRICE = re.compile(r"in\s(?P<currency>[A-Za-z]{3})\b(?P<range>.*)")
_TEXT = re.compile(r"(?:up\sto\s(?P<most>[0-9]{1,4}))?(?:\scharacters)?\s*")
_CHOICE = re.compile(r"of\s(?P<choices>.+)")


def read_slots(lines: str) -> tuple[Slot, ...]:
    """The slots that these lines describe, in their order; empty lines are left out.

    Raises:
        Refusal: a line cannot be read or says what cannot be; with that line and an example.
    """
    found: dict[str, Slot] = {}
    for line in lines.splitlines():
        words = " ".join(line.split())
        if not words:
            continue
        slot = _slot(words)
        if slot.name in found:
            raise Refusal("{{{name}}} is described twice. Keep one line.", name=slot.name)
        found[slot.name] = slot
    return tuple(found.values())


def slot_words(slot: Slot) -> str:
    """What may stand in a slot, for people: "price in GBP from 10 to 500"."""
    return f"{slot.kind.value}{_rest(slot)}"


def _rest(slot: Slot) -> str:
    currency = f" in {slot.currency}" if slot.currency else ""
    low = "" if slot.lowest is None else f" from {slot.lowest}"
    high = "" if slot.highest is None else f" to {slot.highest}"
    choices = f" of {', '.join(slot.choices)}" if slot.choices else ""
    most = f" up to {slot.most}" if slot.most else ""
    return f"{currency}{low}{high}{choices}{most}"


def _slot(line: str) -> Slot:
    found = _LINE.fullmatch(line)
    if found is None:
        raise Refusal(
            "“{line}” is no slot's line. Write its name, a colon and what it may be, such as “{example}”.",
            line=line[:80],
            example=EXAMPLE,
        )
    name, hint = slot_name(found["name"]), (found["hint"] or "").strip()
    kinds = [one for one in SlotKind if one.typed]
    kind = next((one for one in kinds if one.value == found["kind"].casefold()), None)
    if kind is None:
        raise Refusal(
            "{{{name}}} cannot be “{kind}”. It can be {kinds}.",
            name=name,
            kind=found["kind"],
            kinds=", ".join(one.value for one in kinds),
        )
    if len(name) > SLOT_NAME_LIMIT or not visible(name):
        raise Refusal("A slot's name has 1 to {most} characters.", most=SLOT_NAME_LIMIT)
    if len(hint) > HINT_LIMIT:
        raise Refusal("{{{name}}}: {most} characters is the most for a hint.", name=name, most=HINT_LIMIT)
    return _READERS[kind](name, hint, found["rest"].strip())


def _plain(kind: SlotKind, name: str, hint: str, rest: str) -> Slot:
    if rest:
        raise Refusal(
            "{{{name}}}: I do not understand “{rest}” behind {kind}.", name=name, rest=rest, kind=kind.value
        )
    return Slot(name=name, kind=kind, hint=hint)


def _price(name: str, hint: str, rest: str) -> Slot:
    found = _PRICE.fullmatch(rest)
    if found is None:
        raise Refusal(
            "{{{name}}}: say the currency, such as “{name}: price in GBP from 10 to 500”.", name=name
        )
    low, high = _bounds(name, found["range"].strip())
    return Slot(
        name=name,
        kind=SlotKind.PRICE,
        hint=hint,
        currency=found["currency"].upper(),
        lowest=low,
        highest=high,
    )


def _number(name: str, hint: str, rest: str) -> Slot:
    low, high = _bounds(name, rest)
    return Slot(name=name, kind=SlotKind.NUMBER, hint=hint, lowest=low, highest=high)


def _choice(name: str, hint: str, rest: str) -> Slot:
    found = _CHOICE.fullmatch(rest)
    choices = tuple(dict.fromkeys(one.strip() for one in found["choices"].split(",")) if found else ())
    if len(choices) < 2 or not all(visible(one) for one in choices):  # noqa: PLR2004  # one is no choice
        raise Refusal(
            "{{{name}}}: give two choices or more, such as “{name}: choice of tea, coffee”.", name=name
        )
    if len(choices) > CHOICES_LIMIT or any(len(one) > CHOICE_LIMIT for one in choices):
        raise Refusal(
            "{{{name}}}: {most} choices of {long} characters are the most.",
            name=name,
            most=CHOICES_LIMIT,
            long=CHOICE_LIMIT,
        )
    return Slot(name=name, kind=SlotKind.CHOICE, hint=hint, choices=choices)


def _text(name: str, hint: str, rest: str) -> Slot:
    found = _TEXT.fullmatch(rest)
    most = int(found["most"] or DEFAULT_TEXT_LIMIT) if found else 0
    if not 1 <= most <= TEXT_SLOT_LIMIT:
        raise Refusal(
            "{{{name}}}: say how long it may be, from 1 to {most} characters, such as “{name}: text up to 80”.",
            name=name,
            most=TEXT_SLOT_LIMIT,
        )
    return Slot(name=name, kind=SlotKind.TEXT, hint=hint, most=most)


def _bounds(name: str, rest: str) -> tuple[Decimal | None, Decimal | None]:
    found = _RANGE.fullmatch(rest)
    try:
        low, high = (_decimal(found[one]) for one in ("low", "high")) if found else (None, None)
    except InvalidOperation:
        found = None
    if found is None:
        raise Refusal("{{{name}}}: write bounds as “from 1 to 40”.", name=name)
    if low is not None and high is not None and high < low:
        raise Refusal("{{{name}}}: the bounds are turned round.", name=name)
    return low, high


def _decimal(said: str | None) -> Decimal | None:
    return None if said is None else Decimal(said.replace(",", "").replace(" ", ""))


_READERS = {
    SlotKind.DATE: lambda name, hint, rest: _plain(SlotKind.DATE, name, hint, rest),
    SlotKind.TIME: lambda name, hint, rest: _plain(SlotKind.TIME, name, hint, rest),
    SlotKind.PRICE: _price,
    SlotKind.NUMBER: _number,
    SlotKind.CHOICE: _choice,
    SlotKind.TEXT: _text,
}
