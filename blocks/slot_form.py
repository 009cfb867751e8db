"""The part of a template's form that says of each slot what may stand in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block, InputBlock, StaticSelectElement

from blocks.elements import plain
from blocks.fields import WORDS_LIMIT, option, text_field
from blocks.slot_inputs import KINDS
from blocks.state import chosen, typed
from domain.refusals import Refusal
from domain.slot_lines import HINT_LIMIT, read_slots, slot_words
from domain.slots import Slot, SlotKind

KIND, DETAILS, HINT = "kind_", "details_", "hint_"
"""What the block ids of a slot's three inputs begin with; its name follows."""
CHOOSE_KIND = "setup_template_kind"
"""Action id of the menus of kinds: choosing one asks for what that kind has to know."""
DETAILS_LIMIT = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotWords:
    """What somebody said of a slot, as typed.

    Attributes:
        kind: None while nobody chose one.
        details: what this kind has to know besides, such as "5 to 200" of a number.
    """

    name: str
    kind: SlotKind | None
    details: str = ""
    hint: str = ""

    @property
    def line(self) -> str:
        """The slot's line, as `domain.slot_lines` reads it."""
        kind = self.kind.value if self.kind else ""
        said = ", ".join(one for one in re.split(r"\s*[;\n]\s*", self.details.strip()) if one)
        begins = _BEGINS.get(self.kind, ("",))
        begun = said if not said or said.casefold().startswith(begins) else f"{begins[0]}{said}"
        if self.kind is SlotKind.PRICE:
            begun = re.sub(r"^(in [A-Za-z]{3}) (?=\d)", r"\1 from ", begun)
        hint = " ".join(self.hint.split())
        return f"{self.name}: {kind} {begun}".rstrip() + (f"; {hint}" if hint else "")


def words_of(slot: Slot) -> SlotWords:
    """What would have to be typed for such a slot."""
    details = slot_words(slot).removeprefix(slot.kind.value).strip()
    first = next(iter(_BEGINS.get(slot.kind, ())), "")
    return SlotWords(name=slot.name, kind=slot.kind, details=details.removeprefix(first), hint=slot.hint)


def slot_blocks(slots: Sequence[SlotWords]) -> list[Block]:
    """For each slot its kind, what that kind has to know, and a hint for those who fill it."""
    return [block for one in slots for block in _slot(one)]


def read_slot_words(view: Mapping[str, Any], names: Sequence[str]) -> tuple[SlotWords, ...]:
    """What stands in the form about the slots with these names; a slot that it does not know yet has no kind."""
    return tuple(
        SlotWords(
            name=one,
            kind=_kind(chosen(view, f"{KIND}{one}")) or _OWN.get(one) or _USUAL.get(one),
            details=typed(view, f"{DETAILS}{one}"),
            hint=typed(view, f"{HINT}{one}"),
        )
        for one in names
    )


def _kind(value: str) -> SlotKind | None:
    return SlotKind(value) if value in set(SlotKind) else None


def _slot(slot: SlotWords) -> list[Block]:
    """Nothing about those that the store fills: their names say all."""
    if slot.name in _OWN:
        return []
    blocks: list[Block] = [_kind_input(slot)]
    if slot.kind in _ASKED:
        asked, hint = _ASKED[slot.kind]
        label = f"{{{slot.name}}}: {asked}"
        blocks.append(
            text_field(f"{DETAILS}{slot.name}", label, slot.details, limit=DETAILS_LIMIT, hint=hint)
        )
    if slot.kind:
        label = f"{{{slot.name}}}: hint"
        said = "What whoever fills it should know"
        blocks.append(text_field(f"{HINT}{slot.name}", label, slot.hint, limit=HINT_LIMIT, placeholder=said))
    return blocks


def _kind_input(slot: SlotWords) -> InputBlock:
    options = {one: option(one.value, said) for one, said in KINDS.items() if one.typed}
    menu = StaticSelectElement(
        action_id=CHOOSE_KIND,
        options=list(options.values()),
        initial_option=options.get(slot.kind) if slot.kind else None,
    )
    label = plain(f"{{{slot.name}}} is", WORDS_LIMIT)
    return InputBlock(block_id=f"{KIND}{slot.name}", label=label, element=menu, dispatch_action=True)


_OWN = {one.value: one for one in SlotKind if not one.typed}
"""What the store fills, by the name that the slot has to have for it."""
_USUAL = {
    "day": SlotKind.DATE,
    "date": SlotKind.DATE,
    "time": SlotKind.TIME,
    "price": SlotKind.PRICE,
    "number": SlotKind.NUMBER,
}
"""What a slot of this name most likely is, as long as nobody has said so."""
_ASKED = {
    SlotKind.TEXT: ("most characters", "Such as 60; nothing means 80"),
    SlotKind.CHOICE: ("choices", "With commas between them, such as coffee, tea"),
    SlotKind.NUMBER: ("least and most", "Such as 5 to 200; nothing means any number"),
    SlotKind.PRICE: ("currency", "Such as GBP, or GBP 5 to 50 with the least and the most"),
}
"""What has to be said of these kinds besides, and how."""
_BEGINS: dict[SlotKind | None, tuple[str, ...]] = {
    SlotKind.TEXT: ("up to ",),
    SlotKind.CHOICE: ("of ",),
    SlotKind.NUMBER: ("from ", "to ", "up to "),
    SlotKind.PRICE: ("in ",),
}
"""How a slot's line goes on behind the kind; the first is put there where somebody leaves it out."""


def slot_errors(slots: Sequence[SlotWords]) -> dict[str, str]:
    """What is wrong with what was said of slots, by the input in which it was said."""
    errors: dict[str, str] = {}
    for one in slots:
        if one.name in _OWN:
            continue
        if one.kind is None:
            errors[f"{KIND}{one.name}"] = "Choose what may stand in it."
            continue
        try:
            read_slots(one.line)
        except Refusal as refused:
            asked = DETAILS if one.kind in _ASKED else KIND
            errors[f"{asked}{one.name}"] = str(refused)
    return errors


def slots_without_inputs(view: Mapping[str, Any], slots: Sequence[SlotWords]) -> dict[str, str]:
    """What has to be said, or looked at, of slots for which a form has no inputs yet, as they or their kind are new."""
    inputs = {one.get("block_id") for one in view["blocks"]}
    errors = slot_errors(slots)
    new = {
        f"{KIND}{one.name}": "This slot is new. Look whether that is what may stand in it, and save again."
        for one in slots
        if one.name not in _OWN
    }
    return {field: said for field, said in {**new, **errors}.items() if field not in inputs}


def slot_lines_of(slots: Sequence[SlotWords]) -> str:
    """The lines of the slots that somebody fills, as `TemplateForm.slots` has them."""
    return "\n".join(one.line for one in slots if one.name not in _OWN)
