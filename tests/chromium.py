"""Debian's Chromium, driven by Playwright."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, sync_playwright

FOUND = shutil.which("chromium")
MISSING = "Chromium is missing (Debian: apt-get install chromium); nothing is tested in a browser"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AROUND = 240
"""Pixels of a page above and below what it is about."""


def fit(seen: Locator, *, around: int = AROUND) -> None:
    """Make the page as high as all of this needs, so that nothing of it has to be scrolled to.

    Args:
        around: pixels of the page above and below it.
    """
    size = seen.page.viewport_size
    assert size, "the page has no window"
    height = seen.evaluate("one => Math.ceil(one.scrollHeight)")
    seen.page.set_viewport_size({"width": size["width"], "height": height + around})
    seen.scroll_into_view_if_needed()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser. Without one the test is skipped; in CI it fails."""
    if FOUND is None:
        in_ci = os.environ.get("CI") == "true"  # noqa: TID251  # the tests' own switch, not a setting of the program
        (pytest.fail if in_ci else pytest.skip)(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=FOUND, args=ARGUMENTS)
        yield browser
        browser.close()
