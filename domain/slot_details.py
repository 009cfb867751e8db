"""Slot details: what whoever makes a template types about a slot, and the slot that comes of it."""

import re
from decimal import Decimal

from domain.refusals import Refusal
from domain.slots import DEFAULT_TEXT_LIMIT, TEXT_SLOT_LIMIT, Slot, SlotKind

CHOICE_LIMIT = 75
"""Characters of a choice; Slack's "option object" shows no more."""
CHOICES_LIMIT = 20
"""Choices of a slot: beyond that nobody reads them."""
HINT_LIMIT = 100
_NUMBER = r"\d{1,9}(?:\.\d{1,2})?"
_RANGE = re.compile(
    rf"(?P<low>{_NUMBER})?\s*(?:-|\u2013|to|until|up to)\s*(?P<high>{_NUMBER})?", re.ASCII | re.IGNORECASE
)
_CURRENCY = re.compile(r"(?P<code>[A-Za-z]{3}|[£€$¥])\s*[,:;]?\s*(?P<rest>.*)", re.ASCII | re.DOTALL)
_CODES = {"£": "GBP", "€": "EUR", "$": "USD", "¥": "JPY"}


def slot_of(name: str, kind: SlotKind, *, details: str = "", hint: str = "") -> Slot:
    """The slot that somebody describes.

    Args:
        details: as typed: of a free text the most characters, of a choice the choices with commas between, of a
            number the least and the most such as "5 to 200", of a price the currency and perhaps the same.

    Raises:
        Refusal: with what to type instead.
    """
    said, note = " ".join(details.split()), " ".join(hint.split())
    if len(note) > HINT_LIMIT:
        raise Refusal("{most} characters is the most for a hint.", most=HINT_LIMIT)
    match kind:
        case SlotKind.TEXT:
            return Slot(name=name, kind=kind, hint=note, most=_most(said))
        case SlotKind.CHOICE:
            return Slot(name=name, kind=kind, hint=note, choices=_choices(details))
        case SlotKind.NUMBER:
            lowest, highest = _bounds(said)
            return Slot(name=name, kind=kind, hint=note, lowest=lowest, highest=highest)
        case SlotKind.PRICE:
            currency, rest = _currency(said)
            lowest, highest = _bounds(rest)
            return Slot(name=name, kind=kind, hint=note, currency=currency, lowest=lowest, highest=highest)
        case _:
            return Slot(name=name, kind=kind, hint=note)


def details_of(slot: Slot) -> str:
    """What would have to be typed for such a slot."""
    match slot.kind:
        case SlotKind.TEXT:
            return str(slot.most)
        case SlotKind.CHOICE:
            return ", ".join(slot.choices)
        case _:
            return f"{slot.currency} {_range(slot)}".strip()


def _most(said: str) -> int:
    if not said:
        return DEFAULT_TEXT_LIMIT
    if re.fullmatch(r"\d{1,4}", said, re.ASCII) is None or not 1 <= int(said) <= TEXT_SLOT_LIMIT:
        raise Refusal("Give the most characters, a number from 1 to {most}.", most=TEXT_SLOT_LIMIT)
    return int(said)


def _choices(said: str) -> tuple[str, ...]:
    parts = (" ".join(one.split()) for one in re.split(r"[,;\n]", said))
    choices = tuple(dict.fromkeys(one for one in parts if one))
    if not 1 < len(choices) <= CHOICES_LIMIT:
        raise Refusal(
            "Give from 2 to {most} choices with commas between them, such as coffee, tea.", most=CHOICES_LIMIT
        )
    if long := next((one for one in choices if len(one) > CHOICE_LIMIT), ""):
        raise Refusal(
            "“{long}…” is too long: {most} characters is the most.", long=long[:30], most=CHOICE_LIMIT
        )
    return choices


def _currency(said: str) -> tuple[str, str]:
    """The code of ISO 4217, and what is said besides."""
    found = _CURRENCY.fullmatch(said)
    if found is None:
        raise Refusal("Give the currency first, such as GBP, or GBP 5 to 50.")
    return _CODES.get(found["code"], found["code"].upper()), found["rest"]


def _bounds(said: str) -> tuple[Decimal | None, Decimal | None]:
    if not said:
        return None, None
    found = _RANGE.fullmatch(said)
    if found is None or not (found["low"] or found["high"]):
        raise Refusal("Give the least and the most, such as 5 to 200.")
    low, high = (Decimal(one) if one else None for one in (found["low"], found["high"]))
    if low is not None and high is not None and low > high:
        raise Refusal("{low} is more than {high}. Turn them round.", low=f"{low:,}", high=f"{high:,}")
    return low, high


def _range(slot: Slot) -> str:
    if slot.lowest is None and slot.highest is None:
        return ""
    low, high = ("" if one is None else str(one) for one in (slot.lowest, slot.highest))
    return f"{low} to {high}".strip()
