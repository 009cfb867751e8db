"""The main job, told whole: from a proposal to a workbook."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook

from sandbox import Message, Persona
from sandbox.screen import controls

both_ways = pytest.mark.parametrize("bot", ["http", "socket"], indirect=True)
"""Once over signed HTTP and once over Socket Mode: a command, forms, buttons and events arrive both ways.

What they lead to is the same, so the other stories are told once.
"""
pytestmark = both_ways

ActAs = Callable[[str], Persona]
DESK = "#social-desk"


def propose(person: Persona, text: str, **fields: object) -> None:
    form = person.command(DESK, "/social", f"propose {text}").view
    filled = person.fill(form, {"Networks": ["Instagram", "X"], **fields})
    assert person.submit(filled).errors == {}


def card(person: Persona, title: str) -> Message:
    return person.see(DESK, title)


def labels(message: Message) -> list[str]:
    return [control.names[0] for control in controls(message.blocks)]


def thread_of_four(person: Persona, message: Message) -> list[str]:
    lines = [one.visible for one in person.thread(message)[1:]]
    return lines if len(lines) == 4 else []


def test_a_post_goes_from_proposal_to_approval_to_excel(act_as: ActAs) -> None:
    eve, eli, mia, hal = map(act_as, ("eve", "eli", "mia", "hal"))

    # Eve proposes; the rulebook stops an offer that names no end.
    form = eve.command(DESK, "/social", "propose Autumn jackets: 20% off, online and in store.").view
    form = eve.fill(form, {"Title": "Autumn jackets", "Networks": ["Instagram", "X"]})
    stopped = eve.submit(form)
    assert list(stopped.errors) == ["Post text"]
    assert "end" in stopped.errors["Post text"]

    # She says until when, and the card appears with the departments it needs.
    text = "Autumn jackets: 20% off until Sunday 29 November, online."
    assert eve.submit(eve.fill(form, {"Post text": text})).errors == {}
    proposed = eve.see("@onevoice", "You proposed your post").visible
    assert "Waiting for E-commerce and Marketing" in proposed
    assert "/archives/C0DESK/p" in proposed
    asked = card(mia, "Autumn jackets")
    assert "Waiting for" in asked.visible
    assert "Marketing" in asked.visible
    assert "E-commerce" in asked.visible
    assert text in asked.visible

    # Mia wants the sizes named; Eve hears of it and edits.
    form = mia.click(asked, "Request changes").view
    assert mia.submit(mia.fill(form, {"Comment": "Please say which sizes."})).errors == {}
    told = eve.see("@onevoice", "Please say which sizes.")
    form = eve.click(told, "Edit").view
    better = "Autumn jackets in all sizes: 20% off until Sunday 29 November, online."
    assert eve.submit(eve.fill(form, {"Post text": better})).errors == {}
    mia.see(DESK, "version 2")

    # Both departments sign the new version; somebody from HR may not.
    asked = card(hal, "Autumn jackets")
    assert "Only approvers of" in hal.click(asked, "Approve").reply.text
    mia.click(asked, "Approve")
    mia.see(DESK, "Waiting for E-commerce")
    eli.click(card(eli, "Autumn jackets"), "Approve")
    done = eve.see(DESK, "Approved")
    assert labels(done) == ["Mark as published", "More ▾"]

    # The thread holds one line per decision, in order; the edit's says whose decision was about version 1.
    lines = eve.wait_for(lambda: thread_of_four(eve, done), what="four lines in the thread")
    assert [word in line for word, line in zip(("sizes", "version 2", "@mia", "@eli"), lines, strict=True)]
    assert "asked for changes to version 1" in lines[1]

    # Eve has one message for each thing that concerns her, and is told that publishing is up to her.
    eve.see("@onevoice", "publish it yourself on")
    notes = [one.visible for one in eve.messages("@onevoice")]
    words = ("You proposed", "Please say which sizes.", "approved version 2", "publish it yourself")
    assert [word in note for word, note in zip(words, notes, strict=True)] == [True] * 4

    # Eve exports the week, and the cells say what happened.
    assert "workbook" in eve.command(DESK, "/social", "export").reply.visible.lower()
    (file,) = eve.wait_for(eve.files, what="the workbook")
    workbook = load_workbook(BytesIO(eve.download(file)))
    assert workbook.sheetnames[:4] == ["Summary", "Posts", "Sign-offs", "Findings"]
    posts = workbook["Posts"]
    cells = {str(cell.value).lower() for row in posts.iter_rows() for cell in row}
    assert {"autumn jackets", better.lower(), "approved", "eve parker"} <= cells
    signed = {str(cell.value) for row in workbook["Sign-offs"].iter_rows() for cell in row}
    assert "Please say which sizes." in signed


def test_nobody_approves_their_own_post_and_the_second_click_hears_of_the_first(act_as: ActAs) -> None:
    mia, max_, hal = map(act_as, ("mia", "max", "hal"))
    propose(mia, "Ask our staff anything.", **{"People shown have agreed": True})

    asked = card(hal, "Ask our staff anything.")
    assert "You wrote this post" in mia.click(asked, "Approve").reply.text
    max_.click(asked, "Approve")
    max_.see(DESK, "Waiting for HR")
    assert "You already signed for Marketing" in max_.click(asked, "Approve").reply.text
    hal.click(asked, "Approve")
    assert labels(hal.see(DESK, "Approved")) == ["Mark as published", "More ▾"]


def test_a_rejection_needs_words_and_ends_the_post(act_as: ActAs) -> None:
    eve, mia = map(act_as, ("eve", "mia"))
    propose(eve, "A joke about the weather.")

    form = mia.click(card(mia, "A joke about the weather."), "Reject").view
    form = mia.fill(form, {"Reason": "Wrong moment"})
    assert list(mia.submit(mia.fill(form, {"Comment": "  "})).errors) == ["Comment"]
    assert mia.submit(mia.fill(form, {"Comment": "There are flood warnings."})).errors == {}

    ended = eve.see(DESK, "Rejected")
    assert labels(ended) == ["More ▾"]
    assert "There are flood warnings." in eve.see("@onevoice", "flood warnings").visible


def test_the_author_withdraws_and_others_cannot(act_as: ActAs) -> None:
    eve, mia = map(act_as, ("eve", "mia"))
    propose(eve, "Slippers are back.")

    asked = card(mia, "Slippers are back.")
    assert "Only" in mia.choose_overflow(asked, "Withdraw").reply.text
    sure = eve.choose_overflow(asked, "Withdraw").view
    assert eve.submit(sure).errors == {}
    eve.see(DESK, "Withdrawn")


def test_details_hold_everything(act_as: ActAs) -> None:
    eve, mia = map(act_as, ("eve", "mia"))
    propose(eve, "Slippers are back.")

    details = mia.choose_overflow(card(mia, "Slippers are back."), "Details").view

    assert "Slippers are back." in details.visible
    assert "marketing keeps the one brand voice" in details.visible


def test_a_double_submission_makes_one_post(act_as: ActAs) -> None:
    eve = act_as("eve")
    form = eve.command(DESK, "/social", "propose Only once.").view
    filled = eve.fill(form, {"Networks": ["X"]})

    eve.submit(filled)
    eve.see(DESK, "Only once.")
    again = eve.command(DESK, "/social", "propose Another one.").view
    eve.submit(eve.fill(again, {"Networks": ["X"]}))
    eve.see(DESK, "Another one.")

    assert len([one for one in eve.messages(DESK) if "Only once." in one.visible]) == 1


def test_both_shortcuts_open_the_form(act_as: ActAs) -> None:
    eve, mia = map(act_as, ("eve", "mia"))
    said = mia.say("#hall", "The bakery next door brings rolls on Saturday.")

    assert eve.shortcut("Propose a post").view.title == "Propose a post"
    begun = eve.message_shortcut(said, "Propose as a post").view
    assert eve.submit(eve.fill(begun, {"Networks": ["Facebook"]})).errors == {}
    eve.see(DESK, "The bakery next door brings rolls on Saturday.")


def test_check_answers_privately(act_as: ActAs) -> None:
    eve, mia = map(act_as, ("eve", "mia"))

    answer = eve.command(DESK, "/social", "check The best jacket ever. Click here!").reply

    assert "House." in answer.visible
    assert mia.messages(DESK) == []
    said = mia.say("#hall", "The best jacket ever.")
    assert "House.Superlatives" in eve.message_shortcut(said, "Check wording").view.visible
    assert "Nothing" in eve.command(DESK, "/social", "check Come and see us on Saturday.").reply.visible


def test_wording_is_checked_inside_the_form(act_as: ActAs) -> None:
    eve = act_as("eve")
    form = eve.command(DESK, "/social", "propose The best jacket ever.").view
    form = eve.fill(form, {"Title": "Kept", "Networks": ["X"]})

    checked = eve.press_in_view(form, "Check wording").view

    assert "House.Superlatives" in checked.visible
    assert "280" in checked.visible
    assert eve.submit(checked).errors == {}
    eve.see(DESK, "Kept")


def test_a_stranger_asks_and_is_added(act_as: ActAs) -> None:
    wim, ada = map(act_as, ("who", "ada"))

    hello = wim.command(DESK, "/social", "propose Hello").reply
    wim.click(hello, "Ask to be added")
    request = ada.see("@onevoice", "asks to be added")
    ada.choose(request, "Add to a department", "HR")
    wim.see("@onevoice", "HR")

    propose(wim, "Now I may.")
    ada.see(DESK, "Now I may.")


def test_an_unknown_word_gets_the_nearest_ones(act_as: ActAs) -> None:
    eve = act_as("eve")

    assert "propose" in eve.command(DESK, "/social", "propse hello").reply.visible
    assert "/social propose" in eve.command(DESK, "/social", "").reply.visible
    assert "2026-11-01..2026-11-30" in eve.command(DESK, "/social", "export yesterday").reply.text


def test_the_home_says_what_one_can_do_and_lets_strangers_in(act_as: ActAs) -> None:
    eve, wim, ada = map(act_as, ("eve", "who", "ada"))

    home = eve.open_home()
    assert "/social propose" in home.visible
    assert eve.click(home, "Propose a post").view.title == "Propose a post"

    asked = wim.click(wim.open_home(), "Ask to be added")
    assert "I have asked" in asked.view.visible
    ada.see("@onevoice", "asks to be added")
