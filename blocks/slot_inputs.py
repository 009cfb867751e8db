"""Slot inputs: where somebody fills a template's slots, each by its kind, and what they filled in."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import (
    DatePickerElement,
    InputBlock,
    InputInteractiveElement,
    NumberInputElement,
    PlainTextInputElement,
    StaticSelectElement,
    TimePickerElement,
)

from blocks.fields import field_input, option
from blocks.text import begun, inline
from domain.slot_values import VALUE_LIMIT
from domain.slots import Slot, SlotKind, slot_field
from domain.templates import Template

KINDS = {
    SlotKind.STORE: "the store's name",
    SlotKind.CITY: "the store's city",
    SlotKind.DATE: "a date",
    SlotKind.TIME: "a time",
    SlotKind.PRICE: "a price",
    SlotKind.NUMBER: "a number",
    SlotKind.CHOICE: "one of several",
    SlotKind.TEXT: "words of their own",
}
"""What each kind of slot takes, as people read it."""
_SLOT = slot_field("")
"""What the block ids of slots begin with."""
_HELD = ("value", "selected_date", "selected_time")
_HINTS = {
    SlotKind.DATE: "A day that is still to come",
    SlotKind.TIME: "Choose it, or type it such as 18:30",
    SlotKind.NUMBER: "A whole number",
}


def slot_inputs(template: Template, typed: Mapping[str, str]) -> list[InputBlock]:
    """An input for each slot that somebody types; the store's own stand in no input.

    Args:
        typed: by slot what was typed before.
    """
    return [
        field_input(
            slot_field(one.name),
            begun(inline(one.name)),
            _element(one, typed.get(one.name)),
            hint=" · ".join(said for said in (inline(one.hint) if one.hint else "", _limits(one)) if said),
            optional=False,
        )
        for one in template.slots
        if one.kind.typed
    ]


def read_slots(view: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the inputs, by slot's name; nothing for those that are empty."""
    inputs: Mapping[str, Mapping[str, Any]] = view.get("state", {}).get("values", {})
    return {
        block_id.removeprefix(_SLOT): said
        for block_id, held in inputs.items()
        if block_id.startswith(_SLOT)
        for one in held.values()
        if (said := _said(one))
    }


def kind_words(slot: Slot) -> str:
    """What may stand in it, in a few words: "a price: in GBP, such as 49.99"."""
    match slot.kind:
        case SlotKind.CHOICE:  # as readers will see them
            limits = ", ".join(map(inline, slot.choices))
        case SlotKind.DATE | SlotKind.TIME:  # how to choose one is for those who do
            limits = ""
        case _:
            limits = _limits(slot)
            limits = limits[:1].lower() + limits[1:]
    said = KINDS[slot.kind] + (f": {limits}" if limits else "")
    return " · ".join(one for one in (said, inline(slot.hint) if slot.hint else "") if one)


def _said(held: Mapping[str, Any]) -> str:
    chosen = (held.get("selected_option") or {}).get("value")
    return str(chosen or next((held[one] for one in _HELD if held.get(one)), ""))


def _element(slot: Slot, typed: str | None) -> InputInteractiveElement:
    id = slot_field(slot.name)
    match slot.kind:
        case SlotKind.DATE:
            return DatePickerElement(action_id=id, initial_date=typed)
        case SlotKind.TIME:
            return TimePickerElement(action_id=id, initial_time=typed)
        case SlotKind.NUMBER:
            low, high = (None if one is None else str(one) for one in (slot.lowest, slot.highest))
            return NumberInputElement(
                action_id=id, is_decimal_allowed=False, initial_value=typed, min_value=low, max_value=high
            )
        case SlotKind.CHOICE:
            options = {one: option(one, inline(one)) for one in slot.choices}
            return StaticSelectElement(
                action_id=id, options=list(options.values()), initial_option=options.get(typed or "")
            )
        case _:
            return PlainTextInputElement(
                action_id=id, initial_value=typed, max_length=slot.most or VALUE_LIMIT
            )


def _limits(slot: Slot) -> str:
    """What fits into it, in a few words."""
    match slot.kind:
        case SlotKind.TEXT:
            return f"Up to {slot.most:,} characters, without links, @names or #hashtags"
        case SlotKind.PRICE:
            return f"In {slot.currency}, such as 49.99{_between(slot)}"
        case kind:
            return _HINTS.get(kind, "") + _between(slot)


def _between(slot: Slot) -> str:
    low, high = slot.lowest, slot.highest
    if low is not None and high is not None:
        return f", from {low:,} to {high:,}"
    if low is not None:
        return f", {low:,} or more"
    return "" if high is None else f", {high:,} or less"
