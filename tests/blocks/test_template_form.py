"""The form of a template and those that end one: round trips, limits, hostile words."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.views import View

from blocks.slot_form import SlotWords, slot_errors, slots_without_inputs, words_of
from blocks.template_endings import (
    change_blocks,
    read_loss,
    read_restoration,
    read_retirement,
    restore_form,
    retire_form,
)
from blocks.template_form import About, errors_in_place, read_about, read_template, redrawn, template_form
from blocks.template_result import with_gaps, with_preview
from blocks.template_suggestions import suggestion_blocks
from domain.networks import Network
from domain.posts import PostId
from domain.refusals import InvalidForm, Refusal
from domain.slot_guesses import guesses, with_slots
from domain.slot_lines import read_slots
from domain.slots import SLOTS_LIMIT, Slot, SlotKind, slots_in
from domain.template_form import Read, TemplateForm
from domain.templates import Editable, TemplateId, Users
from domain.trust import LostTrust
from domain.versions import Variant
from tests.blocks.filling import option, submitted
from tests.blocks.judge import judged_view, strings
from tests.blocks.patience import patiently
from tests.blocks.retailer import AT, MIA
from tests.blocks.test_library import EVENT, SHOP, SLOTS
from tests.blocks.test_text import OWN_NAUGHTY, naughty
from tests.blocks.test_text import strings as hostile
from tests.domain.shelf import slot_lines

ABOUT = About(template=TemplateId("t1"), number=3, post=PostId("p1"))
FORM = TemplateForm(
    name="Local event",
    text=EVENT.text,
    variants=EVENT.variants,
    users=Users(departments=("hr",), regions=("North",), stores=("S003",)),
    editable=frozenset(Editable),
    valid_from=date(2026, 11, 1),
    valid_until=date(2026, 12, 24),
)
ORDERED = tuple(one for name in slots_in(EVENT.text) for one in SLOTS if one.name == name)
WORDS = tuple(map(words_of, ORDERED))
LOST = LostTrust(
    template=EVENT.id, store="S001", post=PostId("p2"), by=MIA, at=AT, because="A <!here> crept in"
)


def form(filled: TemplateForm = FORM, slots: tuple[SlotWords, ...] = WORDS) -> View:
    return template_form(filled, slots, ABOUT, said=change_blocks(2), workspace=SHOP)


def said(view: View) -> str:
    return "\n".join(strings(judged_view(view)["blocks"]))


def test_a_template_goes_through_its_form_unchanged() -> None:
    sent = submitted(form())
    judged_view(form())
    assert read_about(sent) == ABOUT
    back, slots = read_template(sent, workspace=SHOP)
    assert back == replace(FORM, slots=slot_lines(ORDERED))
    assert slots == WORDS
    assert slot_errors(slots) == {}


def test_nobody_named_means_everybody_and_nothing_ticked_that_all_is_locked() -> None:
    plain = replace(FORM, users=Users(), editable=frozenset(), valid_from=None, valid_until=None)
    assert read_template(submitted(form(plain)), workspace=SHOP)[0] == replace(
        plain, slots=slot_lines(ORDERED)
    )


@pytest.mark.parametrize(
    ("kind", "details", "expected"),
    [
        ("text", "", {"most": 80}),
        ("text", "60", {"most": 60}),
        ("text", "up to 60", {"most": 60}),
        ("choice", "coffee; tea\nhot milk", {"choices": ("coffee", "tea", "hot milk")}),
        ("number", "5 to 200", {"lowest": Decimal(5), "highest": Decimal(200)}),
        ("number", "to 9", {"highest": Decimal(9)}),
        ("price", "gbp", {"currency": "GBP"}),
        ("price", "GBP 5 to 50", {"currency": "GBP", "lowest": Decimal(5), "highest": Decimal(50)}),
        ("date", "", {}),
    ],
)
def test_a_slot_is_described_in_few_words(kind: str, details: str, expected: dict[str, object]) -> None:
    typed = SlotWords(name="x", kind=SlotKind(kind), details=details, hint=" when  doors open ")
    slot = Slot(name="x", kind=SlotKind(kind), hint="when doors open", **expected)  # type: ignore[arg-type]  # as in the table
    assert read_slots(typed.line) == (slot,)
    assert read_slots(words_of(slot).line) == (slot,)


def test_what_is_wrong_stands_under_the_input_in_which_it_was_said() -> None:
    slots = (
        SlotWords(name="store", kind=SlotKind.STORE),
        SlotWords(name="day", kind=None),
        SlotWords(name="drink", kind=SlotKind.CHOICE, details="tea"),
        SlotWords(name="from", kind=SlotKind.TIME, hint="x" * 151),
    )
    errors = slot_errors(slots)
    assert list(errors) == ["kind_day", "details_drink", "kind_from"]
    with pytest.raises(InvalidForm) as wrong, errors_in_place(slots):
        raise InvalidForm({"slots": "…", "users": "There is no HR any more."})
    assert wrong.value.errors == {**errors, "departments": "There is no HR any more."}
    with pytest.raises(InvalidForm) as wrong, errors_in_place(()):
        raise InvalidForm({"slots": "There is no {x} in the text."})
    assert wrong.value.errors == {"text": "There is no {x} in the text."}


def test_new_slots_and_other_kinds_get_their_inputs_while_all_else_stays() -> None:
    view = form(replace(FORM, text="Come on {day} to {place}.", variants=()), WORDS[1:2])
    sent = submitted(view, kind_day=option(view, "kind_day", "choice"))
    filled, slots = read_template(sent, workspace=SHOP)
    assert [(one.name, one.kind) for one in slots] == [("day", SlotKind.CHOICE), ("place", None)]
    drawn = redrawn(sent, filled, slots, workspace=SHOP)
    ids = [one.get("block_id") for one in drawn["blocks"]]
    assert {"above_0", "kind_day", "details_day", "kind_place"} <= set(ids)
    told = said(with_gaps(drawn, slot_errors(slots), said="Not saved yet"))
    assert "{place} is: " in told
    assert "Choose what may stand in it." in told
    preview = said(with_preview(drawn, Read(text="On {day}.", variants=EVENT.variants, slots=SLOTS)))
    assert "What stores get" in preview
    assert "On X" in preview


def test_a_new_slot_is_looked_at_before_it_counts_also_where_its_name_says_what_it_is() -> None:
    view = submitted(form(replace(FORM, text="Come on {day}.", variants=()), ()))
    _, slots = read_template(view, workspace=SHOP)
    assert [(one.name, one.kind) for one in slots] == [("day", SlotKind.DATE)]
    assert list(slots_without_inputs(view, slots)) == ["kind_day"]
    drawn = redrawn(view, FORM, slots, workspace=SHOP)
    assert slots_without_inputs(drawn, slots) == {}


def test_the_most_slots_and_texts_still_fit_into_one_form() -> None:
    names = [f"slot {one}" for one in range(SLOTS_LIMIT)]
    text = " ".join(f"{{{one}}}" for one in names)
    variants = tuple(Variant(network=one, text=text) for one in Network)
    slots = tuple(SlotWords(name=one, kind=SlotKind.TEXT, details="9", hint="x") for one in names)
    view = submitted(form(replace(FORM, text=text, variants=variants), slots))
    filled, read = read_template(view, workspace=SHOP)
    assert read == slots
    drawn = redrawn(view, filled, read, workspace=SHOP)
    judged_view(with_gaps(drawn, {f"kind_{one}": "No." for one in names}, said="Not saved yet"))
    whole = Read(
        text=text, variants=variants, slots=tuple(Slot(name=one, kind=SlotKind.DATE) for one in names)
    )
    judged_view(with_preview(drawn, whole))


def test_suggestions_say_for_which_words_a_slot_stands() -> None:
    text = "Leeds Briggate opens on 5 December, Leeds Briggate closes at 18:30."
    found = guesses(text, stores=SHOP.stores)
    view = template_form(
        replace(FORM, text=with_slots(text, found)), (), ABOUT, said=suggestion_blocks(found), workspace=SHOP
    )
    told = said(view)
    assert told.count(" for “Leeds Briggate”") == 1
    assert "Nothing in this text looks" in said(
        template_form(FORM, (), ABOUT, said=suggestion_blocks(()), workspace=SHOP)
    )


def test_the_forms_that_end_a_template_or_restore_trust_say_what_that_means() -> None:
    view = retire_form(EVENT, waiting=1)
    assert "*1 post* made from it is not out yet." in said(view)
    assert "No post made from it waits" in said(retire_form(EVENT, waiting=0))
    assert read_retirement(submitted(view, because="Too loud")) == ("t1", "Too loud")
    restore = restore_form(LOST, template=EVENT, store=SHOP.stores[0])
    assert "A &lt;!here&gt; crept in" in said(restore)
    loss, because = read_restoration(submitted(restore, because="Sam knows"))
    assert (loss.template, loss.store, loss.post, because) == ("t1", "S001", "p2", "Sam knows")
    assert "without a store" in said(restore_form(replace(LOST, store=""), template=EVENT, store=None))


@pytest.mark.parametrize(
    "value",
    [
        "",
        "[]",
        "3",
        json.dumps({"template": "t"}),
        json.dumps(dict.fromkeys(("template", "store", "post"), 3)),
    ],
)
def test_a_button_or_form_of_something_else_is_refused(value: str) -> None:
    with pytest.raises(Refusal, match="Type /social library"):
        read_loss(value)


@patiently
@given(hostile, st.sampled_from(SlotKind))
def test_nothing_that_people_type_is_active_or_refused(text: str, kind: SlotKind) -> None:
    _whole(text, kind)


def test_naughty_words_everywhere() -> None:
    # What each of them looks like is seen in test_text and test_limits.
    for text in (*OWN_NAUGHTY, *naughty()[::5], "{" * 500, "x" * 20_000):
        _whole(text, SlotKind.CHOICE)


def _whole(text: str, kind: SlotKind) -> None:
    filled = replace(FORM, name=text, text=text, variants=(Variant(network=Network.X, text=text),))
    slots = (
        SlotWords(
            name=text[:30].encode("utf-8", "replace").decode() or "x", kind=kind, details=text, hint=text
        ),
    )
    found = guesses(text, stores=SHOP.stores)
    judged_view(
        template_form(
            replace(filled, text=with_slots(text, found)),
            slots,
            ABOUT,
            said=suggestion_blocks(found),
            workspace=SHOP,
        )
    )
    view = submitted(form(filled, slots))
    again, read = read_template(view, workspace=SHOP)
    errors = {**slot_errors(read), "text": text}
    judged_view(with_gaps(redrawn(view, again, read, workspace=SHOP), errors, said="Not saved yet"))
    judged_view(retire_form(replace(EVENT, name=text), waiting=3))
    judged_view(restore_form(replace(LOST, because=text), template=replace(EVENT, name=text), store=None))
