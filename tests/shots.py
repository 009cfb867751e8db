"""The pictures of the documentation, taken from the demo and from a day of a smaller desk: `make shots`."""

import random
from dataclasses import dataclass
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
from tests.chromium import chromium

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
SIZE = (1280, 900)
PHONE = (390, 844)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at the page of the demo."""

    browser: Browser
    url: str

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


def take(visitor: Visitor) -> None:
    shoot(visitor.open("U0MIA", "C0DESK"), "desk")
    shoot(visitor.open("U0MIA", "C0DESK", dark=True), "desk-dark")
    shoot(visitor.open("U0MIA", "C0DESK", size=(400, 860)), "desk-narrow")

    eve = visitor.open("U0EVE", "C0DESK")
    typed(eve, "/social propose The best jacket ever: 20% off, online and in store!!")
    form = eve.get_by_role("dialog", name="Propose a post")
    form.get_by_role("button", name="Check wording").click()
    form.get_by_text("House.").first.wait_for()
    shoot(eve, "propose-check-wording")

    hal = visitor.open("U0HAL", "C0DESK")
    card = hal.get_by_role("article").filter(has_text="Meet our apprentices")
    card.get_by_role("button", name="Request changes").click()
    hal.get_by_role("dialog").wait_for()
    shoot(hal, "request-changes")

    take_rulebook(visitor)

    take_purpose(visitor)

    ada = visitor.open("U0ADA", "C0DESK")
    typed(ada, "/social help")
    ada.get_by_text("What you can do here").first.wait_for()
    shoot(ada, "help")


def take_purpose(visitor: Visitor) -> None:
    ada = visitor.open("U0ADA", "C0DESK")
    typed(ada, "/social goals")
    ada.get_by_text("Why we do social here").first.wait_for()
    shoot(ada, "charter")

    ada = visitor.open("U0ADA", "C0DESK", size=(1280, 1300))
    typed(ada, "/social campaigns")
    campaigns = ada.get_by_role("dialog", name="Campaigns")
    campaigns.get_by_text("By cost centre").wait_for()
    shoot(ada, "campaigns")


def take_rulebook(visitor: Visitor) -> None:
    ada = visitor.open("U0ADA", "C0DESK", size=(1280, 1000))
    typed(ada, "/social rules")
    ada.get_by_text("due for review").first.wait_for()
    shoot(ada, "rules")

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
    shoot(ada, "rule-trial")

    eve = visitor.open("U0EVE", "C0DESK")
    card = eve.get_by_role("article").filter(has_text="Wool from Wales")
    card.get_by_role("button", name="More").click()
    eve.get_by_role("menuitem", name="Fix wording").click()
    eve.get_by_role("dialog", name="Fix wording").wait_for()
    shoot(eve, "fix-wording")

    eve = visitor.open("U0EVE", "C0HALL")
    message = eve.get_by_role("article").filter(has_text="party ever").first
    message.hover()
    message.get_by_role("button", name="More message actions").click()
    eve.get_by_role("menuitem", name="Check wording").click()
    eve.get_by_role("dialog", name="Check wording").wait_for()
    shoot(eve, "check-wording")


def take_clash(visitor: Visitor) -> None:
    mia = visitor.open("U0MIA", "C0DESK", size=(1280, 1000))
    card = mia.get_by_role("article").filter(has_text="Outlet weekend in every store")
    card.scroll_into_view_if_needed()
    card.get_by_text("Same offer as").wait_for()
    shoot(mia, "clash")

    mia = visitor.open("U0MIA", "C0DESK")
    card = mia.get_by_role("article").filter(has_text="Outlet weekend in every store")
    card.get_by_role("button", name="Keep both").click()
    form = mia.get_by_role("dialog", name="Keep both")
    form.get_by_role("textbox", name="Comment").fill(
        "Our shops are open on Monday, the outlet online is not."
    )
    shoot(mia, "keep-both")


def take_week(visitor: Visitor, sandbox: Sandbox) -> None:
    """The last digest, as a phone shows it; then what a new Monday brings."""
    lea = visitor.open("U0LEA", "C0LEAD", size=PHONE)
    digest = lea.get_by_role("article").filter(has_text="at the social desk").last
    box = digest.bounding_box()
    assert box, "the digest is not to be seen"
    height = round(box["height"])
    print(f"the digest is {height} px high, a phone's screen {PHONE[1]}")
    lea.set_viewport_size({"width": PHONE[0], "height": height + 180})
    digest.scroll_into_view_if_needed()
    shoot(lea, "digest")

    lea = visitor.open("U0LEA", "C0LEAD", size=(1280, 1960))
    typed(lea, "/social maturity")
    lea.get_by_text("Open moves").first.wait_for()
    shoot(lea, "maturity")

    ada = visitor.open("U0ADA", "C0DESK", size=(1280, 1000))
    typed(ada, "/social setup")
    ada.get_by_role("dialog", name="Set up Onevoice").wait_for()
    shoot(ada, "setup")

    now = sandbox.clock().astimezone(ZoneInfo("Europe/London"))
    monday = (now + timedelta(days=7 - now.weekday())).replace(hour=9, minute=1)
    sandbox.clock.set(monday.astimezone(UTC))
    week = monday.isocalendar().week
    sandbox.as_person("U0HAL").see("@onevoice", f"week {week}")
    hal = visitor.open("U0HAL", "C0DESK", size=(1280, 1000))
    hal.get_by_role("link", name="Onevoice").first.click()
    hal.get_by_role("link", name="Messages").or_(hal.get_by_role("button", name="Messages")).first.click()
    asked = hal.get_by_role("article").filter(has_text=f"week {week}").last
    keep(asked, "checkin-asked")
    start, late = (asked.get_by_role("button", name=one) for one in ("Start check-in", "Answer late"))
    start.or_(late).click()
    hal.get_by_role("dialog", name="Check-in").wait_for()
    hal.set_viewport_size({"width": 1280, "height": 1200})
    shoot(hal, "checkin")


def typed(page: Page, words: str) -> None:
    composer = page.get_by_role("textbox", name="Message")
    composer.fill(words)
    composer.press("Enter")


def keep(seen: Page | Locator, name: str) -> None:
    page = seen if isinstance(seen, Page) else seen.page
    page.wait_for_timeout(600)  # fonts and transitions come to rest
    seen.screenshot(path=PICTURES / f"{name}.png")
    print(f"docs/pictures/{name}.png")


def shoot(page: Page, name: str) -> None:
    keep(page, name)
    while page.get_by_role("dialog").count():  # an open form would stand in this person's next picture
        page.keyboard.press("Escape")
        page.wait_for_timeout(300)
    page.close()


def main() -> None:
    configure_logs("text", level=WARNING)
    PICTURES.mkdir(parents=True, exist_ok=True)
    world = World(
        now=lambda: datetime.now(UTC), new_id=lambda: uuid4().hex, chance=random.random, pause=sleep
    )
    with demo(world, port=0) as sandbox, chromium() as browser:
        take(Visitor(browser, sandbox.url))
        take_clash(Visitor(browser, sandbox.url))
        take_week(Visitor(browser, sandbox.url), sandbox)
        take_card_states(browser, keep)


if __name__ == "__main__":
    main()
