"""Decisions that are neither yes nor no: a post waits, goes on without a seat, and loses no words to a late form."""

from collections.abc import Callable

from sandbox import Persona, Submitted
from tests.stories.test_a_post import DESK, card, labels, propose

ActAs = Callable[[str], Persona]


def instead(outcome: Submitted) -> str:
    """What stands where the form stood."""
    assert outcome.view is not None
    return outcome.view.visible


def test_a_post_is_held_released_and_goes_on_without_a_seat(act_as: ActAs) -> None:
    eve, mia, max_, eli, ada = map(act_as, ("eve", "mia", "max", "eli", "ada"))
    propose(eve, "Felt slippers for £20 a pair.")
    asked = card(mia, "Felt slippers")

    # Max wants to ask for changes and is still typing when Mia puts the post on hold.
    late = max_.click(asked, "Request changes").view
    form = mia.choose_overflow(asked, "Hold").view
    assert mia.submit(mia.fill(form, {"Comment": "Until the slippers have arrived."})).errors == {}
    held = eve.see(DESK, "On hold: Until the slippers have arrived.")
    assert labels(held) == ["Release", "More ▾"]
    assert "presses *Release* on its card" in eve.see("@onevoice", "put your post on hold").visible

    # His words come back to him, with who was faster.
    answer = instead(max_.submit(max_.fill(late, {"Comment": "Which sizes do we have?"})))
    assert "put this post on hold" in answer
    assert "Which sizes do we have?" in answer

    # Eve did not hold it, so she cannot release it; Max can.
    assert "who put this post on hold" in eve.click(held, "Release").reply.text
    max_.click(held, "Release")
    asked = eve.see(DESK, "Waiting for E-commerce and Marketing")

    # Eli is on the road; Ada waives his seat, and the card says so. Eli hears that it is done.
    form = ada.choose_overflow(asked, "Waive seat").view
    late = eli.choose_overflow(asked, "Waive seat").view
    reason = "Eli has said yes by telephone."
    assert ada.submit(ada.fill(form, {"Seat": "E-commerce", "Comment": reason})).errors == {}
    ada.see(DESK, "waived by <@U0ADA>")
    answer = instead(eli.submit(eli.fill(late, {"Comment": "I am on the road."})))
    assert "already waived the seat of E-commerce" in answer
    assert "I am on the road." in answer

    mia.click(mia.see(DESK, "waived by"), "Approve")
    assert "a seat waived by" in eve.see(DESK, "Approved").visible
