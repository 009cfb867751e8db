"""Somebody proposes, approves, changes the rulebook, with mouse and keyboard on the sandbox's page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.world import World
from sandbox import Sandbox
from tests.chromium import chromium
from tests.stories.retailer import at_work

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def url(sandbox: Sandbox, world: World, tmp_path: Path) -> Iterator[str]:
    with at_work(sandbox, tmp_path, world=world, over_http=False):
        yield sandbox.url


def sit_down(browser: Browser, url: str, user: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page.set_default_timeout(8_000)
    page.goto(f"{url}/#/as/{user}/C0DESK")
    return page


def type_in(page: Page, words: str) -> None:
    composer = page.get_by_role("textbox", name="Message")
    composer.fill(words)
    composer.press("Enter")


def choose(page: Page, form: Locator, label: str, option: str, *, of_several: bool = False) -> None:
    form.get_by_role("button", name=f"{label}:").click()
    page.get_by_role("option", name=option).click()
    if of_several:
        page.keyboard.press("Escape")


def test_eve_proposes_and_mia_approves(browser: Browser, url: str) -> None:
    eve = sit_down(browser, url, "U0EVE")
    type_in(eve, "/social propose The felt slippers are back, sizes 36 to 47.")
    form = eve.get_by_role("dialog", name="Propose a post")
    expect(form.get_by_label("Post text")).to_have_value("The felt slippers are back, sizes 36 to 47.")
    form.get_by_label("Title").fill("Slippers, again")
    choose(eve, form, "Networks", "Instagram", of_several=True)
    form.get_by_role("button", name="Propose").click()
    expect(form).to_be_hidden()

    mia = sit_down(browser, url, "U0MIA")
    card = mia.get_by_role("article").filter(has_text="Slippers, again")
    expect(card).to_contain_text("Waiting for Marketing")
    card.get_by_role("button", name="Approve").click()
    expect(card).to_contain_text("Approved")
    expect(card.get_by_role("button", name="Approve")).to_have_count(0)

    card = eve.get_by_role("article").filter(has_text="Slippers, again")
    expect(card).to_contain_text("Approved")


def test_ada_adds_a_rule_that_stops_eve_and_the_rulebook_mends_her_words(browser: Browser, url: str) -> None:
    ada = sit_down(browser, url, "U0ADA")
    type_in(ada, "/social rules superlatives")
    found = ada.get_by_role("article").filter(has_text="1 rule with “superlatives”")
    found.get_by_role("button", name="Details").click()
    details = ada.get_by_role("dialog", name="Rule")
    expect(details).to_contain_text("What authors read")
    expect(details).to_contain_text("The best coffee in town is back.")
    details.get_by_role("button", name="Close").last.click()

    type_in(ada, "/social rules add")
    form = ada.get_by_role("dialog", name="Add a rule")
    form.get_by_role("textbox", name="Name").fill("Plain wool")
    choose(ada, form, "Kind", "Replace these words")
    form.get_by_role("textbox", name="Words").fill("woollen goods -> wool")
    form.get_by_role("textbox", name="Message").fill("Not “%s”: say what it is.")
    choose(ada, form, "Level", "error")
    form.get_by_role("textbox", name="Owner").fill("marketing")
    form.get_by_role("textbox", name="Reason").fill("Customers search for wool.")
    form.get_by_label("Review date").fill("2027-05-03")
    form.get_by_role("textbox", name="Good examples").fill("Our woollen goods are back.")
    form.get_by_role("textbox", name="Bad examples").fill("Woollen goods from Wales.")
    form.get_by_role("button", name="Try it").click()
    expect(form).to_contain_text("The rule flags these: Our woollen goods are back.")
    form.get_by_role("textbox", name="Good examples").fill("Our wool is back.")
    form.get_by_role("button", name="Try it").click()
    trial = ada.get_by_role("dialog", name="Try the rule")
    expect(trial).to_contain_text("keeps its own examples")
    trial.get_by_role("button", name="Put in force").click()
    expect(ada.get_by_role("dialog", name="Rulebook")).to_contain_text("Team.PlainWool is in force")

    eve = sit_down(browser, url, "U0EVE")
    type_in(eve, "/social propose Woollen goods from Wales are back!!")
    form = eve.get_by_role("dialog", name="Propose a post")
    choose(eve, form, "Networks", "Instagram", of_several=True)
    form.get_by_role("button", name="Propose").click()
    expect(form).to_contain_text("Not “Woollen goods”: say what it is. Write “Wool”. (Team.PlainWool)")
    form.get_by_role("textbox", name="Post text").fill("We utilize wool from Wales.")
    form.get_by_role("button", name="Propose").click()
    expect(form).to_be_hidden()

    card = eve.get_by_role("article").filter(has_text="We utilize wool")
    card.get_by_role("button", name="More").click()
    eve.get_by_role("menuitem", name="Fix wording").click()
    diff = eve.get_by_role("dialog", name="Fix wording")
    expect(diff).to_contain_text("1 safe replacement")
    expect(diff.locator("s, del, .strike")).to_have_text("utilize")
    diff.get_by_role("button", name="Save version").click()
    card = eve.get_by_role("article").filter(has_text="version 2")
    expect(card).to_contain_text("We use wool from Wales.")
