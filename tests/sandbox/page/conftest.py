"""Chromium looking at a workspace."""

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize
from slack_sdk import WebClient

from bot.socket import Socket
from sandbox.server import Sandbox
from sandbox.values import AppInstall, Team
from tests.chromium import chromium
from tests.sandbox.page.echo import build_app
from tests.sandbox.page.stage import CHANNELS, MANIFEST, PEOPLE, Stage

WIDE = (1280, 800)
Opening = Callable[..., Page]
Contexts = Callable[[Literal["light", "dark"], tuple[int, int]], BrowserContext]


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    install = AppInstall(manifest=MANIFEST)
    with Sandbox(
        team=Team(name="Acme Retail"), people=PEOPLE, channels=CHANNELS, apps=[install], ack_seconds=1.5
    ) as sandbox:
        stage = Stage(sandbox, WebClient(token=install.bot_token, base_url=sandbox.api_url))
        app = build_app(stage)
        socket = Socket(app, app_token=install.app_token, client=app.client)
        socket.open()
        yield stage
        socket.finish(seconds=5)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> Contexts:
    """Browser profiles by colours and size; kept, so that the page's modules come from the cache."""
    kept: dict[tuple[str, tuple[int, int]], BrowserContext] = {}

    def profile(scheme: Literal["light", "dark"], size: tuple[int, int]) -> BrowserContext:
        if (scheme, size) not in kept:
            viewport: ViewportSize = {"width": size[0], "height": size[1]}
            kept[scheme, size] = browser.new_context(color_scheme=scheme, viewport=viewport, locale="en-GB")
        return kept[scheme, size]

    return profile


@pytest.fixture
def look(stage: Stage, contexts: Contexts) -> Iterator[Opening]:
    """Open the page: `look("U01", "C01")`. Whatever it says on the console as an error fails the test."""
    complaints: list[str] = []
    stage.sandbox.workspace.stacks.clear()
    pages: list[Page] = []

    def open_page(
        user: str = "",
        place: str = "",
        *,
        scheme: Literal["light", "dark"] = "light",
        size: tuple[int, int] = WIDE,
        before: Callable[[Page], None] = lambda _: None,
    ) -> Page:
        page = contexts(scheme, size).new_page()
        pages.append(page)
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Refused" in said.text else None)
        before(page)
        page.goto(f"{stage.sandbox.url}/#/as/{user}/{place}" if user else stage.sandbox.url)
        if user:
            page.wait_for_selector("#app:not([hidden])")
            page.wait_for_selector('.feed[aria-busy="false"], .home')
        return page

    yield open_page
    for page in pages:
        page.evaluate("localStorage.clear()")
        page.close()
    assert complaints == []
