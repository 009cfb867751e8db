"""Pictures of readiness: forty stores, three of them not ready, and the brief that the others get."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page

from sandbox import Sandbox
from tests.chromium import fit

Open = Callable[..., Page]
Keep = Callable[[Page | Locator, str], None]
READINESS_PICTURES = ("readiness-card", "readiness", "readiness-exclude", "brief")
TITLE = "Knitwear weeks"


def take_readiness(visit: Open, keep: Keep, sandbox: Sandbox) -> None:
    """Everybody signs, Fay leaves out three stores, and Sam reads his brief.

    Args:
        visit: opens the page as somebody, at a place.
        keep: keeps a picture by its name.
    """
    for user in ("U0MIA", "U0FAY"):
        page = visit(user, "C0DESK")
        _card(page).get_by_role("button", name="Approve").click()
        sandbox.as_person(user).see("#social-desk", f"<@{user}>")
        page.close()
    fay = visit("U0FAY", "C0DESK", size=(1280, 1000))
    card = _card(fay)
    card.get_by_text("Waiting for readiness in 3 stores").wait_for()
    fit(card)
    keep(card, "readiness-card")

    card.get_by_role("button", name="More").click()
    fay.get_by_role("menuitem", name="Readiness").click()
    listed = fay.get_by_role("dialog", name="Readiness")
    listed.get_by_text("37 of 40").wait_for()
    keep(fay, "readiness")
    listed.get_by_role("button", name="Exclude 3 not ready").click()
    form = fay.get_by_role("dialog", name="Exclude stores")
    form.get_by_text("3 stores will be left out").wait_for()
    keep(fay, "readiness-exclude")
    form.get_by_role("button", name="Exclude").click()
    listed.get_by_text("3 stores are excluded").wait_for()
    fay.close()

    sam = visit("U0SAM", "C0DESK", size=(1280, 1000))
    sandbox.as_person("U0SAM").see("@onevoice", "Brief for Leeds Briggate")
    sam.get_by_role("link", name="Onevoice").first.click()
    sam.get_by_role("link", name="Messages").or_(sam.get_by_role("button", name="Messages")).first.click()
    brief = sam.get_by_role("article").filter(has_text="Brief for Leeds Briggate").last
    brief.wait_for()
    fit(brief)
    keep(brief, "brief")
    sam.close()


def _card(page: Page) -> Locator:
    return page.get_by_role("article").filter(has=page.get_by_role("heading", name=TITLE, exact=True)).last
