"""The digest of a busy week on a phone: one screen from its sender's name to the last line under it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect
from slack_sdk import WebClient

from blocks.digest import digest_message
from blocks.digest_buttons import posted_buttons
from blocks.digest_page import Page
from domain.calendar import Coming
from domain.digest import Digest, Figures, Present, TopRule
from domain.digest_needs import Need, Reason
from domain.journey import Step
from domain.maturity_report import maturity_report
from domain.moves import Move
from domain.people import Store
from domain.posts import PostId, State
from domain.weeks import Week
from tests.chromium import chromium
from tests.domain.maturity import MODEL, answered, levels
from tests.domain.stories import HAL, WORKSPACE
from tests.stories.retailer import retailer

pytestmark = pytest.mark.browser
PHONE = (390, 844)
FRIDAY = datetime(2026, 11, 20, 16, tzinfo=UTC)
WEEK = Week.parse("2026-W47")


def figures(**changes: Any) -> Figures:
    plain: dict[str, Any] = {
        "proposed": {"hr": 3, "marketing": 9},
        "went_out": {"ecommerce": 9, "marketing": 6, "field-ops": 3},
        "approved": 14,
        "rejected": 1,
        "expired": 1,
        "median_minutes": 180,
        "seen_widely": 11,
        "stopped": 3,
        "top_rule": TopRule(rule="House.InStore", hits=9, overruled=0),
        "measured": 4,
        "brought": {"revenue": 8_268.0, "clicks": 640.0},
        "settled": 2,
        "steps": frozenset(Step) - {Step.RESEARCH},
    }
    return Figures(**plain | changes)


def busy_week() -> Page:
    """Four departments, something in every part."""
    wait = {"since": FRIDAY - timedelta(days=3), "more": 7}
    needs = tuple(
        Need(reason=Reason.NOT_ANSWERED, department=one, post=(PostId(one), "Saturday jobs"), **wait)  # type: ignore[arg-type]  # of one kind each
        for one in ("marketing", "field-ops", "hr")
    )
    coming = tuple(
        Coming(
            post=PostId(f"P{day}"),
            title=title,
            department="hr",
            publish_at=FRIDAY + timedelta(days=3 + day),
            state=State.IN_REVIEW,
            stores=("S1",),
        )
        for day, title in enumerate(
            ("Candles made in Wales", "Outlet weekend in our stores", "Knitwear weeks")
        )
    )
    told = Digest(
        week=WEEK,
        timezone="Europe/London",
        until=FRIDAY,
        now=figures(),
        before=figures(went_out={"hr": 14}, median_minutes=300, seen_widely=9, brought={"revenue": 3_000.0}),
        closed_out=20,
        waiting={"ecommerce": 4, "marketing": 2, "hr": 3, "field-ops": 3},
        present=Present(at=FRIDAY, needs=needs, this_week=(), next_week=coming),
    )
    move = Move(
        what="Count applications that came from a post", who=HAL, due=FRIDAY.date() + timedelta(days=6)
    )
    weeks = [(WEEK.plus(week - 7), levels(2, 2, 1, week % 3, 0, 1)) for week in range(8)]
    report = maturity_report(
        MODEL,
        [answered(said, week=week, move=move) for week, said in weeks],
        workspace=WORKSPACE,
        week=WEEK,
        at=FRIDAY,
    )
    workspace = replace(WORKSPACE, stores=(Store(key="S1", name="Leeds Briggate", city="Leeds"),))
    buttons = (posted_buttons(WEEK, workbook="", direct=False),)
    return Page(digest=told, workspace=workspace, maturity=report, buttons=buttons)


def test_a_busy_week_fits_one_screen_of_a_phone() -> None:
    message = digest_message(busy_week())
    with retailer() as sandbox, chromium() as browser:
        (app,) = sandbox.workspace.apps.values()
        client = WebClient(token=app.bot_token, base_url=sandbox.api_url)
        client.chat_postMessage(channel="C0DESK", **message.payload())
        page = browser.new_page(viewport={"width": PHONE[0], "height": PHONE[1]}, locale="en-GB")
        page.goto(f"{sandbox.url}/#/as/U0MIA/C0DESK")
        shown = page.get_by_role("article").filter(has_text="Week 47 at the social desk")
        shown.wait_for()
        expect(shown.get_by_role("figure")).to_have_count(2)
        said = shown.inner_text()
        height = shown.evaluate("one => one.getBoundingClientRect().height")
    for part in (
        "Needs you",
        "One customer, one voice",
        "Results",
        "Maturity",
        "Rulebook",
        "Next week as a customer",
    ):
        assert part in said
    # Where letters are narrower than DejaVu Sans, which is the widest that systems come with, it is less.
    assert 0 < height <= PHONE[1]
