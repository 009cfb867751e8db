"""The library's views and the form in which a template is filled: round trips, hostile words, limits."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from slack_sdk.models.views import View

from blocks.cards import post_card
from blocks.details import post_details
from blocks.home import home
from blocks.library import AGAIN, ENDED, Listed, library_view, read_page, read_search, read_searched
from blocks.template_details import Known, template_details
from blocks.template_result import with_gaps, with_result
from blocks.template_use import read_use, use_form
from blocks.template_words import outlook_words
from blocks.text import shown
from domain.filling import fill
from domain.findings import Verdict
from domain.library import Shelved, on_shelf
from domain.networks import Network
from domain.people import Store, UserId
from domain.posts import Post, PostId
from domain.refusals import Refusal
from domain.slots import Slot, SlotKind
from domain.template_use import TemplateUse
from domain.templates import Editable, Template, TemplateId, TemplateState, Users
from domain.trust import LostTrust
from domain.trusted_routes import SHIPPED_TRUSTED, TrustedRoute
from domain.versions import Content, Variant
from tests.blocks.filling import option, submitted
from tests.blocks.judge import judged, judged_view, strings
from tests.blocks.patience import patiently
from tests.blocks.retailer import AT, FAY, MIA, WORKSPACE, Ruler, finding, proposed
from tests.blocks.test_text import OWN_NAUGHTY, naughty
from tests.blocks.test_text import strings as hostile

SAM = UserId("U0SAM")
SHOP = replace(
    WORKSPACE, stores=(replace(WORKSPACE.stores[0], manager=SAM, city="Leeds"), *WORKSPACE.stores[1:])
)
SLOTS = (
    Slot(name="store", kind=SlotKind.STORE),
    Slot(name="day", kind=SlotKind.DATE),
    Slot(name="from", kind=SlotKind.TIME, hint="when the doors open"),
    Slot(name="price", kind=SlotKind.PRICE, currency="GBP", highest=Decimal(50)),
    Slot(name="places", kind=SlotKind.NUMBER, lowest=Decimal(5), highest=Decimal(200)),
    Slot(name="drink", kind=SlotKind.CHOICE, choices=("Coffee", "tea")),
    Slot(name="guest", kind=SlotKind.TEXT, most=40),
)
EVENT = Template(
    id=TemplateId("t1"),
    workspace=SHOP.id,
    name="Local event",
    text="Come to {store} on {day} at {from}: {drink} with {guest} for {price}, {places} places. {{sic}}",
    variants=(Variant(network=Network.X, text="{store}, {day}: {guest}"),),
    networks=(Network.X, Network.INSTAGRAM),
    department="field-ops",
    slots=SLOTS,
    valid_from=date(2026, 11, 1),
    valid_until=date(2026, 12, 24),
    approved=Content(text="Come to Leeds Briggate.", networks=(Network.X,)),
    post=PostId("p1"),
    post_version=1,
    by=FAY,
    at=AT,
)
FILLED = {
    "slot_day": "2026-12-05",
    "slot_from": "18:30",
    "slot_price": "4.50",
    "slot_places": "40",
    "slot_guest": "Ann *Lister*",
}


def shelf(template: Template = EVENT, reader: UserId = SAM, *lost: LostTrust) -> Shelved:
    return on_shelf(template, lost=lost, trusted=SHIPPED_TRUSTED, reader=reader, workspace=SHOP, at=AT)


def listed(*found: Shelved, words: str = "", number: int = 0) -> str:
    view = library_view(Listed(found=found, used={EVENT.id: 3}, words=words), number, workspace=SHOP)
    return said(view)


def said(view: View) -> str:
    return "\n".join(strings(judged_view(view)["blocks"]))


def form(template: Template = EVENT, reader: UserId = SAM) -> View:
    return use_form(template, id=PostId("p9"), reader=reader, workspace=SHOP)


def test_the_list_shows_what_is_filled_in_who_signs_and_how_often_it_was_used() -> None:
    told = listed(shelf())
    assert (
        "*Local event* · Field operations · X, Instagram · 1 Nov 2026 to 24 Dec 2026 · used 3 times" in told
    )
    assert "🤝 Trusted: one sign-off of Field operations" in told
    assert "{store}" in told
    assert "Use" in told.split("\n")


def test_what_is_for_others_says_for_whom_and_has_no_button_to_use_it() -> None:
    north = replace(EVENT, users=Users(departments=("hr",), regions=("South",), stores=("S003",)))
    told = listed(shelf(north))
    assert "For HR and the managers of the region South and Bath Union Street" in told
    assert "Use" not in told.split("\n")


def test_the_route_is_told_as_the_policy_has_it() -> None:
    def told(route: TrustedRoute | None) -> str:
        return listed(replace(shelf(), route=route))

    free = replace(SHIPPED_TRUSTED[1], sign_offs=0)
    assert "Trusted: nobody has to sign" in told(free)
    assert "Trusted: 2 sign-offs of Field operations" in told(replace(free, sign_offs=2))
    assert "Goes to full review" in told(None)


def test_an_empty_library_says_how_a_template_is_made_and_an_empty_search_what_to_do() -> None:
    assert "*⋯* › *Details* › *Save as template*" in listed()
    assert "No template says “tea &lt;!here&gt;”. Try another word, or *Show all*." in listed(
        words="tea <!here>"
    )


def test_an_input_whose_search_is_taken_back_is_another_one_as_slack_keeps_what_was_typed() -> None:
    def input_id(words: str) -> str:
        blocks = judged_view(library_view(Listed(found=(), used={}, words=words), workspace=SHOP))["blocks"]
        (search,) = (one for one in blocks if one["type"] == "input")
        return str(search["element"]["action_id"])

    assert input_id("tea") != input_id("")


def test_what_has_ended_is_folded_into_a_menu_at_the_end_of_the_list() -> None:
    def gone(number: int, state: TemplateState) -> Template:
        return replace(
            EVENT, id=TemplateId(f"e{number}"), name=f"<b> {'Long ' * 20}{number}", state=state, ended_at=AT
        )

    def shown(count: int, *, page: int = 0, found: int = 1) -> list[dict[str, Any]]:
        over = [gone(one, TemplateState.RETIRED if one else TemplateState.EXPIRED) for one in range(count)]
        every = [shelf(replace(EVENT, id=TemplateId(f"t{one}"))) for one in range(found)]
        view = library_view(Listed(found=every, used={}, ended=over), page, workspace=SHOP)
        return [one for one in judged_view(view)["blocks"] if one.get("block_id") == ENDED]

    assert shown(0) == []
    (two,) = shown(2)
    assert two["text"]["text"] == "*Ended* · 2 templates that nobody can fill any more"
    labels = [one["text"]["text"] for one in two["accessory"]["options"]]
    assert labels[0].endswith("… · expired 26 Nov 2026")
    assert labels[1].endswith("… · retired 26 Nov 2026")
    (many,) = shown(140)
    assert "*Ended* · 140 templates that nobody can fill any more; 40 older ones are found by" in str(many)
    assert shown(2, found=30) == []
    assert len(shown(2, found=30, page=1)) == 1


def test_more_than_twenty_have_pages_and_a_search_travels_along() -> None:
    many = [shelf(replace(EVENT, id=TemplateId(f"t{one}"), name=f"No. {one}")) for one in range(45)]
    view = library_view(Listed(found=many, used={}, words="no"), 1, workspace=SHOP)
    told = said(view)
    assert "21-40 of 45" in told
    assert {"Earlier", "More templates"} <= set(told.split("\n"))
    assert read_searched(view.to_dict()) == "no"
    assert read_search(submitted(view, words="  local   event ")) == "local event"
    with pytest.raises(Refusal, match="Type /social library"):
        read_page("²")
    assert read_page("2") == 2


def test_details_tell_every_slot_and_where_trust_is_lost() -> None:
    gone = LostTrust(
        template=EVENT.id, store="S001", post=PostId("p2"), by=MIA, at=AT, because="A <!here> crept in"
    )
    known = Known(
        shelved=shelf(EVENT, FAY, gone), used=3, waiting=2, lost=[gone], changes=True, restores=True
    )
    told = said(template_details(known, workspace=SHOP))
    for words in (
        " a price: in GBP, such as 49.99, 50 or less",
        " a number: a whole number, from 5 to 200",
        " one of several: Coffee, tea",
        " a time · when the doors open",
        " words of their own: up to 40 characters, without links, @names or #hashtags",
        "full review for Leeds Briggate, after a blocked post",
        "Used 3 times, 2 of them not out yet",
    ):
        assert words in told
    assert "A &lt;!here&gt; crept in" in told
    assert {"Use", "Edit", "Retire", "Restore trust"} <= set(told.split("\n"))
    once = said(template_details(replace(known, used=1, waiting=1), workspace=SHOP))
    assert "Used once, and that is not out yet" in once

    reading = said(template_details(replace(known, changes=False, restores=False), workspace=SHOP))
    assert not {"Edit", "Retire", "Restore trust"} & set(reading.split("\n"))


def test_details_of_what_has_ended_say_who_ended_it() -> None:
    ended = replace(EVENT, state=TemplateState.RETIRED, ended_by=MIA, ended_at=AT, ended_because="Too *loud*")
    known = Known(shelved=shelf(ended, FAY), used=0, waiting=0, lost=[], changes=True, restores=True)
    told = said(template_details(known, workspace=SHOP))
    assert "Retired by <@U0MIA>" in told
    assert "Too ∗loud∗" in told
    assert not {"Use", "Edit", "Retire"} & set(told.split("\n"))
    over = replace(ended, state=TemplateState.EXPIRED, ended_by=None, ended_because="")
    assert "its last day is over" in said(
        template_details(replace(known, shelved=shelf(over)), workspace=SHOP)
    )


def test_what_was_filled_in_comes_back_as_it_was_typed() -> None:
    view = form()
    out = datetime(2026, 12, 1, 9, tzinfo=UTC)
    sent = submitted(
        view, **FILLED, slot_drink=option(view, "slot_drink", "tea"), publish_at=int(out.timestamp())
    )
    judged_view(view)
    typed = read_use(sent)
    assert typed.post == "p9"
    assert (typed.template, typed.number, typed.store) == ("t1", 1, "S001"), "the manager's own is chosen"
    assert typed.values == {
        "day": "2026-12-05",
        "from": "18:30",
        "price": "4.50",
        "places": "40",
        "guest": "Ann *Lister*",
        "drink": "tea",
    }
    assert typed.publish_at == out
    assert (typed.networks, typed.picture) == (None, None), "both are locked"
    empty = read_use(submitted(form(reader=FAY)))
    assert (empty.store, empty.values, empty.publish_at) == ("", {}, None)


def test_what_is_not_locked_can_be_changed() -> None:
    view = form(replace(EVENT, editable=frozenset(Editable), media_link="https://a.example/b.png"))
    judged_view(view)
    x = [option(view, "networks", "x")]
    typed = read_use(submitted(view, networks=x, alt_text=" Coffee "))
    assert typed.networks == (Network.X,)
    assert typed.picture == ("https://a.example/b.png", "Coffee")


def test_only_somebody_of_a_department_may_leave_the_store_out_and_only_where_no_slot_names_it() -> None:
    everywhere = replace(EVENT, slots=SLOTS[1:], text="On {day}.", variants=())

    def optional(template: Template, reader: UserId) -> bool:
        (store,) = (
            one for one in form(template, reader).to_dict()["blocks"] if one.get("block_id") == "store"
        )
        return bool(store["optional"])

    assert optional(everywhere, FAY)
    assert not optional(everywhere, SAM)
    assert not optional(EVENT, FAY)


def test_two_thousand_stores_are_searched_instead_of_listed() -> None:
    many = tuple(Store(key=f"S{one:04}", name=f"Store {one}") for one in range(2_000))
    view = use_form(EVENT, id=PostId("p9"), reader=FAY, workspace=replace(SHOP, stores=many))
    (store,) = (one for one in judged_view(view)["blocks"] if one.get("block_id") == "store")
    assert store["element"]["type"] == "external_select"


def test_the_result_tells_what_is_filled_from_what_is_locked() -> None:
    view = form()
    sent = submitted(view, **FILLED, slot_drink=option(view, "slot_drink", "tea"))
    values = dict(read_use(sent).values)
    filled = fill(EVENT, values, store=SHOP.stores[0], today=date(2026, 11, 26))
    verdict = Verdict(findings=(finding(),))
    lengths = {Network.X: Ruler(92, 280)}
    result = with_result(sent, filled, verdict, lengths, route="🤝 Trusted")
    told = judged_view(result)
    (quote,) = (one for one in told["blocks"] if one.get("block_id") == "result_0")
    parts = quote["elements"][1]["elements"]
    bold = [one["text"] for one in parts if one.get("style", {}).get("bold")]
    assert bold == ["Leeds Briggate", "Saturday 5 December", "18:30", "tea", "Ann *Lister*", "£4.50", "40"]
    assert parts[0]["text"] == "Come to "
    assert parts[-1]["text"] == " places. {sic}"
    words = "\n".join(strings(told["blocks"]))
    assert "On X" in words
    assert "X 92/280" in words
    assert "House.Superlatives" in words

    # Pressed again, it stands there once.
    again = with_gaps(
        {**sent, "blocks": told["blocks"]}, {"slot_day": "This day has passed.", "text": "Too long."}
    )
    words = "\n".join(strings(judged_view(again)["blocks"]))
    assert "• Day: " in words
    assert "This day has passed." in words
    assert "Too long." in words
    assert "What readers will see" not in words


@patiently
@given(hostile)
def test_nothing_that_a_template_holds_is_active_or_refused(text: str) -> None:
    _whole(text)


def test_naughty_words_everywhere() -> None:
    # What each of them looks like is seen in test_text and test_limits.
    for text in (*OWN_NAUGHTY, *naughty()[::5], "{" * 500, "x" * 20_000):
        _whole(text)


def _whole(text: str) -> None:
    slots = (
        Slot(name=shown(text)[:30], kind=SlotKind.TEXT, most=40, hint=text),
        Slot(name="kind", kind=SlotKind.CHOICE, choices=(shown(text)[:75],)),
    )
    template = replace(
        EVENT,
        name=text,
        text=text,
        slots=slots,
        ended_because=text,
        state=TemplateState.RETIRED,
        variants=(Variant(network=Network.X, text=text),),
        users=Users(regions=(text,)),
    )
    lost = LostTrust(template=template.id, store="S001", post=PostId("p2"), by=MIA, at=AT, because=text)
    one = shelf(template, FAY, lost)
    judged_view(library_view(Listed(found=[one], used={}, words=text), workspace=SHOP))
    known = Known(shelved=one, used=1, waiting=1, lost=[lost], changes=True, restores=True)
    judged_view(template_details(known, workspace=SHOP))
    judged_view(use_form(template, id=PostId("p9"), reader=FAY, workspace=SHOP))


@pytest.mark.parametrize("metadata", ["", "[]", "null", json.dumps({"post": 3}), json.dumps({"words": []})])
def test_a_form_of_something_else_is_refused_with_what_to_do(metadata: str) -> None:
    with pytest.raises(Refusal, match="Type /social library"):
        read_use({"private_metadata": metadata, "blocks": []})
    assert AGAIN.startswith("Type /social library")


def test_a_card_says_what_it_was_made_from_and_who_signs_because_of_that() -> None:
    use = TemplateUse(template="t1", number=1, name="Local <!here> *event*", store="S001", by_manager=True)
    (need, *_) = proposed().needs
    asked = replace(proposed(), use=use, renewed_needs=(replace(need, department="field-ops", trusted=True),))

    def told(post: Post) -> str:
        return "\n".join(strings(judged(post_card(post, workspace=SHOP, at=AT))["blocks"]))

    made = "📐 From template “Local &lt;!here&gt; ∗event∗” · "
    assert f"{made}only its slots changed · trusted: one sign-off of Field operations" in told(asked)
    free = replace(asked, renewed_needs=(replace(need, quorum=0, trusted=True),))
    assert f"{made}only its slots changed · trusted: nobody has to sign" in told(free)
    sampled = replace(use, trusted=False, because="one in ten is reviewed in full, and chance chose this one")
    assert f"{made}full review: one in ten is reviewed in full, and chance chose this one" in told(
        replace(asked, use=sampled)
    )
    assert "From template" not in told(proposed())
    details = post_details(asked, workspace=SHOP, entries=(), at=AT)
    assert made in "\n".join(strings(judged_view(details)["blocks"]))


def test_before_it_is_proposed_chance_is_told_in_plain_words() -> None:
    use = TemplateUse(template="t1", number=1, name="Local event", store="S001", by_manager=True)
    (need, *_) = proposed().needs
    trusted = replace(
        proposed(), use=use, renewed_needs=(replace(need, department="field-ops", trusted=True),)
    )
    *_, chance = outlook_words(trusted, sample=10, workspace=SHOP).splitlines()
    assert chance == "One in ten goes to a full review, chosen by chance."
    assert "chance" not in outlook_words(trusted, sample=0, workspace=SHOP)
    *_, every = outlook_words(trusted, sample=100, workspace=SHOP).splitlines()
    assert every == "Each goes to a full review."


def test_the_home_of_a_store_manager_who_is_nothing_else_leads_to_the_library() -> None:
    def labels(reader: UserId) -> list[str]:
        view = home(SHOP, reader, at=AT).to_dict()
        begin = next(one for one in view["blocks"] if one["type"] == "actions")
        return [one["text"]["text"] for one in begin["elements"]]

    assert labels(SAM) == ["Propose a post", "Library"]
    assert labels(FAY) == ["Propose a post"]
