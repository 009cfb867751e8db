"""What may stand in a slot, as people type it line by line; and what of a text wants a slot."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.localness import for_everybody, generic, local_slots
from domain.people import Store
from domain.refusals import Refusal
from domain.slot_guesses import guesses, with_slots
from domain.slot_lines import read_slots, slot_words
from domain.slots import Slot, SlotKind, locked_words, pieces
from tests.domain.shelf import APPROVED, EVERY_KIND, LEEDS, SLOTS, WORDS, YORK, late_opening, slot_lines

LINES = """day: date
{time}: TIME

price: price in gbp from 10 to 1,500.50
seats: number from 1 to 40; how many come in
drink: choice of tea, coffee, tea
note: text up to 60 characters
other: text"""


def test_lines_become_slots_and_slots_lines() -> None:
    day, time, price, seats, drink, note, other = read_slots(LINES)
    assert (day.kind, time.kind) == (SlotKind.DATE, SlotKind.TIME)
    assert (price.currency, price.lowest, price.highest) == ("GBP", Decimal(10), Decimal("1500.50"))
    assert (seats.highest, seats.hint) == (Decimal(40), "how many come in")
    assert drink.choices == ("tea", "coffee")
    assert (note.most, other.most) == (60, 80)
    assert [slot_words(one) for one in (price, drink, note)] == [
        "price in GBP from 10 to 1500.50",
        "choice of tea, coffee",
        "text up to 60",
    ]


def test_slots_that_the_store_fills_need_no_line() -> None:
    assert read_slots(slot_lines(EVERY_KIND)) == tuple(one for one in EVERY_KIND if one.kind.typed)


names = st.text(st.sampled_from("abc 1"), min_size=1, max_size=8).map(lambda one: f"x{' '.join(one.split())}")
bounds = st.none() | st.decimals(0, 9_999, places=2)
hints = st.sampled_from(("", "what it costs: all in", "one; two"))


@given(
    st.lists(
        st.one_of(
            st.builds(Slot, name=names, kind=st.sampled_from((SlotKind.DATE, SlotKind.TIME)), hint=hints),
            st.builds(
                Slot, name=names, kind=st.just(SlotKind.NUMBER), hint=hints, lowest=bounds, highest=st.none()
            ),
            st.builds(
                Slot,
                name=names,
                kind=st.just(SlotKind.PRICE),
                hint=hints,
                currency=st.sampled_from(("GBP", "CHF")),
                lowest=st.none(),
                highest=bounds,
            ),
            st.builds(
                Slot,
                name=names,
                kind=st.just(SlotKind.CHOICE),
                hint=hints,
                choices=st.just(("tea", "coffee")),
            ),
            st.builds(Slot, name=names, kind=st.just(SlotKind.TEXT), hint=hints, most=st.integers(1, 300)),
        ),
        max_size=5,
        unique_by=lambda one: one.name,
    )
)
def test_every_slot_survives_being_written_and_read(slots: list[Slot]) -> None:
    assert read_slots(slot_lines(slots)) == tuple(slots)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("soon", "“soon” is no slot's line."),
        ("day: hour", "{day} cannot be “hour”. It can be date, time, price, number, choice, text."),
        ("store: store", "{store} cannot be “store”."),
        ("day: date soon", "{day}: I do not understand “soon” behind date."),
        (f"{'x' * 31}: date", "A slot's name has 1 to 30 characters."),
        ("\u3164: date", "A slot's name has 1 to 30 characters."),
        (f"day: date; {'x' * 151}", "{day}: 150 characters is the most for a hint."),
        ("a: date\nA: time", "{a} is described twice."),
        ("p: price", "{p}: say the currency"),
        ("p: price in GBP from 20 to 10", "{p}: the bounds are turned round."),
        ("n: number between 1 and 2", "{n}: write bounds as “from 1 to 40”."),
        ("n: number from 1.2.3", "{n}: write bounds as “from 1 to 40”."),
        ("c: choice", "{c}: give two choices or more"),
        ("c: choice of tea, tea", "{c}: give two choices or more"),
        ("c: choice of tea, \u3164", "{c}: give two choices or more"),
        (f"c: choice of tea, {'x' * 76}", "{c}: 50 choices of 75 characters are the most."),
        (f"c: choice of {','.join(map(str, range(51)))}", "{c}: 50 choices of 75 characters are the most."),
        ("t: text up to 4000", "{t}: say how long it may be, from 1 to 300 characters"),
        ("t: text short", "{t}: say how long it may be"),
    ],
)
def test_a_line_that_cannot_be_is_told_with_an_example(line: str, said: str) -> None:
    with pytest.raises(Refusal) as raised:
        read_slots(line)
    assert str(raised.value).startswith(said)


def test_store_city_days_times_prices_and_numbers_want_a_slot() -> None:
    text = (
        "Leeds Briggate opens late on Friday 27 November from 18:30 to 9pm: jackets from £49.99 or 60 EUR, 40 seats, "
        "20% off with CODE20, 3 for 2! See https://x.example/40?d=27 #leeds40 in LEEDS {now} on 27 November, "
        "friday 27 november, December 1st or 2027-01-02. Call 0113 496 0000."
    )
    found = guesses(text, stores=(LEEDS, YORK))
    assert [(one.slot.name, one.words) for one in found] == [
        ("store", "Leeds Briggate"),
        ("day", "Friday 27 November"),
        ("time", "18:30"),
        ("time 2", "9pm"),
        ("price", "£49.99"),
        ("price 2", "60 EUR"),
        ("number", "40"),
        ("city", "LEEDS"),
        ("day 2", "27 November"),
        ("day", "friday 27 november"),
        ("day 3", "December 1st"),
        ("day 4", "2027-01-02"),
    ]
    assert [one.slot.currency for one in found if one.slot.currency] == ["GBP", "EUR"]
    assert (
        "CODE20, 3 for 2! See https://x.example/40?d=27 #leeds40 in {city} {{now}} on {day 2}"
        in with_slots(text, found)
    )


def test_the_story_s_post_becomes_its_template() -> None:
    assert with_slots(APPROVED, guesses(APPROVED, stores=(LEEDS,))) == WORDS


def test_no_more_slots_are_guessed_than_a_template_can_have() -> None:
    text = " and ".join(f"£{number}" for number in range(10, 40))
    assert len(guesses(text, stores=())) == 20


@given(st.text(st.sampled_from("{}£1 Leeds:30pm27 November,\n"), max_size=60))
def test_guessing_keeps_every_other_word(text: str) -> None:
    store = Store(key="S1", name="Leeds", city="Leeds")
    found = guesses(text, stores=(store,))
    slotted = with_slots(text, found)
    assert locked_words(slotted) == "".join(
        text[before.end if before else 0 : after.start if after else None]
        for before, after in zip([None, *found], [*found, None], strict=True)
    )
    assert [one.slot for one in pieces(slotted) if one.slot] == [one.slot.name for one in found]


def test_what_would_make_a_text_local_begins_with_the_place() -> None:
    assert local_slots("Late opening on Friday 27 November!", stores=(LEEDS,)) == ("store", "day")
    assert local_slots("Late on Friday 27 November in Leeds", stores=(LEEDS,)) == ("city", "day")
    assert local_slots("Come and see us", stores=()) == ("store",)


def test_what_the_whole_company_promises_lacks_no_place() -> None:
    chain = (LEEDS, YORK)
    assert for_everybody("20% off every cardigan", keys=["S001", "S002"], stores=chain)
    assert not for_everybody("20% off every cardigan", keys=["S001"], stores=chain)
    assert not for_everybody("20% off in Leeds", keys=["S001", "S002"], stores=chain)


def test_a_template_without_a_place_or_words_of_its_own_says_the_same_everywhere() -> None:
    assert not generic(late_opening())
    assert generic(late_opening(slots=SLOTS[1:]))
    assert not generic(late_opening(slots=EVERY_KIND[-1:]))
