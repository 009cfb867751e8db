"""Debian's Chromium, driven by Playwright."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

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
