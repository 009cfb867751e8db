"""Versions at work: a text of its own for a network, the history, and two people who edit at once."""

from collections.abc import Callable

from sandbox import Persona
from tests.stories.test_a_post import card, propose

ActAs = Callable[[str], Persona]
DESK = "#social-desk"


def test_a_text_for_x_is_typed_checked_signed_and_its_change_is_shown(act_as: ActAs) -> None:
    eve, mia = map(act_as, ("eve", "mia"))
    form = eve.command(DESK, "/social", "propose Wool from Wales keeps you warm.").view
    form = eve.fill(form, {"Title": "Wool", "Networks": ["X", "Instagram"]})

    # The button reveals an input for each network, and nothing typed is lost.
    form = eve.press_in_view(form, "Add a variant").view
    assert form.value("Title")["value"] == "Wool"
    form = eve.fill(form, {"Text for X": "Wool from Wales, on X."})
    form = eve.press_in_view(form, "Check wording").view
    assert "X 22/280" in form.visible
    assert form.value("Text for X")["value"] == "Wool from Wales, on X."
    assert eve.submit(form).errors == {}

    # Everybody reads it on the card, and Mia asks for a change to it.
    asked = card(mia, "Wool")
    assert "Wool from Wales, on X." in asked.visible
    form = mia.click(asked, "Request changes").view
    assert mia.submit(mia.fill(form, {"Comment": "Say that it is soft."})).errors == {}
    told = eve.see("@onevoice", "Say that it is soft.")
    form = eve.click(told, "Edit").view
    assert eve.submit(eve.fill(form, {"Text for X": "Soft wool from Wales, on X."})).errors == {}

    # She sees what changed since she asked, before she decides, and both versions in the history.
    asked = mia.see(DESK, "version 2")
    form = mia.click(asked, "Request changes").view
    assert "Since you asked for changes to version 1" in form.visible
    history = mia.choose_overflow(asked, "History").view
    assert "From version 1 to version 2" in history.visible
    assert "asked for changes to version 1 for Marketing" in history.visible


def test_two_edit_at_once_and_nobodys_words_are_lost(act_as: ActAs) -> None:
    eve, eli = map(act_as, ("eve", "eli"))
    propose(eve, "Wool from Wales keeps you warm.", Title="Wool")
    asked = card(eve, "Wool")
    hers = eve.choose_overflow(asked, "Edit").view
    his = eli.choose_overflow(asked, "Edit").view
    assert eli.submit(eli.fill(his, {"Post text": "Wool from Wales keeps everybody warm."})).errors == {}
    eve.see(DESK, "version 2")

    form = eve.submit(eve.fill(hers, {"Post text": "Wool from Wales keeps you dry."})).view
    assert form is not None
    assert "made version 2" in form.visible
    assert "What saving yours would change in version 2" in form.visible
    assert form.value("Post text")["value"] == "Wool from Wales keeps you dry."
    assert eve.submit(form).errors == {}

    assert "Wool from Wales keeps you dry." in eve.see(DESK, "version 3").visible
