"""The rulebook at work in Slack: fixing, exceptions, rules that people make, and watched channels."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.running import Bot
from sandbox import Message, Persona
from sandbox.answers import Submitted
from sandbox.screen import NotAsExpected, Window, controls
from tests.stories.test_a_post import card, labels, propose

ActAs = Callable[[str], Persona]
DESK = "#social-desk"
OFFER = "Autumn jackets: 20% off, online."
"""An offer that names no end, which the rulebook forbids."""


def test_the_menu_shows_what_a_fix_would_change_and_makes_it_a_version(act_as: ActAs) -> None:
    eve, mia, hal = map(act_as, ("eve", "mia", "hal"))
    propose(eve, "We utilize wool from Wales.", Title="Wool")
    asked = card(mia, "Wool")
    assert "Only" in hal.choose_overflow(asked, "Fix wording").reply.text

    form = eve.choose_overflow(asked, "Fix wording").view
    assert "utilize" in form.visible
    assert "We use wool from Wales." in form.visible
    assert eve.submit(form).errors == {}

    better = eve.see(DESK, "version 2")
    assert "We use wool from Wales." in better.visible
    with pytest.raises(NotAsExpected):
        eve.choose_overflow(better, "Fix wording")


def test_the_form_fixes_its_text_and_keeps_the_rest(act_as: ActAs) -> None:
    eve = act_as("eve")
    form = eve.command(DESK, "/social", "propose We utilize wool from Wales.").view
    form = eve.fill(form, {"Title": "Kept", "Networks": ["X"]})

    checked = eve.press_in_view(form, "Check wording").view
    fixed = eve.press_in_view(checked, "Fix wording").view
    assert fixed.value("Post text")["value"] == "We use wool from Wales."
    typed = eve.fill(fixed, {"Post text": "We use wool from Wales, and say so."})
    again = eve.press_in_view(typed, "Check wording").view
    assert again.value("Post text")["value"] == "We use wool from Wales, and say so."
    assert eve.submit(again).errors == {}

    assert "We use wool from Wales, and say so." in eve.see(DESK, "Kept").visible


def ask_for_an_exception(eve: Persona, *, title: str, text: str = OFFER) -> None:
    form = eve.command(DESK, "/social", f"propose {text}").view
    form = eve.fill(form, {"Title": title, "Networks": ["X"]})
    stopped = eve.submit(form)
    assert "Check wording" in stopped.errors["Post text"]
    form = eve.press_in_view(form, "Check wording").view
    form = eve.fill(form, {"Exception": ["Ask for an exception: the words have to stay"]})
    assert list(eve.submit(form).errors) == ["Why they have to stay"]
    assert eve.submit(eve.fill(form, {"Why they have to stay": "It never ends."})).errors == {}


def test_an_author_asks_and_marketing_grants(act_as: ActAs) -> None:
    eve, eli, mia = map(act_as, ("eve", "eli", "mia"))
    ask_for_an_exception(eve, title="Jackets for ever")

    asked = card(mia, "Jackets for ever")
    assert "Marketing grants an exception" in asked.visible
    assert "It never ends." in asked.visible
    mia.click(asked, "Approve")
    eli.click(eli.see(DESK, "Waiting for E-commerce"), "Approve")
    blocked = eve.see(DESK, "✅ <@U0ELI>")
    assert "Blocked by the rulebook" in blocked.visible
    assert "Only approvers of Marketing" in eli.click(blocked, "Grant exception").reply.text

    told = mia.see("@onevoice", "asks for an exception")
    form = mia.click(told, "Grant exception").view
    assert list(mia.submit(form).errors) == ["Reason"]
    assert mia.submit(mia.fill(form, {"Reason": "A standing price."})).errors == {}

    done = eve.see(DESK, "🟢 Approved")
    assert "exception by" in done.visible
    assert labels(done) == ["Mark as published", "More ▾"]
    mia.see("@onevoice", "no longer waits for an exception")
    eve.see("@onevoice", "A standing price.")

    eve.command(DESK, "/social", "export")
    (file,) = eve.wait_for(eve.files, what="the workbook")
    sheet = load_workbook(BytesIO(eve.download(file)))["Findings"]
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert any("Mia Okafor" in one and "A standing price." in one for one in cells)


def test_other_words_under_the_same_rule_need_leave_of_their_own(act_as: ActAs) -> None:
    eve, mia = map(act_as, ("eve", "mia"))
    ask_for_an_exception(eve, title="Jackets for ever")
    form = mia.click(card(mia, "Jackets for ever"), "Grant exception").view
    mia.submit(mia.fill(form, {"Reason": "A standing price."}))
    granted = eve.see(DESK, "exception by")

    form = eve.choose_overflow(granted, "Edit").view
    assert eve.submit(eve.fill(form, {"Post text": f"Really. {OFFER}"})).errors == {}
    eve.see(DESK, "version 2")
    form = eve.choose_overflow(card(eve, "Jackets for ever"), "Edit").view
    form = eve.fill(form, {"Post text": "Autumn jackets: half price, online."})
    assert eve.submit(form).errors == {}
    assert "Marketing grants an exception" in eve.see(DESK, "version 3").visible
    mia.see("@onevoice", "half price")


def test_a_dated_exception_lets_everybody_pass(act_as: ActAs) -> None:
    eve, mia, ada = map(act_as, ("eve", "mia", "ada"))
    ask_for_an_exception(eve, title="Jackets for ever")
    assert "Blocked by the rulebook" in card(mia, "Jackets for ever").visible

    found = mia.command(DESK, "/social", "rules end date").reply
    details = mia.click(found, "Details", near="House.OfferEndDate").view
    assert "Edit" not in details.labels
    form = mia.press_in_view(details, "Grant exception").view
    form = mia.fill(form, {"Until": "2020-01-01", "Reason": "Stocktaking."})
    assert list(mia.submit(form).errors) == ["Until"]
    assert mia.submit(mia.fill(form, {"Until": "2026-12-24"})).errors == {}

    eve.wait_for(
        lambda: "Blocked" not in card(eve, "Jackets for ever").visible or None, what="the post to be free"
    )
    propose(eve, "Slippers: 30% off.", Title="Slippers")
    assert "exception by" in eve.see(DESK, "Slippers").visible
    details = ada.click(ada.command(DESK, "/social", "rules OfferEndDate").reply, "Details").view
    assert "Stocktaking." in details.visible


def add_a_rule(ada: Persona, **changes: object) -> Submitted:
    form = ada.command(DESK, "/social", "rules add").view
    filled = {
        "Name": "No slippers",
        "Words": "slippers\nmules",
        "Message": "Say house shoes instead of %s.",
        "Owner": "marketing",
        "Reason": "Customers search for house shoes.",
        "Review date": "2027-05-01",
        "Good examples": "House shoes are back.",
        "Bad examples": "Slippers are back.",
    }
    return ada.submit(ada.fill(form, {**filled, **changes}))


def test_a_rule_is_tried_before_it_counts(act_as: ActAs) -> None:
    eve, mia, ada = map(act_as, ("eve", "mia", "ada"))
    propose(eve, "Slippers are back.")
    mia.click(card(mia, "Slippers are back."), "Approve")
    mia.see(DESK, "🟢 Approved")
    propose(eve, "Come and see our SLIPPERS.")
    propose(eve, "Wool from Wales.")
    assert "Only an admin" in eve.command(DESK, "/social", "rules add").reply.text

    failed = add_a_rule(ada, **{"Good examples": "The slippers."})
    assert "The slippers." in failed.errors["Good examples"]
    trial = add_a_rule(ada).view
    assert trial is not None
    assert (
        "Would have flagged 2 of 3 posts of 90 days; 1 of them approved unchanged."
        in trial.visible.replace("*", "")
    )
    assert "Nothing to change" in eve.command(DESK, "/social", "check Our slippers.").reply.visible

    done = ada.submit(trial).view
    assert done is not None
    assert "in force" in done.visible
    said = eve.command(DESK, "/social", "check Our slippers.").reply.visible
    assert "Say house shoes instead of slippers." in said
    assert "Team.NoSlippers" in said
    assert "already" in add_a_rule(ada).errors["Name"]


def put_in_force(ada: Persona, form: Window) -> None:
    trial = ada.submit(form).view
    assert trial is not None
    assert ada.submit(trial).errors == {}


def test_a_rule_is_changed_retired_and_brought_back(act_as: ActAs) -> None:
    eve, ada = map(act_as, ("eve", "ada"))
    words = "check The best jacket ever."
    assert "⚠️" in eve.command(DESK, "/social", words).reply.visible

    form = ada.command(DESK, "/social", "rules edit superlatives").view
    form = ada.fill(form, {"Level": "error", "Message": "Prove “%s”.", "Review date": "2027-05-01"})
    put_in_force(ada, form)
    said = eve.command(DESK, "/social", words).reply.visible
    assert "⛔ Prove “" in said

    assert "Only an admin" in eve.command(DESK, "/social", "rules retire superlatives").reply.text
    assert (
        "Which rule? Type its name behind “retire”" in ada.command(DESK, "/social", "rules retire").reply.text
    )
    form = ada.command(DESK, "/social", "rules retire superlatives").view
    ada.submit(ada.fill(form, {"Reason": "Nobody minds."}))
    assert "House.Superlatives" not in eve.command(DESK, "/social", words).reply.visible
    assert "no rule" in ada.command(DESK, "/social", "rules retire superlatives").reply.text

    form = ada.command(DESK, "/social", "rules edit House.Superlatives").view
    put_in_force(ada, form)
    assert "House.Superlatives" in eve.command(DESK, "/social", words).reply.visible


def test_the_list_of_rules_counts_hits_and_turns_pages(act_as: ActAs) -> None:
    eve, mia = map(act_as, ("eve", "mia"))
    propose(eve, "The best jacket ever.")
    mia.click(card(mia, "The best jacket ever."), "Approve")
    mia.see(DESK, "🟢 Approved")
    eve.submit(eve.fill(eve.command(DESK, "/social", f"propose {OFFER}").view, {"Networks": ["X"]}))

    first = eve.command(DESK, "/social", "rules").reply
    assert "1 hit in 90 days, overruled 1 time" in first.visible
    assert "1 hit in 90 days, never overruled" in first.visible
    assert "Page 1 of" in first.visible
    eve.click(first, "More rules")
    eve.see(DESK, "Page 2 of")
    assert "No rule says" in eve.command(DESK, "/social", "rules xylophone").reply.visible
    details = eve.click(eve.command(DESK, "/social", "rules superlatives").reply, "Details").view
    assert "Good" in details.visible
    assert [one.names[0] for one in controls(details.blocks)] == []


def hints(person: Persona) -> list[Message]:
    return [one for one in person.ephemerals(DESK) if "only you see this" in one.visible]


def test_a_watched_channel_gives_private_hints(act_as: ActAs, bot: Bot) -> None:
    eve, mia, ada = map(act_as, ("eve", "mia", "ada"))
    eve.say(DESK, "The best jacket ever, not watched yet.")
    assert "Only an admin" in eve.command(DESK, "/social", "rules watch").reply.text
    assert "not in that channel" in ada.command(DESK, "/social", "rules watch #hall").reply.text
    assert "from now on" in ada.command(DESK, "/social", "rules watch #social-desk").reply.visible

    eve.say(DESK, "Nothing wrong with this.")
    eve.say(DESK, "The best jacket ever!")
    eve.see(DESK, "House.Superlatives")
    eve.say(DESK, "The best slippers ever, a warning once more.")
    eve.say(DESK, OFFER)
    eve.see(DESK, "House.OfferEndDate")
    assert len(hints(eve)) == 2
    assert hints(mia) == []
    assert all(one.raw["ephemeral"] for one in eve.messages(DESK) if "House." in one.visible)

    assert "no longer watched" in ada.command(DESK, "/social", "rules unwatch").reply.visible
    eve.say(DESK, "Twice as good: 20% off.")
    mia.say(DESK, "The best jacket ever.")
    propose(eve, "Done.")
    mia.see(DESK, "Done.")
    assert len(hints(eve)) == 2
    assert hints(mia) == []
