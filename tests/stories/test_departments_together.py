"""What no single department could have done alone, told whole."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile

import pytest

from bot.running import Bot
from bot.world import World
from domain.people import UserId, WorkspaceId
from sandbox import Message, Persona, Sandbox
from tests.stories.retailer import at_work
from tests.stories.test_a_post import DESK, card, labels, propose

ActAs = Callable[[str], Persona]
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = timedelta(days=1)
NATIONAL = "Knitwear weeks in all our stores: 20% off every cardigan until Sunday 6 December."
ONLINE = "% off every cardigan until Sunday 6 December, online. We send you two sizes."
CLASH = "↔️ Same offer as"
RECRUITING = (
    "Recruiting day in our Leeds store on Saturday from ten to four. "
    "Bring a CV or just yourself; our colleague Sam shows you around."
)


@pytest.fixture
def bot(sandbox: Sandbox, world: World, tmp_path: Path, sqlite_template: Path) -> Iterator[Bot]:
    """The bot at work on a Monday morning; Wim is HR's recruiter."""
    sandbox.clock.set(MONDAY)
    copyfile(sqlite_template, tmp_path / "onevoice.sqlite3")
    with at_work(sandbox, tmp_path, world=world, over_http=True) as running:
        with running.database.transaction(WorkspaceId("T0SHOP")) as transaction:
            workspace = transaction.people.workspace()
            hr = workspace.department("hr")
            assert hr is not None
            transaction.people.save(workspace.with_department(replace(hr, members=(UserId("U0WHO"),))))
        yield running


def until(person: Persona, text: str, words: str, *, gone: bool = False) -> Message:
    """The card of the post that says this, once these words stand on it, or no longer do."""

    def shown() -> Message | None:
        found = card(person, text)
        return found if (words in found.visible) is not gone else None

    return person.wait_for(shown, what=f"{'no ' if gone else ''}“{words}” on the card of {text}")


def test_an_online_sale_that_contradicts_the_national_promotion_is_seen_on_both_cards_and_settled(
    act_as: ActAs,
) -> None:
    eve, eli, mia = map(act_as, ("eve", "eli", "mia"))
    propose(mia, NATIONAL, **{"Title": "Knitwear weeks", "Publish at": MONDAY + 2 * DAY})
    propose(eve, f"25{ONLINE}", **{"Title": "Cardigans online", "Publish at": MONDAY + 3 * DAY})

    # Each card says so of the other, and links there.
    national, online = until(mia, NATIONAL, CLASH), until(eve, ONLINE, CLASH)
    assert "Cardigans online" in national.visible.partition(CLASH)[2]
    assert "Knitwear weeks" in online.visible.partition(CLASH)[2]
    linked(mia, national, to=online)
    linked(eve, online, to=national)

    # It blocks nothing: Eli signs for E-commerce all the same.
    eli.click(online, "Approve")
    online = until(eve, ONLINE, "Waiting for Marketing")
    assert CLASH in online.visible

    # Mia lets both stand, and has to say why.
    form = mia.click(online, "Keep both").view
    assert "here 25 %; there 20 %" in form.visible
    assert list(mia.submit(mia.fill(form, {"Comment": " "})).errors) == ["Comment"]
    why = "Online has to clear its warehouse until then."
    assert mia.submit(mia.fill(form, {"Comment": why})).errors == {}
    national = until(eve, NATIONAL, CLASH, gone=True)
    assert "Keep both" not in labels(national) + labels(until(eve, ONLINE, CLASH, gone=True))
    details = eve.choose_overflow(national, "Details").view.visible
    assert f"let both stand: “{why}”" in details

    # Eve offers still more: that is another contradiction, on both cards. Changing one of the two ends it.
    edit(eve, f"30{ONLINE}")
    until(mia, NATIONAL, CLASH)
    assert "Keep both" in labels(until(mia, ONLINE, CLASH))
    edit(eve, f"20{ONLINE}")
    until(mia, NATIONAL, CLASH, gone=True)
    assert "version 3" in until(mia, ONLINE, CLASH, gone=True).visible


def linked(person: Persona, message: Message, *, to: Message) -> None:
    link = f"/archives/C0DESK/p{to.ts.replace('.', '')}"
    person.wait_for(lambda: link in str(person.again(message).blocks), what=f"a link to {link}")


def edit(eve: Persona, text: str) -> None:
    form = eve.choose_overflow(card(eve, ONLINE), "Edit").view
    assert eve.submit(eve.fill(form, {"Post text": text})).errors == {}


def test_a_recruiting_day_of_hr_goes_out_once_people_agree_three_departments_sign_and_the_store_is_ready(
    act_as: ActAs,
) -> None:
    wim, hal, mia, fay = map(act_as, ("who", "hal", "mia", "fay"))
    form = wim.command(DESK, "/social", f"propose {RECRUITING}").view
    filled = wim.fill(
        form,
        {
            "Title": "Recruiting day",
            "Networks": ["LinkedIn"],
            "Stores": ["Leeds Briggate"],
            "Publish at": MONDAY + 4 * DAY,
        },
    )
    assert wim.submit(filled).errors == {}

    # HR's own post needs HR's other eyes, the brand's, and the store's word; and Sam has not been asked yet.
    asked = until(hal, RECRUITING, "Waiting for Marketing, HR and Field operations")
    assert "0 of 3 ticked" in asked.visible
    assert "agreement not confirmed" in asked.visible
    details = hal.choose_overflow(asked, "Details").view.visible
    assert "staff are shown, named or recruited (route “people”)" in details
    assert "stores have to keep the promise (route “stores”)" in details
    form = hal.click(asked, "Request changes").view
    assert hal.submit(hal.fill(form, {"Comment": "Has Sam agreed to be named?"})).errors == {}

    # Sam has: the author says so, which is a new version for everybody to see.
    form = wim.click(wim.see("@onevoice", "Has Sam agreed"), "Edit").view
    assert wim.submit(wim.fill(form, {"People shown have agreed": True})).errors == {}
    asked = until(hal, RECRUITING, "people shown have agreed")
    for person in (hal, mia, fay):
        person.click(asked, "Approve")

    # Everybody has signed, and still nothing is approved: nobody knows whether the store expects people.
    asked = until(fay, RECRUITING, "readiness in 1 store")
    assert "Approved by" not in asked.visible
    stores = fay.choose_overflow(asked, "Readiness").view
    form = fay.click(stores, "Tick…").view
    items = ["Staff briefed", "Signage is up", "Hours are covered"]
    assert fay.submit(fay.fill(form, {"Checklist": items})).errors == {}
    done = until(wim, RECRUITING, "🟢 Approved")
    assert labels(done)[0] == "Mark as published"
    assert "publish it yourself" in wim.see("@onevoice", "publish it yourself").visible
