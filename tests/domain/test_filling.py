"""Filling a template: what may stand in each slot, and that what is locked stays as it was approved."""

from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from unicodedata import normalize

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from domain.filling import Filled, Span, fill
from domain.networks import Network
from domain.refusals import InvalidForm
from domain.slots import (
    BraceError,
    Piece,
    Slot,
    SlotKind,
    locked_words,
    pieces,
    slot_field,
    slots_in,
    with_braces,
)
from domain.templates import Template
from domain.versions import Variant
from tests.domain.shelf import EVERY_KIND, LEEDS, TODAY, VALUES, YORK, late_opening

FULL = late_opening(
    text="{store}, {city}: {day}, {time}, {price}, {seats}, {drink}, {note} {{so}}", slots=EVERY_KIND
)
NOTE = Slot(name="note", kind=SlotKind.TEXT, most=60)
GOOD = {**VALUES, "price": "49.99", "seats": "12", "drink": "tea", "note": "with music"}


def said(name: str, typed: str, template: Template = FULL) -> str:
    """What stands in this slot once this was typed."""
    filled = fill(template, {**GOOD, name: typed}, store=LEEDS, today=TODAY)
    span = next(one for one in filled.spans if one.slot == name)
    return filled.text[span.start : span.end]


def refused(name: str, typed: str, template: Template = FULL) -> str:
    with pytest.raises(InvalidForm) as raised:
        fill(template, {**GOOD, name: typed}, store=LEEDS, today=TODAY)
    assert list(raised.value.errors) == [slot_field(name)]
    return raised.value.errors[slot_field(name)]


def test_slots_are_filled_and_the_store_fills_its_own() -> None:
    filled = fill(FULL, GOOD, store=LEEDS, today=TODAY)
    assert filled.text == (
        "Leeds Briggate, Leeds: Friday 4 December, 21:00, £49.99, 12, tea, with music {so}"
    )
    assert filled.spans[0] == Span(slot="store", start=0, end=14)
    assert dict(filled.values) == GOOD
    # A store of which nobody said the city is called by its name.
    assert fill(FULL, GOOD, store=YORK, today=TODAY).text.startswith("York Coppergate, York Coppergate:")


@pytest.mark.parametrize(
    ("name", "typed", "shown"),
    [
        ("day", "2026-11-23", "Monday 23 November"),
        ("day", "2027-11-23", "Tuesday 23 November 2027"),
        ("time", "09:05", "09:05"),
        ("price", "£ 1,299.50", "£1,299.50"),
        ("price", "1.299,50", "£1,299.50"),
        ("price", "1 299", "£1,299"),
        ("price", "49,9", "£49.90"),
        ("price", "GBP 20", "£20"),
        ("price", "20 gbp", "£20"),
        ("seats", "40", "40"),
        ("drink", " coffee ", "coffee"),
        ("note", "  with \n two  lines ", "with two lines"),
        ("note", "{store} <!channel> *bold*", "{store} <!channel> *bold*"),
        ("note", "👩‍👩‍👧 ❤️", "👩‍👩‍👧 ❤️"),
    ],
)
def test_each_kind_is_shown_as_readers_expect_it(name: str, typed: str, shown: str) -> None:
    assert said(name, typed) == shown


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("day", "", "Fill this in."),
        ("day", "soon", "Choose a day."),
        ("day", "2026-11-22", "This day has passed. Choose a later one."),
        ("time", "25:00", "Choose a time, such as 18:30."),
        ("price", "cheap", "Give a price in GBP, such as 49.99."),
        (
            "price",
            "€49",
            "“€49” is in EUR; this template's prices are in GBP. Give the price in GBP.",
        ),
        (
            "price",
            "£49 EUR",
            "“£49 EUR” is in EUR; this template's prices are in GBP. Give the price in GBP.",
        ),
        ("price", "9.99", "10 GBP is the least here."),
        ("price", "1,500.51", "1,500.50 GBP is the most here."),
        ("price", "9" * 301, "That is too long for this field."),
        ("seats", "half", "Give a whole number, such as 40."),
        ("seats", "0", "1 is the least here."),
        ("seats", "41", "40 is the most here."),
        ("drink", "beer", "Choose one of tea, coffee."),
        ("note", "x" * 4_000, "These are 4,000 characters; 60 is the most here. Please shorten it."),
        ("note", "\u200b\u3164", "There is nothing to see in this. Type it anew."),
        (
            "note",
            "music\u202egnp.exe",
            "There are invisible characters in this. Type it anew instead of pasting it.",
        ),
        (
            "note",
            "see www.shop.example",
            "No links here: the template's own links were approved, others were not.",
        ),
    ],
)
def test_what_cannot_stand_in_a_slot_is_refused_with_what_to_type(
    name: str, typed: str, sentence: str
) -> None:
    assert refused(name, typed) == sentence


@pytest.mark.parametrize(
    "typed",
    ["bit.ly/abc", "see evil.example/x", "SHOP.COM", "a shop.co.uk", "\uff45vil\uff0ecom", "evil。com"],
)
def test_a_link_without_its_beginning_is_a_link(typed: str) -> None:
    assert refused("note", typed).startswith("No links here")


@pytest.mark.parametrize(
    "typed",
    [
        "At 7 p.m. with St. John",
        "3.30 or 4.15",
        "Tea.To go",
        "Mr.Comber sings",
        "No. 5, e.g. tea & cake + 1",
        "2 for £5 @ 3 p.m.",
        "our #1 for C# and 50 %",
        "we speak C#",
        "今日。明日 open",
        "Ann_Lister (75)",
    ],
)
def test_signs_that_reach_nobody_stay(typed: str) -> None:
    assert said("note", typed) == typed


@pytest.mark.parametrize(
    ("typed", "begun"),
    [
        ("ask @ann_lister", "No @names or e-mail addresses here: nobody reviews what is filled in."),
        ("ask \uff20ann", "No @names or e-mail"),
        ("a.lister@shop", "No @names or e-mail"),
        ("@5ive sings", "No @names or e-mail"),
        ("tea #sale", "No #hashtags here: the template's own were approved, others were not."),
        ("tea \uff032026goals", "No #hashtags"),
        ("#چای", "No #hashtags"),
        ("tea #", "No #hashtags"),
        ("write to ann@", "No @names"),
        (".com/win", "No links here"),
        (".example", "No links here, and “.example” reads as one."),
        ("go to tea.example", "No links here, and “tea.example” reads as one. If it is none, put a space"),
        ("EVIL.TO", "No links here, and “EVIL.TO” reads as one."),
        ("чай.рф", "No links here, and “чай.рф” reads as one."),
    ],
)
def test_names_topics_and_addresses_that_nobody_approved_are_refused(typed: str, begun: str) -> None:
    assert refused("note", typed).startswith(begun)


def test_what_the_templates_maker_wrote_stays_theirs() -> None:
    choice = Slot(name="drink", kind=SlotKind.CHOICE, choices=("#tea", "@cafe", "tea.example"))
    template = late_opening(text="{note} by @shop on #{drink}: {drink}", slots=(choice, NOTE))
    assert fill(template, {"drink": "@cafe", "note": "music"}, store=None, today=TODAY).text == (
        "music by @shop on #@cafe: @cafe"
    )


def test_a_price_and_a_number_without_bounds_say_something_and_other_currencies_are_written_out() -> None:
    free = late_opening(
        text="{price} {seats} for all of you",
        slots=(
            Slot(name="price", kind=SlotKind.PRICE, currency="CHF"),
            Slot(name="seats", kind=SlotKind.NUMBER),
        ),
    )
    assert said("price", "1200", free) == "1,200 CHF"
    assert said("seats", "1.200", free) == "1,200"
    assert (
        refused("price", "0", free)
        == refused("seats", "0", free)
        == "Nought says nothing here. Give what it is."
    )


def test_a_template_that_names_a_store_is_not_filled_without_one() -> None:
    with pytest.raises(InvalidForm) as raised:
        fill(late_opening(), VALUES, store=None, today=TODAY)
    assert raised.value.errors == {"store": "Choose the store."}


def test_each_network_s_own_text_is_filled_too() -> None:
    own = Variant(network=Network.X, text="Late on {day}!")
    filled = fill(late_opening(variants=(own,)), VALUES, store=LEEDS, today=TODAY)
    assert filled.variants == (Variant(network=Network.X, text="Late on Friday 4 December!"),)
    assert filled.text_of(Network.X).text == "Late on Friday 4 December!"
    assert filled.text_of(Network.INSTAGRAM) == filled.text_of(None) == filled.common


def test_braces_that_say_nothing_are_told_with_where_they_stand() -> None:
    for text in ("Come { here", "Come } here", "Come {} here", "Come {  } here", "Come {a\nb}"):
        with pytest.raises(BraceError, match="this brace makes no slot"):
            pieces(text)
    with pytest.raises(BraceError, match="30 characters is the most"):
        pieces(f"{{{'x' * 31}}}")
    assert pieces("{{a}}{B  c}d") == (Piece(text="{a}"), Piece(slot="b c"), Piece(text="d"))
    assert slots_in("{a} {b} {A}") == ("a", "b")


def with_values(texts: list[str], values: dict[str, str]) -> tuple[Template, Filled]:
    """A template of these words with a slot of free text between any two, filled."""
    text = "".join(f"{with_braces(one)}{{s{number}}}" for number, one in enumerate(texts))
    slots = tuple(Slot(name=f"s{number}", kind=SlotKind.TEXT, most=300) for number in range(len(texts)))
    template = late_opening(text=text, slots=slots)
    return template, fill(template, values, store=None, today=TODAY)


words = st.text(st.sampled_from("ab {}<>@!*_~`&\n{store}"), max_size=12)
hostile = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cs"]) | st.sampled_from("{}<>|"), max_size=40
).map(lambda typed: f"x{typed}")


@given(st.lists(words, min_size=1, max_size=6), st.data())
def test_filling_never_changes_what_is_locked(texts: list[str], data: st.DataObject) -> None:
    values = {f"s{number}": data.draw(hostile) for number in range(len(texts))}
    try:
        template, filled = with_values(texts, values)
    except InvalidForm:
        reject()
    assert filled.common.locked == locked_words(template.text) == "".join(texts)
    shown = [filled.text[one.start : one.end] for one in filled.spans]
    assert shown == [" ".join(one.split()) for one in values.values()]


reaching = st.lists(
    st.sampled_from(
        [
            "@",
            "#",
            ".",
            "/",
            ":",
            " ",
            "\uff20",
            "\uff03",
            "a",
            "B",
            "é",
            "5",
            "_",
            "&",
            "www",
            "com",
            "to",
            "https",
        ]
    ),
    min_size=1,
    max_size=8,
).map("".join)


@given(reaching)
def test_no_filled_text_reaches_anybody_whom_the_template_does_not_name(typed: str) -> None:
    """Read as networks do: words that begin with @ or # or hold an @, and hosts with an ending of small letters."""
    template = late_opening(text="Tea {note} cake", slots=(replace(NOTE, most=60),))
    with suppress(InvalidForm):
        shown = normalize("NFKC", fill(template, {"note": typed}, store=None, today=TODAY).text)
        for mark, behind in pairwise(shown):
            assert not (mark == "@" and (behind.isalnum() or behind == "_"))
            assert not (mark == "#" and behind.isalpha())
        assert not any(one in shown.lower() for one in ("a.com", "b.com", "a.to/", "www.", "https:", "://"))
        assert not any(one in shown for one in ("a.to", "a.com", "B.www"))


@given(st.text(st.sampled_from("{}ab \n"), max_size=30))
def test_any_text_is_a_template_s_words_or_told_why_not(text: str) -> None:
    with suppress(BraceError):
        said = "".join(with_braces(one.text) if one.text else f"{{{one.slot}}}" for one in pieces(text))
        assert pieces(said) == pieces(text)
    assert locked_words(with_braces(text)) == text


def test_what_was_typed_for_no_slot_of_the_text_stands_nowhere() -> None:
    more = replace(late_opening(), text="{store} is open, come and see us")
    assert fill(more, VALUES, store=LEEDS, today=TODAY).text == "Leeds Briggate is open, come and see us"
