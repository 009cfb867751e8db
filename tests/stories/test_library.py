"""A store manager makes a local event from a template, told whole."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.running import Bot
from bot.world import World
from domain.people import UserId, WorkspaceId
from domain.policy import SHIPPED_POLICY
from sandbox import Persona, Sandbox
from sandbox.screen import Window
from tests.stories.retailer import at_work
from tests.stories.test_a_post import DESK, card, propose

ActAs = Callable[[str], Persona]
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
EVENT = "Reading night at Leeds Briggate: Ann Lister reads on Saturday 28 November at 18:30. Bring a friend."
SLOTTED = "Reading night at {store}: {guest} reads on {day} at {time}. Bring a friend."


@pytest.fixture
def bot(sandbox: Sandbox, world: World, tmp_path: Path, database_url: str) -> Iterator[Bot]:
    """The bot at work on either database, on a Monday morning; Wim is the manager in Leeds, and nothing else."""
    sandbox.clock.set(MONDAY)
    with at_work(sandbox, tmp_path, world=world, over_http=True, database_url=database_url) as running:
        with running.database.transaction(WorkspaceId("T0SHOP")) as work:
            shop = work.people.workspace()
            (leeds,) = shop.stores
            work.people.save(replace(shop, stores=(replace(leeds, city="Leeds", manager=UserId("U0WHO")),)))
            nobody_sampled = tuple(replace(one, sample=0) for one in SHIPPED_POLICY.trusted)
            policy = replace(SHIPPED_POLICY, trusted=nobody_sampled)
            work.policies.replace(policy, by=UserId("U0ADA"), at=MONDAY)
        yield running


def opened(person: Persona, **filled: object) -> Window:
    """The form of the one template that there is, with this filled in."""
    library = person.click(person.open_home(), "Library").view
    return person.fill(person.click(library, "Use").view, filled)


def test_a_store_manager_makes_a_local_event_from_a_template(act_as: ActAs) -> None:
    eve, mia, fay, wim = map(act_as, ("eve", "mia", "fay", "who"))

    # What marketing approved becomes a template; the slots for place, day and time are suggested.
    propose(eve, EVENT, Title="Reading night", Department="Field operations")
    mia.click(card(mia, "Reading night"), "Approve")
    approved = eve.see(DESK, "🟢 Approved")
    form = fay.click(fay.choose_overflow(approved, "Details").view, "Save as template").view
    assert form.value("Text with slots")["value"] == SLOTTED.replace("{guest}", "Ann Lister")
    asked = fay.submit(fay.fill(form, {"Text with slots": SLOTTED})).view
    assert asked is not None
    assert "Choose what may stand in it." in asked.visible
    preview = fay.click(fay.fill(asked, {"{guest} is": "words of their own"}), "Preview").view
    assert "words of their own: up to 80 characters" in preview.visible
    saved = fay.submit(fay.fill(preview, {"{guest}: most characters": "30"})).view
    assert saved is not None
    assert "is in the library" in saved.visible

    # Wim finds it from his Home. What does not fit is told while he fills it, and then what readers will see.
    late = opened(wim, Guest="Sally Heathcote of the library of Armley", Day="2026-12-11", Time="19:00")
    assert wim.submit(late).errors["Guest"]
    seen = wim.click(wim.fill(late, {"Guest": "Sally Heathcote"}), "See the result").view
    assert "Friday 11 December" in seen.visible.split("\n"), "what is filled in is told apart"
    assert "trusted: one sign-off of Field operations" in seen.visible
    assert wim.submit(seen).errors == {}
    proposed = wim.see("@onevoice", "You proposed your post").visible
    assert "Reading night · Leeds Briggate" in proposed

    # One sign-off of field operations is enough; nobody of marketing is asked.
    local = card(fay, "From template “Reading night”")
    assert "only its slots changed · trusted: one sign-off of Field operations" in local.visible
    assert "Waiting for Field operations" in local.visible
    fay.click(local, "Approve")
    wim.see("@onevoice", "publish it yourself")

    # The template goes while Wim has its form open: what was made of it goes too, and he keeps his words.
    form = opened(wim, Guest="Ellen Wood", Day="2026-12-18", Time="18:00")
    details = fay.click(fay.command(DESK, "/social", "library").view, "Details").view
    ending = fay.click(details, "Retire").view
    assert "1 post made from it is not out yet" in ending.visible.replace("*", "")
    assert fay.submit(fay.fill(ending, {"Why": "The readings are over."})).errors == {}
    told = wim.see("@onevoice", "withdrew your post")
    assert "was taken out of the library: The readings are over." in told.visible
    assert "`/social library` shows what can be filled instead" in told.visible
    eve.see(DESK, "⚪ Withdrawn")
    refused = wim.submit(form).view
    assert refused is not None
    assert "took “Reading night” out of the library" in refused.visible
    assert "Ellen Wood" in refused.visible
