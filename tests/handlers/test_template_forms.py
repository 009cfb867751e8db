"""Keeping the library by whole payloads: a post becomes a template, is changed, is taken out; trust comes back."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from blocks.cards import APPROVE, REJECT
from blocks.library import DETAILS, USE
from blocks.more import DETAILS as DETAILS_CHOICE
from blocks.more import MORE, TEMPLATE
from blocks.slot_form import CHOOSE_KIND
from blocks.template_details import EDIT, RESTORE, RETIRE
from blocks.template_inputs import PREVIEW
from domain.notices import NoticeKind
from domain.people import UserId
from domain.policy import SHIPPED_POLICY
from domain.posts import Post, State
from domain.slots import Slot, SlotKind
from domain.templates import Template, TemplateState, Users
from tests.handlers.desk import (
    ADA,
    ELI,
    EVE,
    FAY,
    HAL,
    MIA,
    RETAILER,
    WORKSPACE,
    Desk,
    on_one_database,
    target_of,
)

SAM = UserId("U0SAM")
SHOP = replace(RETAILER, stores=(replace(RETAILER.stores[0], manager=SAM, city="Leeds"),))
SURE = replace(SHIPPED_POLICY, trusted=tuple(replace(one, sample=0) for one in SHIPPED_POLICY.trusted))
TEXT = "Come to Leeds Briggate on Saturday 5 December at 18:30 and hear Ann Lister read."
SLOTTED = "Come to {store} on {day} at {time} and hear {guest} read."


@pytest.fixture
def desk(shared_desk: Desk) -> Desk:
    shared_desk.set_up(SHOP)
    shared_desk.set_policy(SURE)
    return shared_desk


def words(view: Mapping[str, Any]) -> str:
    return json.dumps(view["blocks"], ensure_ascii=False)


def field(view: Mapping[str, Any], block_id: str) -> dict[str, Any]:
    (found,) = (one["element"] for one in view["blocks"] if one.get("block_id") == block_id)
    return dict(found)


def approved(desk: Desk, text: str = TEXT) -> Post:
    """A post that everybody needed has signed, its stores ready."""
    post = desk.propose(EVE, text, title="A reading", department="field-ops", stores=["store:S001"])
    desk.tick(FAY, post)
    for by in (MIA, FAY):
        assert desk.click(by, desk.card(post), APPROVE).body == ""
    assert desk.post(post.id).state is State.APPROVED
    return desk.post(post.id)


def save_form(desk: Desk, post: Post, by: UserId = FAY) -> Mapping[str, Any]:
    """The form that "Details" of a post leads to."""
    desk.click(by, desk.card(post), MORE, choice=DETAILS_CHOICE)
    desk.press(by, desk.slack.view, f"{MORE}_{TEMPLATE}")
    return desk.slack.view


def saved(desk: Desk, by: UserId = FAY, **changes: object) -> Template:
    """A template that was saved of an approved post, as it is kept."""
    view = save_form(desk, approved(desk), by)
    asked = desk.submit(by, view, text=SLOTTED, name="Reading").body["view"]
    filled = {"kind_guest": "text", **changes}
    assert desk.submit(by, asked, **filled).body["view"]["title"]["text"] == "Onevoice"
    (found,) = kept(desk)
    return found


def kept(desk: Desk) -> tuple[Template, ...]:
    with desk.database.snapshot(WORKSPACE) as work:
        return work.templates.all()


def details(desk: Desk, by: UserId = FAY) -> Mapping[str, Any]:
    assert desk.command(by, "library").body == ""
    view = desk.slack.view
    (one,) = (one["block_id"] for one in view["blocks"] if one.get("block_id", "").startswith("template:"))
    desk.press(by, {**view, "blocks": [b for b in view["blocks"] if b.get("block_id") == one]}, DETAILS)
    return desk.slack.view


def pressed(
    desk: Desk, action_id: str, by: UserId = FAY, view: Mapping[str, Any] | None = None
) -> Mapping[str, Any]:
    desk.press(by, view or details(desk, by), action_id)
    return desk.slack.view


def filled(desk: Desk, by: UserId = SAM) -> Post:
    """A post that a store manager made from the template."""
    assert desk.command(by, "library").body == ""
    desk.press(by, desk.slack.view, USE)
    view = desk.slack.view
    answer = desk.submit(by, view, slot_day="2026-12-05", slot_time="19:00", slot_guest="Emily Bell")
    assert answer.body == ""
    return desk.post(target_of(view))


def told(desk: Desk, user: UserId) -> list[str]:
    return [one.kind.value for one in desk.notices() if one.place == user]


def test_an_approved_post_becomes_a_template_with_the_slots_that_were_suggested(desk: Desk) -> None:
    post = approved(desk)
    view = save_form(desk, post)
    assert field(view, "text")["initial_value"] == (
        "Come to {store} on {day} at {time} and hear Ann Lister read."
    )
    assert "for “Saturday 5 December”" in words(view)
    assert field(view, "kind_day")["initial_option"]["value"] == "date"

    # Another slot typed into the text is asked about before anything is kept.
    asked = desk.submit(FAY, view, text=SLOTTED, name="Reading").body
    assert asked["response_action"] == "update"
    assert "{guest} is" in words(asked["view"])
    assert "Choose what may stand in it." in words(asked["view"])
    assert kept(desk) == ()

    # "Preview" says what is missing, then what stores get.
    desk.press(FAY, asked["view"], PREVIEW)
    assert "Choose what may stand in it." in words(desk.slack.view)
    desk.press(FAY, _part(asked["view"], "kind_guest"), CHOOSE_KIND)
    desk.press(FAY, asked["view"], PREVIEW, kind_guest="text")
    assert "What stores get" in words(desk.slack.view)
    ready = desk.slack.view
    assert (
        desk.submit(FAY, ready, details_guest="400", name="Reading", text=SLOTTED, kind_guest="text")
        .errors["details_guest"]
        .startswith("{guest}: say how long it may be")
    )

    done = desk.submit(
        FAY,
        ready,
        details_guest="40",
        hint_guest="who reads",
        departments=["field-ops"],
        regions=["North"],
        valid_until="2026-12-24",
    )
    assert "is in the library" in words(done.body["view"])
    (template,) = kept(desk)
    assert (template.name, template.text, template.by) == ("Reading", SLOTTED, FAY)
    assert template.slots == (
        Slot(name="store", kind=SlotKind.STORE),
        Slot(name="day", kind=SlotKind.DATE),
        Slot(name="time", kind=SlotKind.TIME),
        Slot(name="guest", kind=SlotKind.TEXT, most=40, hint="who reads"),
    )
    assert template.users == Users(departments=("field-ops",), regions=("North",))
    assert (template.post, template.department) == (post.id, "field-ops")
    assert desk.said_in_trail()[-1][:3] == ("template made", FAY, template.id)

    # Sent twice it stays one.
    assert "is in the library" in words(desk.submit(FAY, ready, details_guest="40").body["view"])
    assert len(kept(desk)) == 1
    assert [one[0] for one in desk.said_in_trail()].count("template made") == 1


@pytest.mark.parametrize(
    ("changes", "where", "said"),
    [
        (
            {"text": "Come to {store} on {day} at {time} and hear Bob read."},
            "text",
            "does not stand like this",
        ),
        ({"text": "Come to {store"}, "text", "this brace makes no slot"),
        ({"name": "\u3164"}, "name", "Give the template a name."),
        ({"valid_from": "2026-12-24", "valid_until": "2026-12-01"}, "valid_until", "Turn them round"),
        ({"valid_until": "2026-11-01"}, "valid_until", "This day has passed."),
    ],
)
@on_one_database
def test_what_is_wrong_stands_under_its_field(
    desk: Desk, changes: dict[str, Any], where: str, said: str
) -> None:
    view = save_form(desk, approved(desk))
    answer = desk.submit(FAY, view, **changes)
    assert said in answer.errors[where]
    assert kept(desk) == ()
    desk.press(FAY, view, PREVIEW, **changes)
    assert said in words(desk.slack.view)


@on_one_database
def test_another_kind_asks_for_what_that_kind_has_to_know(desk: Desk) -> None:
    view = save_form(desk, approved(desk))
    asked = desk.submit(FAY, view, kind_day="choice").body
    assert asked["response_action"] == "update"
    assert "{day}: give two choices or more" in words(asked["view"])
    answer = desk.submit(FAY, asked["view"], kind_day="choice", details_day="Friday")
    assert answer.errors["details_day"].startswith("{day}: give two choices or more")
    done = desk.submit(FAY, asked["view"], kind_day="choice", details_day="Friday; Saturday")
    assert "is in the library" in words(done.body["view"])
    assert kept(desk)[0].slots[1].choices == ("Friday", "Saturday")


def test_only_approvers_and_admins_save_what_was_approved(desk: Desk) -> None:
    post = approved(desk)
    desk.click(FAY, desk.card(post), MORE, choice=DETAILS_CHOICE)
    of_an_approver = desk.slack.view
    for by in (EVE, ELI, HAL, SAM):
        desk.click(by, desk.card(post), MORE, choice=DETAILS_CHOICE)
        assert f"{MORE}_{TEMPLATE}" not in _actions(desk.slack.view)
        desk.press(by, of_an_approver, f"{MORE}_{TEMPLATE}")  # who was one when it was opened
        assert "keep the library" in words(desk.slack.view)
    for by in (MIA, FAY, ADA):
        assert save_form(desk, post, by)["callback_id"] == "setup_template_form"
    waiting = desk.propose(EVE, "Not yet.")
    desk.click(FAY, desk.card(waiting), MORE, choice=DETAILS_CHOICE)
    assert TEMPLATE not in [one.rpartition("_")[2] for one in _actions(desk.slack.view)]


def test_a_change_takes_along_what_no_longer_fits_and_two_at_once_lose_nothing(desk: Desk) -> None:
    saved(desk)
    post = filled(desk)
    assert post.use is not None
    assert post.use.trusted
    first, second = pressed(desk, EDIT), pressed(desk, EDIT, ADA)
    assert "*1 post* made from it is not out yet." in words(first)
    assert desk.submit(FAY, first, name="A reading at yours").body == ""
    assert desk.post(post.id).state is State.IN_REVIEW, "its name is nothing that was filled"
    answer = desk.submit(ADA, second, name="Readings")
    assert f"<@{FAY}> changed “A reading at yours”" in words(answer.body["view"])

    again = pressed(desk, EDIT)
    asked = desk.submit(FAY, again, text=SLOTTED.replace("{guest}", "{name}")).body["view"]
    assert "Choose what may stand in it." in words(asked)
    assert desk.submit(FAY, asked, kind_name="text").body == ""
    (template,) = kept(desk)
    assert template.number == 3
    gone = desk.post(post.id)
    assert (gone.state, gone.state_by) == (State.WITHDRAWN, FAY)
    assert "was changed and says something else now" in gone.state_because
    assert NoticeKind.AUTHOR.value in told(desk, SAM)


def test_retiring_says_what_goes_with_it_and_asks_why(desk: Desk) -> None:
    saved(desk)
    post = filled(desk)
    view, late = details(desk), details(desk, MIA)
    form = pressed(desk, RETIRE, view=view)
    assert "*1 post* made from it is not out yet. It is withdrawn, and its author told." in words(form)
    assert desk.submit(FAY, form, because=" ").errors == {
        "because": "Say why, so that those who used it know."
    }
    assert desk.submit(FAY, form, because="Too <!here> loud").body == ""
    (template,) = kept(desk)
    assert (template.state, template.ended_by) == (TemplateState.RETIRED, FAY)
    assert desk.post(post.id).state is State.WITHDRAWN
    assert f"<@{FAY}> took “Reading” out of the library" in words(pressed(desk, RETIRE, MIA, late))
    assert f"<@{FAY}> took “Reading” out of the library" in words(pressed(desk, EDIT, MIA, late))
    assert [one[0] for one in desk.said_in_trail()[-2:]] == ["template retired", "withdrawn"]


def test_trust_that_a_blocked_post_ended_is_given_back_with_a_reason(desk: Desk) -> None:
    saved(desk)
    post = filled(desk)
    desk.click(FAY, desk.card(post), REJECT)
    desk.submit(FAY, desk.slack.view, reason="off_brand", comment="It was in May")
    view = details(desk, MIA)
    assert "Leeds Briggate" in words(view)
    assert "full review for Leeds Briggate, after a blocked post" in words(view)
    again = filled(desk)
    assert again.use is not None
    assert again.use.because.startswith("trust in this template was lost here")

    assert RESTORE not in words(details(desk, FAY)), "field operations does not answer for the brand"
    form = pressed(desk, RESTORE, MIA, view)
    assert desk.submit(MIA, form, because="").errors == {
        "because": "Say what has changed, so that others can follow."
    }
    assert desk.submit(MIA, form, because="Sam knows the date now").body == ""
    assert "full review for" not in words(details(desk, MIA))
    assert filled(desk).use.trusted  # type: ignore[union-attr]  # made from the template just now
    assert "Trust is there again already." in words(pressed(desk, RESTORE, MIA, view))
    assert f"<@{MIA}> gave this trust back" in words(desk.submit(ADA, form, because="Me too").body["view"])


def _actions(view: Mapping[str, Any]) -> list[str]:
    return [e["action_id"] for one in view["blocks"] if one["type"] == "actions" for e in one["elements"]]


def _part(view: Mapping[str, Any], block_id: str) -> dict[str, Any]:
    """The view as if of its inputs only this one could be used: their action ids stand in several."""
    others = [one for one in view["blocks"] if not one.get("block_id", "").startswith("kind_")]
    return {**view, "blocks": [*others, *(one for one in view["blocks"] if one.get("block_id") == block_id)]}
