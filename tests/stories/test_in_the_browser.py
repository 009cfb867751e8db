"""Somebody proposes and somebody approves, with mouse and keyboard on the sandbox's page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

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


def test_eve_proposes_and_mia_approves(browser: Browser, url: str) -> None:
    eve = sit_down(browser, url, "U0EVE")
    composer = eve.get_by_role("textbox", name="Message")
    composer.fill("/social propose The felt slippers are back, sizes 36 to 47.")
    composer.press("Enter")
    form = eve.get_by_role("dialog", name="Propose a post")
    expect(form.get_by_label("Post text")).to_have_value("The felt slippers are back, sizes 36 to 47.")
    form.get_by_label("Title").fill("Slippers, again")
    form.get_by_role("button", name="Networks:").click()
    eve.get_by_role("option", name="Instagram").click()
    eve.keyboard.press("Escape")
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
