"""Pictures of the library: what a store manager finds and fills, and how a template is made."""

from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page

Open = Callable[..., Page]
Shoot = Callable[[Page, str], None]
LIBRARY_PICTURES = ("library", "template-use", "template-save")


def take_library(visit: Open, shoot: Shoot, *, day: date) -> None:
    """Sam fills a template for his store; Fay saves an approved post as one.

    Args:
        visit: opens the page as somebody, at a place.
        shoot: keeps a picture of the page by its name, and closes it.
        day: of the event.
    """
    sam = visit("U0SAM", "C0DESK", size=(1280, 1200))
    _typed(sam, "/social library")
    sam.get_by_role("dialog", name="Library").get_by_text("Recruiting day").first.wait_for()
    shoot(sam, "library")

    sam = visit("U0SAM", "C0DESK", size=(1280, 1300))
    _typed(sam, "/social library event")
    sam.get_by_role("dialog", name="Library").get_by_role("button", name="Use").first.click()
    form = sam.get_by_role("dialog", name="Use a template")
    for label, words in {"What": "the school choir sings", "Day": day.isoformat(), "Time": "11:00"}.items():
        form.get_by_label(label, exact=True).fill(words)
    form.get_by_role("button", name="See the result").click()
    seen = form.get_by_text("What readers will see")
    seen.wait_for()
    form.get_by_text("trusted").last.scroll_into_view_if_needed()
    shoot(sam, "template-use")

    fay = visit("U0FAY", "C0DESK", size=(1280, 1400))
    card = fay.get_by_role("article").filter(has_text="Choir on Briggate").last
    card.get_by_role("button", name="More").click()
    fay.get_by_role("menuitem", name="Details").click()
    fay.get_by_role("button", name="Save as template").click()
    form = fay.get_by_role("dialog", name="Save as template")
    form.get_by_label("Text with slots", exact=True).fill(
        "The school choir sings in our {city} store on {day} at {time}. Bring somebody who hums along."
    )
    form.get_by_role("button", name="Preview").click()
    form.get_by_text("What stores get").wait_for()
    form.get_by_label("Name", exact=True).scroll_into_view_if_needed()
    shoot(fay, "template-save")


def _typed(page: Page, words: str) -> None:
    composer = page.get_by_role("textbox", name="Message")
    composer.fill(words)
    composer.press("Enter")
