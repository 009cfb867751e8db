"""Slot values: what somebody typed into a slot, and the words that readers will see there."""

import re
from datetime import date, time
from decimal import Decimal

from domain.refusals import Refusal
from domain.slot_texts import refuse_text
from domain.slots import Slot, SlotKind

VALUE_LIMIT = 300
"""Characters that are looked at; whoever typed more filled no slot."""
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}
_CODES = {"£": "GBP", "€": "EUR", "$": "USD", "¥": "JPY"}
_SOON = 180
"""Days from today within which a date needs no year."""
_AMOUNT = re.compile(r"\d{1,3}(?:[ ,.]\d{3})+(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,2})?", re.ASCII)
_PRICE = re.compile(
    rf"(?P<before>[£€$¥]|[A-Za-z]{{3}})?\s?(?P<amount>{_AMOUNT.pattern})\s?(?P<behind>[£€$¥]|[A-Za-z]{{3}})?",
    re.ASCII,
)


def words_for(slot: Slot, typed: str, *, today: date) -> str:
    """What readers will see in this slot.

    Args:
        typed: a day as "2026-11-28" and a time as "18:30", as Slack's pickers give them; else what was typed.
        today: where the readers are.

    Raises:
        Refusal: it cannot stand there, and what to type instead.
    """
    said = " ".join(typed.split())
    if not said:
        raise Refusal("Fill this in.")
    if slot.kind is SlotKind.TEXT:
        return _text(slot, said)
    if len(said) > VALUE_LIMIT:
        raise Refusal("That is too long for this field.")
    match slot.kind:
        case SlotKind.DATE:
            return _date(said, today=today)
        case SlotKind.TIME:
            return _time(said)
        case SlotKind.PRICE:
            return _price(slot, said)
        case SlotKind.NUMBER:
            return _number(slot, said)
        case _:
            return _choice(slot, said)


def _text(slot: Slot, said: str) -> str:
    if len(said) > slot.most:
        raise Refusal(
            "These are {many} characters; {most} is the most here. Please shorten it.",
            many=f"{len(said):,}",
            most=slot.most,
        )
    refuse_text(said)
    return said


def _date(said: str, *, today: date) -> str:
    try:
        day = date.fromisoformat(said)
    except ValueError:
        raise Refusal("Choose a day.") from None
    if day < today:
        raise Refusal("This day has passed. Choose a later one.")
    plain = f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
    return plain if (day - today).days <= _SOON else f"{plain} {day.year}"


def _time(said: str) -> str:
    try:
        return f"{time.fromisoformat(said):%H:%M}"
    except ValueError:
        raise Refusal("Choose a time, such as 18:30.") from None


def _price(slot: Slot, said: str) -> str:
    found = _PRICE.fullmatch(said)
    if found is None:
        raise Refusal("Give a price in {currency}, such as 49.99.", currency=slot.currency)
    for sign in (found["before"], found["behind"]):
        currency = _CODES.get(sign or "", (sign or slot.currency).upper())
        if currency != slot.currency:
            raise Refusal(
                "“{said}” is in {theirs}; this template's prices are in {currency}. Give the price in {currency}.",
                said=said,
                theirs=currency,
                currency=slot.currency,
            )
    amount = _decimal(found["amount"])
    _within(slot, amount, unit=f" {slot.currency}")
    shown = f"{amount:,.2f}".removesuffix(".00")
    sign = _SIGNS.get(slot.currency)
    return f"{sign}{shown}" if sign else f"{shown} {slot.currency}"


def _number(slot: Slot, said: str) -> str:
    if re.fullmatch(r"\d{1,3}(?:[ ,.]\d{3})+|\d{1,9}", said, re.ASCII) is None:
        raise Refusal("Give a whole number, such as 40.")
    number = Decimal(re.sub(r"\D", "", said))
    _within(slot, number, unit="")
    return f"{number:,}"


def _within(slot: Slot, amount: Decimal, *, unit: str) -> None:
    if amount == 0 and slot.lowest is None:
        raise Refusal("Nought says nothing here. Give what it is.")
    if slot.lowest is not None and amount < slot.lowest:
        raise Refusal("{least}{unit} is the least here.", least=f"{slot.lowest:,}", unit=unit)
    if slot.highest is not None and amount > slot.highest:
        raise Refusal("{most}{unit} is the most here.", most=f"{slot.highest:,}", unit=unit)


def _choice(slot: Slot, said: str) -> str:
    if said not in slot.choices:
        raise Refusal("Choose one of {choices}.", choices=", ".join(slot.choices))
    return said


def _decimal(said: str) -> Decimal:
    """The number that was typed, whichever mark its thousands and its decimals have."""
    whole, mark, cents = said, "", ""
    found = re.search(r"[.,](\d{1,2})$", said)
    if found:
        whole, mark, cents = said[: found.start()], ".", found[1]
    return Decimal(re.sub(r"\D", "", whole) + mark + cents)
