"""A day at the desk of a small retailer, by signed payloads and the sandbox's clock: each state of a card, as a picture."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

from playwright.sync_api import Browser, Locator, Page

from bot.world import World
from domain.checklist import SHIPPED_CHECKLIST
from sandbox import Message, Persona, Sandbox
from tests.chromium import fit
from tests.stories.retailer import at_work, retailer
from tests.stories.test_a_post import DESK, propose

MORNING = datetime(2026, 11, 23, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
A_MOMENT = timedelta(seconds=5)
STRANGER = "U0WHO"
"""Wim is in no department: what he sees is what everybody sees."""
NEWS = {
    "Candles": "Beeswax candles from Kent burn for forty hours.",
    "Gloves": "These gloves know how to use a telephone.",
    "Odd socks": "Two odd socks make a pair if you say so.",
}
APP = "A01"
HEAD = 60
"""Pixels of the page above a Home, which fills the rest."""


@dataclass(frozen=True, slots=True)
class Day:
    """The desk, somebody who looks at it with a camera, and where the pictures go."""

    sandbox: Sandbox
    browser: Browser
    keep: Callable[[Locator, str], None]

    def person(self, handle: str) -> Persona:
        return self.sandbox.as_person(f"U0{handle.upper()}")

    def look(self, user: str, place: str, *, height: int = 1_400) -> Page:
        page = self.browser.new_page(
            viewport={"width": 960, "height": height},
            color_scheme="light",
            locale="en-GB",
            timezone_id="Europe/London",
        )
        page.set_default_timeout(10_000)
        page.goto(f"{self.sandbox.url}/#/as/{user}/{place}")
        page.wait_for_selector('.feed[aria-busy="false"], .home')
        return page

    def picture(self, message: Message, name: str, *, user: str = STRANGER) -> None:
        """What one message looks like now."""
        page = self.look(user, message.channel)
        self.keep(page.locator(f'article[data-ts="{message.ts}"]').first, name)
        page.close()


def take_card_states(browser: Browser, keep: Callable[[Locator, str], None]) -> None:
    """Live through two days; `keep` is handed what is to be seen, and the name of the picture."""
    numbers = count(1)
    with TemporaryDirectory(prefix="onevoice-day-") as folder, retailer() as sandbox:
        sandbox.clock.set(MORNING)
        world = World(
            now=sandbox.clock, new_id=lambda: f"id{next(numbers):05}", chance=lambda: 0.5, pause=sleep
        )
        with at_work(sandbox, Path(folder), world=world, over_http=True):
            day = Day(sandbox, browser, keep)
            for scene in (signing, changing, waiting, ending, looking, frozen, setting_up, running_out):
                scene(day)
                sandbox.clock.advance(17 * 60)


def signing(day: Day) -> None:
    """Two departments sign one after the other."""
    eve, mia, fay = map(day.person, ("eve", "mia", "fay"))
    out = MORNING + 27 * HOUR
    propose(
        eve,
        "Try on our autumn jackets in store: recycled wool, seven colours.",
        Title="Autumn jackets",
        **{"Publish at": out, "Stores": ["Leeds Briggate"]},
    )
    card = eve.see(DESK, "Waiting for Marketing and Field operations")
    day.picture(card, "card-in-review")
    mia.click(card, "Approve")
    day.picture(eve.see(DESK, "Waiting for Field operations"), "card-one-signed")
    fay.click(fay.see(DESK, "Waiting for Field operations"), "Approve")
    stores = fay.choose_overflow(fay.see(DESK, "Waiting for readiness"), "Readiness").view
    form = fay.click(stores, "Tick…").view
    fay.submit(fay.fill(form, {"Checklist": [one.name for one in SHIPPED_CHECKLIST]}))
    day.picture(eve.see(DESK, "🟢 Approved"), "card-approved")


def changing(day: Day) -> None:
    """A change is asked for and made; the card says what is new, and its history keeps both."""
    eve, mia = map(day.person, ("eve", "mia"))
    propose(eve, "Wool from Wales: warm, soft and back on our shelves.", Title="Wool from Wales")
    asked = eve.see(DESK, "Wool from Wales")
    form = mia.click(asked, "Request changes").view
    mia.submit(mia.fill(form, {"Comment": "Say that it is washable: everybody asks."}))
    card = eve.see(DESK, "Changes requested")
    day.picture(card, "card-changes-requested")
    form = eve.choose_overflow(card, "Edit").view
    eve.submit(eve.fill(form, {"Post text": "Wool from Wales: warm, washable and back on our shelves."}))
    card = eve.see(DESK, "version 2")
    day.picture(card, "card-new-version")
    page = day.look("U0MIA", "C0DESK")
    on_card = page.locator(f'article[data-ts="{card.ts}"]').first
    on_card.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="History").click()
    dialog = page.get_by_role("dialog", name="History")
    dialog.get_by_text("From version 1 to version 2").wait_for()
    day.keep(dialog, "history")
    page.close()


def waiting(day: Day) -> None:
    """Posts that wait for something else than a signature, and one that goes on without one."""
    eve, mia, hal, ada = map(day.person, ("eve", "mia", "hal", "ada"))
    propose(
        eve,
        "Scarves for the match on Saturday, in both colours.",
        Title="Scarves for the match",
        **{"Publish at": MORNING + 100 * HOUR},
    )
    form = mia.choose_overflow(eve.see(DESK, "Scarves"), "Hold").view
    mia.submit(mia.fill(form, {"Comment": "Until we know who plays."}))
    day.picture(eve.see(DESK, "On hold"), "card-on-hold")

    propose(eve, "Come and feel our new felt slippers in store.", Title="Felt slippers")
    form = ada.choose_overflow(ada.see(DESK, "Felt slippers"), "Waive seat").view
    ada.submit(ada.fill(form, {"Seat": "Field operations", "Comment": "Fay has said yes by telephone."}))
    day.picture(eve.see(DESK, "waived by"), "card-waived")

    offer = hal.command(DESK, "/social", "away friday").reply
    day.picture(offer, "away", user="U0HAL")
    hal.click(offer, "Confirm")
    propose(
        mia,
        "Ask our staff anything about a first job in retail.",
        Title="Ask our staff",
        **{"People shown have agreed": True},
    )
    day.picture(eve.see(DESK, "nobody who may sign this is there"), "card-nobody-there")

    form = eve.command(DESK, "/social", "propose Autumn sale: 20% off all coats, online.").view
    form = eve.press_in_view(
        eve.fill(form, {"Title": "Autumn sale", "Networks": ["X"]}), "Check wording"
    ).view
    because = {"Why they have to stay": "It ends when the coats are gone."}
    eve.submit(eve.fill(form, {"Exception": ["Ask for an exception: the words have to stay"], **because}))
    day.picture(eve.see(DESK, "Blocked by the rulebook"), "card-blocked")


def ending(day: Day) -> None:
    """No, taken back, and out."""
    eve, mia = map(day.person, ("eve", "mia"))
    propose(eve, "Our rivals sell cardboard. We sell chairs.", Title="Cardboard chairs")
    form = mia.click(mia.see(DESK, "Cardboard chairs"), "Reject").view
    mia.submit(mia.fill(form, {"Reason": "Not our brand voice", "Comment": "We do not talk about others."}))
    day.picture(eve.see(DESK, "Rejected"), "card-rejected")

    propose(eve, "Umbrellas are back.", Title="Umbrellas")
    form = eve.choose_overflow(eve.see(DESK, "Umbrellas"), "Withdraw").view
    eve.submit(form)
    day.picture(eve.see(DESK, "Withdrawn"), "card-withdrawn")

    propose(eve, "Rain again? Our umbrellas open in a second.", Title="Rain again")
    card = mia.see(DESK, "Rain again")
    mia.click(card, "Approve")
    eve.wait_for(lambda: "🟢 Approved" in eve.again(card).visible, what="the approval")
    eve.submit(eve.click(eve.again(card), "Mark as published").view)
    day.picture(eve.see(DESK, "📣 Published"), "card-published")


def looking(day: Day) -> None:
    """Where an approver looks: a word in a thread, the Home, the queue."""
    eve, mia = map(day.person, ("eve", "mia"))
    for title, text in NEWS.items():
        propose(eve, text, Title=title)
        mia.see(DESK, title)
    card = mia.see(DESK, "Candles")
    mia.say(DESK, "Looks good 👍", thread=card)
    mia.wait_for(lambda: [one for one in mia.thread(card) if one.raw["ephemeral"]], what="the question")
    page = day.look("U0MIA", f"C0DESK/thread/{card.ts}", height=900)
    thread = page.locator(".thread-inside")
    thread.get_by_text("Record as your approval").first.wait_for()
    day.keep(thread, "looks-good")
    page.close()

    page = day.look("U0MIA", APP)
    home = page.locator(".home")
    boxes = home.get_by_role("checkbox")
    boxes.first.wait_for()
    fit(home, around=HEAD)
    for number in range(2):
        boxes.nth(number).check()
    day.keep(home, "home")
    page.close()
    day.picture(mia.command(DESK, "/social", "queue").reply, "queue", user="U0MIA")


def frozen(day: Day) -> None:
    """A crisis, and over again."""
    eve, ada = map(day.person, ("eve", "ada"))
    preview = ada.command(DESK, "/social", "pause A fire in Leeds").reply
    ada.click(preview, "Freeze")
    card = eve.see(DESK, NEWS["Gloves"])
    eve.wait_for(lambda: "fire in Leeds" in eve.again(card).visible, what="the freeze")
    day.picture(card, "card-frozen")
    listed = ada.command(DESK, "/social", "resume").reply
    ada.click(listed, "Thaw")
    eve.wait_for(lambda: "fire in Leeds" not in eve.again(card).visible, what="the thaw")


def setting_up(day: Day) -> None:
    """An admin sees what another route would mean before it counts."""
    ada = day.person("ada")
    routes = ada.press_in_view(ada.command(DESK, "/social", "setup").view, "Routes").view
    form = ada.press_in_view(routes, "Add a route").view
    ada.submit(
        ada.fill(
            form,
            {
                "Name": "wool",
                "Because": "whoever sells it reads it",
                "Networks": ["X"],
                "Must sign": ["E-commerce"],
            },
        )
    )
    page = day.look("U0ADA", "C0DESK")
    dialog = page.get_by_role("dialog").last
    dialog.get_by_text("under way").first.wait_for()
    day.keep(dialog, "route-preview")
    page.close()


def running_out(day: Day) -> None:
    """The clock runs towards a publish time, and past it."""
    eve, mia = map(day.person, ("eve", "mia"))
    out = MORNING + 30 * HOUR
    propose(eve, "Snow is coming: our warmest boots are here.", Title="Warmest boots", **{"Publish at": out})
    eve.see(DESK, "Warmest boots")
    day.sandbox.clock.set(out - 4 * HOUR + A_MOMENT)
    told = mia.see("@onevoice", "for you")
    day.picture(told, "reminder", user="U0MIA")
    day.sandbox.clock.set(out - HOUR / 2 - 2 * MINUTE)
    day.picture(eve.see(DESK, "goes out in 30 min"), "card-countdown")
    day.sandbox.clock.set(out + A_MOMENT)
    day.picture(eve.see(DESK, "Expired"), "card-expired")
