"""A national in-store promotion in forty stores, three of them not ready, told whole: from the proposal to "Understood"."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile

import pytest

from bot.running import Bot
from bot.world import World
from domain.people import Store, UserId, WorkspaceId
from sandbox import Message, Persona, Sandbox
from tests.stories.retailer import at_work
from tests.stories.test_a_post import DESK, card, labels, propose

ActAs = Callable[[str], Persona]
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
TITLE = "Socks for coats"
TEXT = "Free wool socks with every coat in our stores this week."
STORES = tuple(
    Store(
        key=f"S{number:03}",
        name={1: "Leeds Briggate", 2: "York", 3: "Lille Grand Place"}.get(number, f"Store {number}"),
        region=("North", "Midlands", "South", "Wales")[number % 4],
        timezone="Europe/Paris" if number == 3 else "Europe/London",
        manager={1: UserId("U0WHO"), 2: UserId("U0HAL"), 3: UserId("U0HAL")}.get(number),
    )
    for number in range(1, 41)
)


@pytest.fixture
def bot(sandbox: Sandbox, world: World, tmp_path: Path, sqlite_template: Path) -> Iterator[Bot]:
    """The bot at work on a Monday morning, at a retailer of forty stores; Wim manages Leeds, Hal York and Lille."""
    sandbox.clock.set(MONDAY)
    copyfile(sqlite_template, tmp_path / "onevoice.sqlite3")
    with at_work(sandbox, tmp_path, world=world, over_http=True) as running:
        with running.database.transaction(WorkspaceId("T0SHOP")) as transaction:
            transaction.people.save(replace(transaction.people.workspace(), stores=STORES))
        yield running


def until(person: Persona, words: str, *, where: str = DESK, of: str = TITLE) -> Message:
    """The newest message of the post, once it says this."""

    def shown() -> Message | None:
        found = card(person, of) if where == DESK else person.see(where, of)
        return found if words in found.visible else None

    return person.wait_for(shown, what=f"“{words}”")


def test_three_of_forty_stores_are_not_ready_and_the_others_keep_the_promise(
    act_as: ActAs, sandbox: Sandbox
) -> None:
    eve, mia, fay, wim, hal = map(act_as, ("eve", "mia", "fay", "who", "hal"))
    propose(
        eve,
        TEXT,
        **{"Title": TITLE, "Stores": ["All stores"], "Publish at": MONDAY + timedelta(days=4)},
    )
    until(fay, "ready 0 of 40")

    # Ten minutes later each manager is asked, in one message, and answers right there.
    sandbox.clock.set(MONDAY + timedelta(minutes=11))
    asked = wim.see("@onevoice", "Can Leeds Briggate keep this?")
    assert labels(asked)[:2] == ["We are ready", "Not ready…"]
    form = wim.click(asked, "Not ready…").view
    assert wim.submit(wim.fill(form, {"What is missing": "The socks have not come."})).errors == {}
    wim.see("@onevoice", "Leeds Briggate is not ready: “The socks have not come.”")
    asked = hal.see("@onevoice", "Can York and Lille Grand Place keep this?")
    form = hal.click(asked, "Not ready…").view
    both = {"Stores that are not ready": ["York", "Lille Grand Place"], "What is missing": "No signs yet."}
    assert hal.submit(hal.fill(form, both)).errors == {}

    # Field operations tick the other stores of all regions at once.
    listed = fay.choose_overflow(until(fay, "ready 0 of 40"), "Readiness").view
    assert "3 said “not ready”" in listed.visible
    form = fay.click(listed, "Tick all stores…").view
    assert "These said “not ready” and stay as they are" in form.visible
    assert fay.submit(form).errors == {}
    until(fay, "ready 37 of 40")

    # Everybody signs; the card names the stores that are all that is missing.
    for person in (mia, fay):
        person.click(card(person, TITLE), "Approve")
    waiting = until(eve, "Waiting for readiness in 3 stores: Leeds Briggate, York and Lille Grand Place")
    assert "Approved by" not in waiting.visible

    # The socks have come to Leeds after all; the other two are left out, by name.
    wim.click(wim.see("@onevoice", "Leeds Briggate is not ready"), "We are ready")
    until(eve, "Waiting for readiness in 2 stores")
    listed = fay.choose_overflow(card(fay, TITLE), "Readiness").view
    form = fay.click(listed, "Exclude 2 not ready…").view
    assert "York" in form.visible
    assert "Lille Grand Place" in form.visible
    assert "Leeds" not in form.visible
    assert fay.submit(form).errors == {}
    done = until(eve, "🟢 Approved by")
    assert "brief read by 0 of 1, not yet by Leeds Briggate · 37 stores have no manager" in done.visible
    lines = eve.wait_for(lambda: eve.thread(done)[5:], what="the last line in the thread")
    assert "left York and Lille Grand Place out of this post" in lines[-1].visible

    # Wim reads his brief by his store's clock, and says so; Hal is told that his stores are out.
    brief = wim.see("@onevoice", "Brief for Leeds Briggate")
    assert "Friday 27 November 2026, 09:00 in Leeds Briggate" in brief.visible
    assert TEXT in brief.visible
    wim.click(brief, "Understood")
    wim.see("@onevoice", "✅ You understood this")
    until(eve, "brief read by 1 of 1")
    hal.see("@onevoice", "left York and Lille Grand Place out of this post")

    # Eve changes what is promised: the brief is void until everybody agrees to the new one.
    form = eve.choose_overflow(card(eve, TITLE), "Edit").view
    assert eve.submit(eve.fill(form, {"Post text": TEXT.replace("Free", "2 pairs of free")})).errors == {}
    wim.see("@onevoice", "The promise has changed")
    until(fay, "ready 0 of 38")

    # She takes it back in the end, and whoever was briefed is told.
    details = eve.choose_overflow(card(eve, TITLE), "Details").view
    sure = eve.click(details, "Withdraw").view
    assert eve.submit(sure).errors == {}
    wim.see("@onevoice", "This is off")
