"""A crisis and a planned blackout, told whole."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.running import Bot
from bot.world import World
from sandbox import Persona, Sandbox, Window
from tests.stories.retailer import at_work
from tests.stories.test_a_post import DESK, card, labels, propose
from tests.stories.test_departments_together import until
from tests.stories.test_where_i_look import boxes

ActAs = Callable[[str], Persona]
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def bot(sandbox: Sandbox, world: World, tmp_path: Path, database_url: str) -> Iterator[Bot]:
    """The bot at work on either database, on a Monday morning."""
    sandbox.clock.set(MONDAY)
    with at_work(sandbox, tmp_path, world=world, over_http=True, database_url=database_url) as running:
        yield running


def test_a_crisis_stops_the_desk_and_a_thaw_lets_nothing_out_late(act_as: ActAs, sandbox: Sandbox) -> None:
    eve, mia, ada = map(act_as, ("eve", "mia", "ada"))
    propose(eve, "Gloves are back.", **{"Publish at": MONDAY + 3 * HOUR})
    propose(eve, "Scarves are back.", **{"Publish at": MONDAY + 30 * HOUR})
    propose(eve, "Hats are back.", **{"Publish at": MONDAY + 31 * HOUR})
    mia.click(card(mia, "Gloves"), "Approve")
    eve.see("@onevoice", "Now publish it yourself")

    # She is about to approve the other two at once when news of a fire comes.
    home = mia.open_home()
    bulk = mia.click(Window(home.raw, boxes(home)), "Approve selected").view
    assert bulk.title == "Approve 2 posts?"

    # Ada sees what it touches before it counts; Mia leads marketing only.
    assert "You lead Marketing" in mia.command(DESK, "/social", "pause all A fire in Leeds").reply.text
    preview = ada.command(DESK, "/social", "pause A fire in Leeds").reply
    assert "It touches 3 posts, 1 of them approved." in preview.visible.replace("*", "")
    ada.click(preview, "Freeze")
    ada.see(DESK, "the desk is told")
    eve.see(DESK, "Nothing of it is approved, and nothing of it should go out")
    eve.see("@onevoice", "please do not publish it")
    eve.see("@onevoice", "froze your post")
    frozen = until(mia, "Scarves", "A fire in Leeds")
    assert labels(frozen)[:4] == ["Approve", "Request changes", "Reject", "Keep running"]

    # Mia's approvals are kept, and nothing of it is approved.
    assert mia.submit(bulk).errors == {}
    for text in ("Scarves", "Hats"):
        assert "A fire in Leeds" in until(eve, text, "Everybody has signed").visible

    # Four hours later it is over; what should have gone out meanwhile waits for a new time.
    sandbox.clock.set(MONDAY + 4 * HOUR)
    listed = ada.command(DESK, "/social", "resume").reply
    assert "2 become approved, 1 overdue, back to review for a new time" in listed.visible
    ada.click(listed, "Thaw")
    ada.see(DESK, "1 post became overdue and went back to review. 2 posts are approved now.")
    thawed = eve.see(DESK, "1 post went back to review as overdue, 2 posts became approved")
    eve.wait_for(lambda: "|Gloves are back.>*" in str(thawed.blocks), what="the link to the card")
    late = eve.see(DESK, "waiting for <@U0EVE> to reschedule")
    assert "Gloves" in late.visible
    sandbox.clock.set(MONDAY + 5 * HOUR)
    form = eve.click(eve.see(DESK, "waiting for <@U0EVE> to reschedule"), "Reschedule").view
    assert eve.submit(eve.fill(form, {"Publish at": MONDAY + 72 * HOUR})).errors == {}
    eve.wait_for(lambda: "Approved by <@U0MIA>" in eve.again(late).visible, what="the approval")


def test_a_planned_blackout_comes_and_goes_by_the_clock(act_as: ActAs, sandbox: Sandbox) -> None:
    eve, mia, ada = map(act_as, ("eve", "mia", "ada"))
    propose(eve, "Slippers are back.", **{"Publish at": MONDAY + 30 * HOUR})
    form = ada.command(DESK, "/social", "pause").view
    plan = {"Reason": "A day of mourning", "From": MONDAY + 5 * HOUR, "Until": MONDAY + 9 * HOUR}
    shown = ada.submit(ada.fill(form, plan)).view
    assert shown is not None
    assert ada.submit(shown).errors == {}
    assert "To be frozen" in mia.command(DESK, "/social", "resume").reply.visible

    sandbox.clock.set(MONDAY + 5 * HOUR + timedelta(seconds=5))
    eve.see(DESK, "It thaws by itself")
    frozen = until(mia, "Slippers", "A day of mourning")
    mia.click(frozen, "Approve")
    mia.see(DESK, "Your approval of version 1 is recorded")

    # One post must go on.
    form = ada.click(mia.see(DESK, "Everybody has signed"), "Keep running").view
    assert ada.submit(ada.fill(form, {"Comment": "Customers must know."})).errors == {}
    eve.see(DESK, "Kept running by <@U0ADA>")

    sandbox.clock.set(MONDAY + 9 * HOUR + timedelta(seconds=5))
    eve.see(DESK, "Thawed* as its time is over")
    assert "Nothing is frozen" in mia.command(DESK, "/social", "resume").reply.text
