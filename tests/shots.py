"""The pictures of the documentation, taken from the demo and from a day of a smaller desk: `make shots`.

`python -m tests.shots NAME...` takes only these.
"""

import random
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from logging import WARNING
from pathlib import Path
from time import sleep
from uuid import uuid4
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Locator, Page

from bot.demo import demo
from bot.logs import configure_logs
from bot.world import World
from sandbox import Sandbox
from tests.card_states import take_card_states
from tests.chromium import chromium, fit
from tests.library_shots import LIBRARY_PICTURES, take_library
from tests.readiness_shots import READINESS_PICTURES, take_readiness

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
SIZE = (1280, 900)
PHONE = (390, 844)


@dataclass(frozen=True, slots=True)
class Album:
    """Where the pictures go; those that nobody wants now stay as they are."""

    wanted: frozenset[str]
    taken: set[str] = field(default_factory=set)

    def keep(self, seen: Page | Locator, name: str) -> None:
        if self.wanted and name not in self.wanted:
            return
        page = seen if isinstance(seen, Page) else seen.page
        page.wait_for_timeout(600)  # fonts and transitions come to rest
        seen.screenshot(path=PICTURES / f"{name}.png")
        self.taken.add(name)
        print(f"docs/pictures/{name}.png")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at the page of the demo."""

    browser: Browser
    url: str
    album: Album

    def open(self, user: str, place: str, *, dark: bool = False, size: tuple[int, int] = SIZE) -> Page:
        page = self.browser.new_page(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            locale="en-GB",
            timezone_id="Europe/London",
        )
        page.set_default_timeout(10_000)
        page.goto(f"{self.url}/#/as/{user}/{place}")
        page.wait_for_selector('.feed[aria-busy="false"], .home')
        return page

    def shoot(self, page: Page, name: str) -> None:
        self.album.keep(page, name)
        while page.get_by_role("dialog").count():  # an open form would stand in this person's next picture
            page.keyboard.press("Escape")
            page.wait_for_timeout(300)
        page.close()


def take_desk(visitor: Visitor, _: Sandbox) -> None:
    visitor.shoot(visitor.open("U0MIA", "C0DESK"), "desk")
    visitor.shoot(visitor.open("U0MIA", "C0DESK", dark=True), "desk-dark")
    visitor.shoot(visitor.open("U0MIA", "C0DESK", size=(400, 860)), "desk-narrow")


def take_forms(visitor: Visitor, _: Sandbox) -> None:
    eve = visitor.open("U0EVE", "C0DESK")
    typed(eve, "/social propose The best jacket ever, climate neutral and 20% off until 30 November!!")
    form = eve.get_by_role("dialog", name="Propose a post")
    form.get_by_role("button", name="Check wording").click()
    form.get_by_text("House.ClimateNeutral").first.wait_for()
    visitor.shoot(eve, "propose-check-wording")

    hal = visitor.open("U0HAL", "C0DESK")
    card = hal.get_by_role("article").filter(has_text="Meet our apprentices").last
    card.get_by_role("button", name="Request changes").click()
    hal.get_by_role("dialog").wait_for()
    visitor.shoot(hal, "request-changes")


def take_help(visitor: Visitor, _: Sandbox) -> None:
    ada = visitor.open("U0ADA", "C0DESK")
    typed(ada, "/social help")
    said = ada.get_by_role("article").filter(has_text="What you can do here").last
    said.wait_for()
    fit(said)
    visitor.shoot(ada, "help")


def take_purpose(visitor: Visitor, _: Sandbox) -> None:
    ada = visitor.open("U0ADA", "C0DESK")
    typed(ada, "/social goals")
    ada.get_by_text("Why we do social here").first.wait_for()
    visitor.shoot(ada, "charter")

    ada = visitor.open("U0ADA", "C0DESK", size=(1280, 1300))
    typed(ada, "/social campaigns")
    campaigns = ada.get_by_role("dialog", name="Campaigns")
    campaigns.get_by_text("By cost centre").wait_for()
    visitor.shoot(ada, "campaigns")


def take_calendar(visitor: Visitor, _: Sandbox) -> None:
    nia = visitor.open("U0NIA", "C0DESK", size=(1280, 1200))
    typed(nia, "/social calendar")
    calendar = nia.get_by_role("dialog", name="Calendar")
    calendar.get_by_role("button", name="Later").wait_for()
    visitor.album.keep(nia, "calendar")
    calendar.get_by_role("button", name="The customer's week").click()
    calendar.get_by_text("Next week as a customer").wait_for()
    visitor.shoot(nia, "customers-week")

    eve = visitor.open("U0EVE", "C0DESK")
    card = eve.get_by_role("article").filter(has_text="Wool from Wales")
    card.get_by_role("button", name="More").click()
    eve.get_by_role("menuitem", name="Details").click()
    eve.get_by_text("Suggested:").wait_for()
    visitor.shoot(eve, "journey-step")


def take_rulebook(visitor: Visitor, _: Sandbox) -> None:
    ada = visitor.open("U0ADA", "C0DESK", size=(1280, 1000))
    typed(ada, "/social rules")
    ada.get_by_text("due for review").first.wait_for()
    visitor.shoot(ada, "rules")

    ada = visitor.open("U0ADA", "C0DESK")
    typed(ada, "/social rules add")
    form = ada.get_by_role("dialog", name="Add a rule")
    for label, words in {
        "Name": "House shoes",
        "Words": "slippers\nmules",
        "Message": "say house shoes",
        "Owner": "marketing",
        "Reason": "Customers search for house shoes, and nobody for slippers.",
        "Good examples": "The felt house shoes you asked for are back.",
        "Bad examples": "Our slippers are back.",
    }.items():
        form.get_by_role("textbox", name=label).fill(words)
    form.get_by_label("Review date").fill("2027-05-03")
    form.get_by_role("button", name="Try it").click()
    ada.get_by_role("dialog", name="Try the rule").wait_for()
    visitor.shoot(ada, "rule-trial")

    eve = visitor.open("U0EVE", "C0DESK")
    card = eve.get_by_role("article").filter(has_text="Wool from Wales")
    card.get_by_role("button", name="More").click()
    eve.get_by_role("menuitem", name="Fix wording").click()
    eve.get_by_role("dialog", name="Fix wording").wait_for()
    visitor.shoot(eve, "fix-wording")

    eve = visitor.open("U0EVE", "C0HALL")
    message = eve.get_by_role("article").filter(has_text="party ever").first
    message.hover()
    message.get_by_role("button", name="More message actions").click()
    eve.get_by_role("menuitem", name="Check wording").click()
    eve.get_by_role("dialog", name="Check wording").wait_for()
    visitor.shoot(eve, "check-wording")


def take_clash(visitor: Visitor, _: Sandbox) -> None:
    mia = visitor.open("U0MIA", "C0DESK", size=(1280, 1000))
    card = mia.get_by_role("article").filter(has_text="Outlet weekend in every store")
    card.scroll_into_view_if_needed()
    card.get_by_text("Same offer as").wait_for()
    visitor.shoot(mia, "clash")

    mia = visitor.open("U0MIA", "C0DESK")
    card = mia.get_by_role("article").filter(has_text="Outlet weekend in every store")
    card.get_by_role("button", name="Keep both").click()
    form = mia.get_by_role("dialog", name="Keep both")
    form.get_by_role("textbox", name="Comment").fill(
        "Our shops are open on Monday, the outlet online is not."
    )
    visitor.shoot(mia, "keep-both")


def take_digest(visitor: Visitor, _: Sandbox) -> None:
    """The last digest, as a phone shows it."""
    lea = visitor.open("U0LEA", "C0LEAD", size=PHONE)
    digest = lea.get_by_role("article").filter(has_text="at the social desk").last
    digest.wait_for()
    fit(digest)
    visitor.shoot(lea, "digest")


def take_maturity(visitor: Visitor, _: Sandbox) -> None:
    lea = visitor.open("U0LEA", "C0LEAD")
    typed(lea, "/social maturity")
    said = lea.get_by_role("article").filter(has_text="Open moves").last
    said.wait_for()
    fit(said)
    visitor.shoot(lea, "maturity")


def take_setup(visitor: Visitor, _: Sandbox) -> None:
    ada = visitor.open("U0ADA", "C0DESK", size=(1280, 1000))
    typed(ada, "/social setup")
    ada.get_by_role("dialog", name="Set up Onevoice").wait_for()
    visitor.shoot(ada, "setup")


def take_stores(visitor: Visitor, _: Sandbox) -> None:
    """The stores, a file of them with what it would change, and a campaign that a store may join."""
    ada = visitor.open("U0ADA", "C0DESK", size=(1280, 1100))
    typed(ada, "/social setup")
    overview = ada.get_by_role("dialog", name="Set up Onevoice")
    overview.get_by_role("button", name="Stores").click()
    stores = ada.get_by_role("dialog", name="Stores")
    stores.get_by_text("Leeds Briggate").first.wait_for()
    visitor.album.keep(ada, "stores-setup")
    stores.get_by_role("button", name="Import a file").click()
    form = ada.get_by_role("dialog", name="Import stores")
    table = {"name": "stores.csv", "mimeType": "text/csv", "buffer": STORE_FILE.encode()}
    form.locator("input[type=file]").set_input_files(table)  # type: ignore[arg-type]  # as its documentation has it
    form.get_by_text("Regions that are not here yet are right").click()
    form.get_by_role("button", name="Look at it").click()
    ada.get_by_text("What “stores.csv” would change").wait_for(timeout=60_000)  # it is read behind the answer
    visitor.shoot(ada, "stores-import")

    sam = visitor.open("U0SAM", "C0DESK", size=(1280, 1000))
    typed(sam, "/social campaigns")
    sam.get_by_role("dialog", name="Campaigns").get_by_role("button", name="Join").first.wait_for()
    visitor.shoot(sam, "campaign-join")


STORE_FILE = """Key,Name,City,Region,Time zone,Manager
S001,Leeds Briggate,Leeds,North,Europe/London,U0SAM
S002,York Coppergate,York,Yorkshire,Europe/London,U0IVY
S041,Edinburgh Princes Street,Edinburgh,Scotland,Europe/London,
S042,Glasgow Buchanan Street,Glasgow,Scotland,Europe/London,
"""


def take_checkin(visitor: Visitor, sandbox: Sandbox) -> None:
    """What a new Monday brings."""
    now = sandbox.clock().astimezone(ZoneInfo("Europe/London"))
    monday = (now + timedelta(days=7 - now.weekday())).replace(hour=9, minute=1)
    sandbox.clock.set(monday.astimezone(UTC))
    week = monday.isocalendar().week
    sandbox.as_person("U0HAL").see("@onevoice", f"week {week}")
    hal = visitor.open("U0HAL", "C0DESK", size=(1280, 1000))
    hal.get_by_role("link", name="Onevoice").first.click()
    hal.get_by_role("link", name="Messages").or_(hal.get_by_role("button", name="Messages")).first.click()
    asked = hal.get_by_role("article").filter(has_text=f"week {week}").last
    visitor.album.keep(asked, "checkin-asked")
    start, late = (asked.get_by_role("button", name=one) for one in ("Start check-in", "Answer late"))
    start.or_(late).click()
    hal.get_by_role("dialog", name="Check-in").wait_for()
    hal.set_viewport_size({"width": 1280, "height": 1200})
    visitor.shoot(hal, "checkin")


def take_shelves(visitor: Visitor, sandbox: Sandbox) -> None:
    day = (sandbox.clock() + timedelta(days=12)).date()
    take_library(visitor.open, visitor.shoot, day=day)


def take_stores_ready(visitor: Visitor, sandbox: Sandbox) -> None:
    take_readiness(visitor.open, visitor.album.keep, sandbox)


def typed(page: Page, words: str) -> None:
    composer = page.get_by_role("textbox", name="Message")
    composer.fill(words)
    composer.press("Enter")


SCENES: Mapping[Callable[[Visitor, Sandbox], None], tuple[str, ...]] = {
    take_desk: ("desk", "desk-dark", "desk-narrow"),
    take_forms: ("propose-check-wording", "request-changes"),
    take_rulebook: ("rules", "rule-trial", "fix-wording", "check-wording"),
    take_purpose: ("charter", "campaigns"),
    take_calendar: ("calendar", "customers-week", "journey-step"),
    take_help: ("help",),
    take_clash: ("clash", "keep-both"),
    take_shelves: LIBRARY_PICTURES,
    take_digest: ("digest",),
    take_maturity: ("maturity",),
    take_setup: ("setup",),
    take_stores: ("stores-setup", "stores-import", "campaign-join"),
    take_stores_ready: READINESS_PICTURES,
    take_checkin: ("checkin-asked", "checkin"),
}
"""What the demo shows, in this order, and the pictures of each; the clock runs on in the last one."""


def main() -> None:
    arguments = ArgumentParser(description=__doc__)
    arguments.add_argument("names", nargs="*", metavar="NAME", help="pictures to take; all without one")
    wanted = frozenset(arguments.parse_args().names)
    configure_logs("text", level=WARNING)
    PICTURES.mkdir(parents=True, exist_ok=True)
    world = World(
        now=lambda: datetime.now(UTC), new_id=lambda: uuid4().hex, chance=random.random, pause=sleep
    )
    album = Album(wanted)
    of_demo = {name for names in SCENES.values() for name in names}
    with chromium() as browser:
        if not wanted or wanted & of_demo:
            with demo(world, port=0) as sandbox:
                for scene, names in SCENES.items():
                    if not wanted or wanted & {*names}:
                        scene(Visitor(browser, sandbox.url, album), sandbox)
        if not wanted or wanted - of_demo:
            take_card_states(browser, album.keep)
    if unknown := wanted - album.taken:
        sys.exit(f"There is no such picture: {', '.join(sorted(unknown))}.")


if __name__ == "__main__":
    main()
