"""Days at the desk, told by moving the clock: reminders, an absence, a delegate, expiry."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.running import Bot
from bot.world import World
from sandbox import Persona, Sandbox
from tests.stories.retailer import at_work
from tests.stories.test_a_post import DESK, card, labels, propose

ActAs = Callable[[str], Persona]
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def bot(sandbox: Sandbox, world: World, tmp_path: Path, database_url: str) -> Iterator[Bot]:
    """The bot at work on either database, on a Monday morning."""
    sandbox.clock.set(MONDAY)
    with at_work(sandbox, tmp_path, world=world, over_http=True, database_url=database_url) as running:
        yield running


def test_a_delegate_is_reminded_and_signs_for_who_is_away(act_as: ActAs, sandbox: Sandbox) -> None:
    eve, mia, max_, fay = map(act_as, ("eve", "mia", "max", "fay"))
    propose(eve, "Slippers are back.", **{"Publish at": MONDAY + 27 * HOUR})

    # Mia goes away until Friday; it counts once she has seen what was understood.
    assert "I do not know the day" in mia.command(DESK, "/social", "away sometime @fay").reply.text
    offer = mia.command(DESK, "/social", "away friday @fay").reply
    assert "until *Sat 28 Nov 2026, 00:00* (Europe/London): Friday 27 November is the last day" in offer.text
    assert "<@U0FAY> signs for you" in offer.text
    assert "<@U0MIA> or <@U0MAX>" in card(eve, "Slippers").visible
    mia.click(offer, "Confirm")
    assert labels(mia.see(DESK, "🌴 You are away until")) == []
    fay.see("@onevoice", "named you: you sign for them")
    eve.see(DESK, "<@U0MAX> or <@U0FAY>")

    # A day before it goes out both who may sign have one message, and Fay signs right there.
    sandbox.clock.set(MONDAY + 3 * HOUR + timedelta(seconds=5))
    asked = fay.see("@onevoice", "1 post waits for you")
    assert labels(asked) == ["Approve", "Request changes", "Open card"]
    max_.see("@onevoice", "1 post waits for you")
    assert [one for one in mia.messages("@onevoice") if "waits for you" in one.visible] == []
    fay.click(asked, "Approve")

    # Everything says for whom, and the messages follow.
    done = eve.see(DESK, "Approved by <@U0FAY> for <@U0MIA>")
    (line,) = eve.wait_for(lambda: eve.thread(done)[1:], what="the line in the thread")
    assert "for" in line.visible
    assert "approved version 1 for Marketing" in line.visible
    eve.see("@onevoice", "publish it yourself on")
    for person in (fay, max_):
        settled = person.see("@onevoice", "Nothing of this waits any more")
        assert labels(settled) == ["Open card"]

    # Mia is back early.
    state = mia.command(DESK, "/social", "away").reply
    assert "You are away until" in state.visible
    mia.click(state, "I am back")
    mia.see(DESK, "Welcome back")
    fay.see("@onevoice", "You no longer sign for")
    assert "You are here" in mia.command(DESK, "/social", "away").reply.visible
    assert "not away" in mia.command(DESK, "/social", "away off").reply.text


def test_a_post_that_nobody_signs_escalates_expires_and_gets_a_new_time(
    act_as: ActAs, sandbox: Sandbox
) -> None:
    eve, mia, ada = map(act_as, ("eve", "mia", "ada"))
    propose(eve, "Gloves are back.", **{"Publish at": MONDAY + 30 * HOUR})
    assert "goes out <!date" in card(eve, "Gloves").text

    sandbox.clock.set(MONDAY + 9 * HOUR + timedelta(seconds=5))
    eve.see(DESK, "goes out in 21 h")
    mia.see("@onevoice", "goes out *in 21 h*")
    sandbox.clock.set(MONDAY + 29 * HOUR + timedelta(seconds=5))
    told = ada.see("@onevoice", "1 post is still waiting")
    assert "<@U0MIA> or <@U0MAX> can sign it" in told.visible
    eve.see(DESK, "goes out in 1 h")

    sandbox.clock.set(MONDAY + 30 * HOUR + timedelta(seconds=5))
    expired = eve.see(DESK, "Expired, as its publish time came first")
    assert "Approve" not in labels(expired)
    asked = eve.see("@onevoice", "Press *Reschedule*")
    form = eve.click(asked, "Reschedule").view
    assert eve.submit(eve.fill(form, {"Publish at": MONDAY + 72 * HOUR})).errors == {}
    eve.see(DESK, "Waiting for Marketing")
    mia.see("@onevoice", "Waiting for Marketing")


def test_an_absence_that_leaves_nobody_is_told_and_ends_by_itself(act_as: ActAs, sandbox: Sandbox) -> None:
    mia, hal, ada = map(act_as, ("mia", "hal", "ada"))
    propose(mia, "Ask our staff anything.", **{"People shown have agreed": True})

    offer = hal.command(DESK, "/social", "away tomorrow @somebody").reply
    assert "I do not know which colleague “@somebody” is" in offer.visible
    assert "Nobody else can sign for HR" in offer.visible
    hal.click(offer, "Cancel")
    hal.see(DESK, "Nothing was changed")
    offer = hal.command(DESK, "/social", "away tomorrow").reply
    hal.click(offer, "Confirm")
    mia.see(DESK, "HR: nobody who may sign this is there until")
    ada.see("@onevoice", "has nobody who can sign")

    sandbox.clock.set(MONDAY + 39 * HOUR + timedelta(seconds=5))
    mia.see(DESK, "Waiting for Marketing and HR")
    ada.see("@onevoice", "no longer waits for somebody to sign for HR")
    assert "You are here" in hal.command(DESK, "/social", "away").reply.visible


def test_the_delegate_is_chosen_from_a_menu(act_as: ActAs) -> None:
    hal, fay, eve = map(act_as, ("hal", "fay", "eve"))

    offer = hal.command(DESK, "/social", "away 2 weeks").reply
    assert "Nobody else can sign for HR" in offer.visible
    refused = hal.choose(offer, "Choose a colleague", "@hal")
    assert "You cannot stand in for yourself" in refused.reply.text
    hal.choose(offer, "Choose a colleague", "@fay")
    hal.click(hal.see(DESK, "<@U0FAY> signs for you"), "Confirm")
    fay.see("@onevoice", "<@U0HAL> is away until")
    propose(eve, "Ask our staff anything.", **{"People shown have agreed": True})
    eve.see(DESK, "<@U0FAY>")
