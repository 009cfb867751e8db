"""The library from the empty list to a local post, by whole payloads: who may, what stops it, and races."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from blocks.cards import APPROVE
from blocks.home import OPEN_LIBRARY
from blocks.inputs import CHECK_WORDING
from blocks.library import DETAILS, ENDED, TURN, USE
from blocks.more import EDIT as EDIT_POST
from blocks.more import MORE
from blocks.searching import ALL
from blocks.template_use import ALL_WORDS, SEE
from domain.networks import Network
from domain.people import UserId
from domain.policy import SHIPPED_POLICY
from domain.posts import PostId, State
from domain.slots import Slot, SlotKind
from domain.templates import Template, TemplateId, TemplateState, Users
from domain.versions import Content
from sandbox.blockkit import problems
from tests.handlers.desk import (
    ADA,
    EVE,
    FAY,
    MIA,
    NOON,
    RETAILER,
    WIM,
    WORKSPACE,
    Answer,
    Desk,
    as_opened,
    on_one_database,
    target_of,
)
from tests.handlers.payloads import interaction

SAM = UserId("U0SAM")
EDIT_CHOICE = EDIT_POST.removeprefix("post_")
SHOP = replace(RETAILER, stores=(replace(RETAILER.stores[0], manager=SAM, city="Leeds"),))
SURE = replace(SHIPPED_POLICY, trusted=tuple(replace(one, sample=0) for one in SHIPPED_POLICY.trusted))
"""The shipped policy, but that chance sends nobody to full review."""
EVENT = Template(
    id=TemplateId("t1"),
    workspace=WORKSPACE,
    name="Local event",
    text="Come to {store} on {day} at {from}: {drink} with {guest}, {price}.",
    networks=(Network.X, Network.INSTAGRAM),
    department="field-ops",
    slots=(
        Slot(name="store", kind=SlotKind.STORE),
        Slot(name="day", kind=SlotKind.DATE),
        Slot(name="from", kind=SlotKind.TIME),
        Slot(name="drink", kind=SlotKind.CHOICE, choices=("coffee", "tea")),
        Slot(name="guest", kind=SlotKind.TEXT, most=40),
        Slot(name="price", kind=SlotKind.PRICE, currency="GBP", highest=Decimal(50)),
    ),
    approved=Content(text="Come to Leeds Briggate.", networks=(Network.X, Network.INSTAGRAM)),
    finding_tags=frozenset({"price", "in-store"}),
    post=PostId("p1"),
    post_version=1,
    by=FAY,
    at=NOON,
)
FILLED: dict[str, Any] = {
    "slot_day": "2026-12-05",
    "slot_from": "18:30",
    "slot_drink": "tea",
    "slot_guest": "Ann Lister",
    "slot_price": "4.50",
}


@pytest.fixture
def desk(shared_desk: Desk) -> Desk:
    shared_desk.set_up(SHOP)
    shared_desk.set_policy(SURE)
    return shared_desk


def keep(desk: Desk, *templates: Template) -> None:
    with desk.database.transaction(WORKSPACE) as work:
        work.templates.hold()
        for one in templates or (EVENT,):
            work.templates.save(one)


def words(view: Mapping[str, Any]) -> str:
    return json.dumps(view["blocks"], ensure_ascii=False)


def listed(desk: Desk, by: UserId = SAM, sought: str = "") -> Mapping[str, Any]:
    assert desk.command(by, f"library {sought}").body == ""
    return desk.slack.view


def part(view: Mapping[str, Any], block_id: str) -> dict[str, Any]:
    """The view as if this block alone were in it: its ids stand in others too."""
    return {**view, "blocks": [one for one in view["blocks"] if one.get("block_id") == block_id]}


def form(desk: Desk, by: UserId = SAM, id: str = "t1") -> Mapping[str, Any]:
    """The form in which the template is filled."""
    desk.press(by, part(listed(desk, by), f"template:{id}"), USE)
    return desk.slack.view


def propose(desk: Desk, view: Mapping[str, Any], by: UserId = SAM, **changes: object) -> Answer:
    return desk.submit(by, view, **{**FILLED, **changes})


def test_an_empty_library_says_how_it_is_filled_and_a_stranger_is_shown_the_way_in(desk: Desk) -> None:
    assert "*Save as template*" in words(listed(desk))
    assert "not in any department" in desk.command(WIM, "library").text


def test_a_store_manager_fills_a_template_and_one_sign_off_is_enough(desk: Desk) -> None:
    keep(desk)
    view = form(desk)
    desk.press(SAM, view, SEE, **FILLED)
    seen = words(desk.slack.view)
    assert "What readers will see" in seen
    assert "only its slots changed · trusted: one sign-off of Field operations" in seen
    assert "X 83/280 · Instagram 83/2,200" in seen

    assert propose(desk, view).body == ""
    post = desk.post(target_of(view))
    assert post.version.content.text == (
        "Come to Leeds Briggate on Saturday 5 December at 18:30: tea with Ann Lister, £4.50."
    )
    assert (post.author, post.department, post.stores) == (SAM, "field-ops", ("S001",))
    assert "From template “Local event” · only its slots changed · trusted: one sign-off of Field" in words(
        desk.card(post)
    )
    assert desk.said_in_trail()[-1] == ("proposed", SAM, post.id, 1)

    # Sent twice it is one post; one approver of field operations is enough.
    assert propose(desk, view).body == ""
    assert [one[0] for one in desk.said_in_trail()] == ["proposed"]
    desk.tick(FAY, post)
    assert desk.click(FAY, desk.card(post), APPROVE).body == ""
    assert desk.post(post.id).state is State.APPROVED
    assert "used once" in words(listed(desk))


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"slot_guest": "x" * 4_000}, "slot_guest", "These are 4,000 characters; 40 is the most here."),
        ({"slot_guest": "see https://evil.example"}, "slot_guest", "No links here"),
        ({"slot_price": "5 €"}, "slot_price", "“5 €” is in EUR; this template's prices are in GBP."),
        ({"slot_price": "51"}, "slot_price", "50 GBP is the most here."),
        ({"slot_day": "2026-11-16"}, "slot_day", "This day has passed."),
        ({"slot_day": None}, "slot_day", "Fill this in."),
        ({"slot_drink": "gin"}, "slot_drink", "Choose one of coffee, tea."),
        ({"store": "S999"}, "store", "This store is not there any more."),
        ({"slot_guest": "the best cook ever"}, "", ""),
    ],
)
@on_one_database
def test_what_cannot_stand_in_a_slot_is_told_under_it(
    desk: Desk, changes: dict[str, Any], field: str, said: str
) -> None:
    keep(desk)
    view = form(desk)
    answer = propose(desk, view, **changes)
    if not field:  # a warning: approvers see it, nobody is stopped
        assert answer.body == ""
        return
    assert list(answer.errors) == [field]
    assert said in answer.errors[field]
    assert not desk.said_in_trail()
    # "See the result" says the same without closing the form.
    desk.press(SAM, view, SEE, **{**FILLED, **changes})
    assert "There is no result yet" in words(desk.slack.view)
    assert said in words(desk.slack.view)


@on_one_database
def test_markup_stands_as_it_was_typed_and_is_active_nowhere(desk: Desk) -> None:
    keep(desk)
    view = form(desk)
    assert propose(desk, view, slot_guest="<!here> *Ann* &amp;").body == ""
    post = desk.post(target_of(view))
    assert "tea with <!here> *Ann* &amp;, £4.50." in post.version.content.text
    (quote,) = (
        one
        for one in desk.card(post)["blocks"]
        if one["type"] == "rich_text" and "Ann" in words({"blocks": [one]})
    )
    assert {one["type"] for part in quote["elements"] for one in part["elements"]} == {"text"}


@on_one_database
def test_what_a_rule_forbids_is_told_under_the_slot_in_which_it_was_typed(desk: Desk) -> None:
    keep(desk)
    view = form(desk)
    typed: dict[str, Any] = {"slot_guest": "{name of the guest}"}
    answer = propose(desk, view, **typed)
    assert answer.errors == {"slot_guest": "“{name of the guest}”: fill in the blank before it goes out"}
    desk.press(SAM, view, SEE, **{**FILLED, **typed})
    assert "It cannot be proposed until that is settled" in words(desk.slack.view)


def test_who_may_not_fill_it_is_told_so_and_a_manager_only_fills_for_their_own_store(desk: Desk) -> None:
    other = replace(RETAILER.stores[0], key="S002", name="York", city="York")
    desk.set_up(replace(SHOP, stores=(*SHOP.stores, other)))
    keep(desk, EVENT, replace(EVENT, id=TemplateId("t2"), name="HR day", users=Users(departments=("hr",))))
    view = listed(desk)
    assert USE not in words(part(view, "template:t2"))
    assert "For HR" in words(view)
    stale = part(listed(desk, ADA), "template:t1")
    button = stale["blocks"][0]["elements"][0] | {"value": "t2"}
    desk.press(SAM, {**stale, "blocks": [{**stale["blocks"][0], "elements": [button]}]}, USE)
    assert "“HR day” is not for you to fill." in words(desk.slack.view)

    mine = form(desk)
    answer = propose(desk, mine, store="S002")
    assert answer.errors == {"store": "You cannot fill this template for York. Choose your own store."}
    assert propose(desk, form(desk, EVE), EVE, store="S002").body == ""


def test_a_template_that_ends_or_changes_while_its_form_is_open_says_so_and_gives_the_words_back(
    desk: Desk,
) -> None:
    keep(desk)
    view = form(desk)
    keep(
        desk,
        replace(EVENT, state=TemplateState.RETIRED, ended_by=MIA, ended_at=NOON, ended_because="Too loud"),
    )
    refused = words(propose(desk, view).body["view"])
    assert f"<@{MIA}> took “Local event” out of the library" in refused
    assert "“Too loud”" in refused
    assert "Ann Lister" in refused

    keep(desk, replace(EVENT, number=2, text="Another {store} {day} {from} {drink} {guest} {price}.", by=MIA))
    assert f"<@{MIA}> changed “Local event”" in words(propose(desk, view).body["view"])
    desk.press(SAM, view, SEE, **FILLED)
    assert f"<@{MIA}> changed “Local event”" in words(desk.slack.view)

    keep(desk, replace(EVENT, id=TemplateId("t3"), valid_until=date(2026, 11, 30), name="Till November"))
    view = form(desk, id="t3")
    answer = propose(desk, view, publish_at=int(NOON.timestamp()) + 20 * 86_400)
    assert answer.errors["publish_at"].startswith("Posts from this template go out until 30 Nov 2026.")
    desk.at = NOON.replace(month=12)
    assert "was for posts until 30 Nov 2026" in words(propose(desk, view).body["view"])
    assert not desk.said_in_trail()


def test_the_list_is_searched_and_turned(desk: Desk) -> None:
    keep(desk, *(replace(EVENT, id=TemplateId(f"n{one}"), name=f"No. {one:02}") for one in range(23)))
    view = listed(desk)
    assert "1-20 of 23" in words(view)
    desk.press(SAM, view, f"{TURN}:on")
    assert "No. 22" in words(desk.slack.view)
    found = desk.submit(SAM, view, words="no. 07").body["view"]
    assert "No. 07" in words(found)
    assert "No. 08" not in words(found)
    desk.press(SAM, found, f"{TURN}:{ALL}")
    assert "1-20 of 23" in words(desk.slack.view)
    assert "Show all" not in words(desk.slack.view)
    assert "1-20 of 23" in words(desk.submit(SAM, found, words=None).body["view"])
    assert "No. 07" in words(listed(desk, SAM, "07"))
    assert "No template says “tea room”" in words(listed(desk, SAM, "tea room"))


def test_who_keeps_the_library_looks_at_what_has_ended(desk: Desk) -> None:
    over = replace(EVENT, id=TemplateId("old"), name="Old", state=TemplateState.RETIRED)
    keep(desk, EVENT, replace(over, ended_by=FAY, ended_at=NOON, ended_because="no more"))
    view = listed(desk, FAY)
    assert "1 template that nobody can fill any more" in words(view)
    desk.press(FAY, view, ENDED, choice="old")
    shown = words(desk.slack.view)
    assert "⚪ Retired by" in shown
    assert "A new one is made of an approved post" in shown
    assert "nobody can fill" not in words(listed(desk, SAM))


def test_details_are_for_everybody_and_the_home_of_a_store_manager_leads_here(desk: Desk) -> None:
    keep(desk)
    desk.press(EVE, part(listed(desk, EVE), "template:t1"), DETAILS)
    shown = words(desk.slack.view)
    assert "What is to be filled in" in shown
    assert "Retire" not in shown
    home = {"type": "home", "blocks": [{"type": "actions", "elements": [_button(OPEN_LIBRARY)]}]}
    desk.press(SAM, home, OPEN_LIBRARY)
    assert "Local event" in words(desk.slack.view)
    gone = part(listed(desk), "template:t1")
    gone["blocks"][0] = {**gone["blocks"][0], "elements": [{**_button(DETAILS), "value": "t9"}]}
    desk.press(SAM, gone, DETAILS)
    assert "There is no such template any more." in words(desk.slack.view)


def test_one_of_two_thousand_stores_is_searched_for(desk: Desk) -> None:
    many = tuple(replace(RETAILER.stores[0], key=f"S{one:04}", name=f"Store {one}") for one in range(2_000))
    desk.set_up(replace(SHOP, stores=many))
    keep(desk)
    view = as_opened(form(desk, EVE))
    typed = {"block_id": "store", "action_id": "stores", "value": "store 1234"}
    found = desk.send(interaction("block_suggestion", EVE, view=view, trigger_id=None, **typed))
    assert [one["text"]["text"] for one in found.body["options"]] == ["Store 1234"]
    assert propose(desk, view, EVE, store="S1234").body == ""


def test_its_author_fills_it_anew_by_the_same_route_and_by_hand_goes_to_full_review(desk: Desk) -> None:
    keep(desk)
    view = form(desk)
    propose(desk, view, publish_at=int(NOON.timestamp()) + 3 * 86_400)
    post = desk.post(target_of(view))
    desk.tick(FAY, post)
    desk.click(FAY, desk.card(post), APPROVE)
    assert desk.post(post.id).state is State.APPROVED

    # The form has all that was filled in; saved as it is, nothing changes.
    desk.click(SAM, desk.card(post), MORE, choice=EDIT_CHOICE)
    again = desk.slack.view
    assert problems(again["blocks"], on="modal") == []
    assert desk.submit(SAM, again).body == ""
    assert desk.post(post.id).state is State.APPROVED
    desk.press(SAM, again, SEE, slot_guest="Emily Bell")
    assert "trusted: one sign-off" in words(desk.slack.view)
    assert desk.submit(SAM, again, slot_guest="Emily Bell").body == ""
    anew = desk.post(post.id)
    assert (anew.state, anew.version.number) == (State.IN_REVIEW, 2)
    assert "tea with Emily Bell" in anew.version.content.text
    assert [one.department for one in anew.needs if one.quorum] == ["field-ops"]
    assert desk.said_in_trail()[-1] == ("revised", SAM, post.id, 2)
    overtaken = words(desk.submit(SAM, again, slot_guest="Third Guest").body["view"])
    assert "You made version 2" in overtaken
    assert "Third Guest" in overtaken

    # Other words than those in the slots: everybody is asked.
    desk.click(SAM, desk.card(anew), MORE, choice=EDIT_CHOICE)
    desk.press(SAM, desk.slack.view, ALL_WORDS)
    by_hand = desk.slack.view
    assert desk.submit(SAM, by_hand, text="Come to Leeds Briggate for tea.").body == ""
    free = desk.post(post.id)
    assert free.use is not None
    assert not free.use.trusted
    assert "full review" in words(desk.card(free))
    assert "marketing" in [one.department for one in free.needs]


def test_a_local_post_whose_template_is_another_by_now_is_edited_as_any_post(desk: Desk) -> None:
    keep(desk)
    view = form(desk)
    propose(desk, view)
    post = desk.post(target_of(view))
    desk.click(EVE, desk.card(post), MORE, choice=EDIT_CHOICE)
    assert "can do this" in desk.slack.reply
    keep(desk, replace(EVENT, number=2, name="Another event"))
    desk.click(SAM, desk.card(post), MORE, choice=EDIT_CHOICE)
    assert desk.slack.view["callback_id"] == "edit_form"


@on_one_database
def test_a_text_for_many_stores_is_told_which_slots_would_make_it_local(desk: Desk) -> None:
    many = tuple(
        replace(RETAILER.stores[0], key=f"S{one:04}", name=f"Store {one}", city="Leeds", region="North")
        for one in range(12)
    )
    dover = replace(many[0], key="S0100", name="Dover", city="", region="South")
    desk.set_up(replace(SHOP, stores=(*many, dover)))

    def told(text: str, *stores: str) -> str:
        form = desk.form(EVE, text)
        desk.press(EVE, form, CHECK_WORDING, networks=["x"], stores=list(stores))
        return words(desk.slack.view)

    text = "The late night in Leeds is on 4 December until 22:00."
    said = told(text, "all")
    assert "The same text in 13 stores." in said
    assert "{city}" in said
    assert " for “4 December”" in said
    # What the whole company promises lacks no store's own words; what some stores say does.
    assert "The same text in" not in told("Come and feel the wool.", "all")
    assert "It names no place so far" in told("Come and feel the wool.", "region:North")
    assert "The same text in" not in told(text, "store:S0001", "store:S0002")
    assert "The same text in" not in told(text, "region:Gone")


def _button(action_id: str) -> dict[str, Any]:
    text = {"type": "plain_text", "text": "Press", "emoji": False}
    return {"type": "button", "action_id": action_id, "value": "home", "text": text}
