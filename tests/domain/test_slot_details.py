"""Slot details: what may be typed about a slot, and that it can be typed again."""

from decimal import Decimal

import pytest

from domain.refusals import Refusal
from domain.slot_details import details_of, slot_of
from domain.slots import DEFAULT_TEXT_LIMIT, Slot, SlotKind


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        (SlotKind.STORE, "whatever", {}),
        (SlotKind.DATE, "", {}),
        (SlotKind.TEXT, "", {"most": DEFAULT_TEXT_LIMIT}),
        (SlotKind.TEXT, " 40 ", {"most": 40}),
        (SlotKind.CHOICE, "coffee, tea;\n tea,, hot   milk", {"choices": ("coffee", "tea", "hot milk")}),
        (SlotKind.NUMBER, "", {}),
        (SlotKind.NUMBER, "5 to 200", {"lowest": Decimal(5), "highest": Decimal(200)}),
        (SlotKind.NUMBER, "up to 20", {"highest": Decimal(20)}),
        (SlotKind.NUMBER, "5 -", {"lowest": Decimal(5)}),
        (SlotKind.PRICE, "gbp", {"currency": "GBP"}),
        (
            SlotKind.PRICE,
            "€ 1.50\u201350",
            {"currency": "EUR", "lowest": Decimal("1.50"), "highest": Decimal(50)},
        ),
    ],
)
def test_a_slot_is_described_in_few_words_and_they_can_be_typed_again(
    kind: SlotKind, typed: str, expected: dict[str, object]
) -> None:
    slot = slot_of("day", kind, details=typed, hint="  when   doors open ")
    assert slot == Slot(name="day", kind=kind, hint="when doors open", **expected)  # type: ignore[arg-type]  # as in the table
    assert slot_of("day", kind, details=details_of(slot), hint=slot.hint) == slot


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (SlotKind.TEXT, "0", "a number from 1 to 300"),
        (SlotKind.TEXT, "301", "a number from 1 to 300"),
        (SlotKind.TEXT, "²", "a number from 1 to 300"),
        (SlotKind.CHOICE, "coffee", "from 2 to 20 choices"),
        (SlotKind.CHOICE, ",".join(map(str, range(21))), "from 2 to 20 choices"),
        (SlotKind.CHOICE, f"tea, {'x' * 76}", "is too long: 75 characters"),
        (SlotKind.NUMBER, "many", "such as 5 to 200"),
        (SlotKind.NUMBER, "to", "such as 5 to 200"),
        (SlotKind.NUMBER, "9 to 2", "9 is more than 2. Turn them round."),
        (SlotKind.PRICE, "", "Give the currency first"),
        (SlotKind.PRICE, "GBP cheap", "such as 5 to 200"),
    ],
)
def test_what_describes_no_slot_is_told_what_to_type(kind: SlotKind, typed: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        slot_of("day", kind, details=typed)
    assert said in str(refused.value)


def test_a_hint_is_short() -> None:
    with pytest.raises(Refusal, match="100 characters is the most for a hint"):
        slot_of("day", SlotKind.DATE, hint="x" * 101)
