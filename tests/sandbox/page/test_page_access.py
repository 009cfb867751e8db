"""The page for keyboards, screen readers, weak eyes and small screens."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.sandbox.page.blocks import DATA_TABLE, PIE, button, chart, mrkdwn, option, options, plain
from tests.sandbox.page.conftest import Opening
from tests.sandbox.page.stage import Stage

pytestmark = pytest.mark.browser
AUDIT = (Path(__file__).parent / "audit.js").read_text("utf-8")
PHONE = (400, 800)


def furnish(stage: Stage) -> str:
    """A channel with about everything in it."""
    channel = stage.channel()
    accessory = {"type": "overflow", "action_id": "chosen", "options": options("Details", "History")}
    select = {
        "type": "static_select",
        "action_id": "chosen",
        "placeholder": plain("Step"),
        "options": options("A", "B"),
    }
    boxes = {"type": "checkboxes", "action_id": "hello", "options": [option("X", "280 characters")]}
    words = "*bold* `code` <@U01> <@U02> <https://a.example|a link>\n> quoted\n```\ncode\n```"
    ts = stage.post(channel, words)
    stage.post(channel, "a reply", thread_ts=ts)
    stage.post(
        channel,
        blocks=[
            {"type": "header", "text": plain("Jackets")},
            {"type": "section", "text": mrkdwn(words), "accessory": accessory},
            {"type": "context", "elements": [mrkdwn("version 2")]},
            {
                "type": "actions",
                "elements": [
                    button("approve", "Approve", style="primary"),
                    button("mute", "Reject", style="danger"),
                    select,
                    boxes,
                ],
            },
            chart("bar", "Posts"),
            PIE,
            DATA_TABLE,
        ],
    )
    eve = stage.sandbox.as_person("U01")
    eve.react(eve.say(channel, "mine"), "tada")
    return channel


def audit(page: Page) -> list[str]:
    """What is wrong on the page as it stands: unnamed controls, weak contrast, stray ids, small targets."""
    found: list[str] = page.evaluate(AUDIT)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_view_passes_the_audit(look: Opening, stage: Stage, scheme: str) -> None:
    channel = furnish(stage)
    page = look("U01", channel, scheme=scheme)
    page.get_by_role("textbox", name="Message").fill("/echo whisper only you")
    page.keyboard.press("Enter")
    expect(page.locator(".message.ephemeral")).to_be_visible()
    assert audit(page) == []
    page.get_by_role("button", name="1 reply").click()
    expect(page.get_by_role("complementary", name="Thread").locator(".message")).to_have_count(2)
    assert audit(page) == []
    page.get_by_role("button", name="Acting as").click()
    expect(page.get_by_role("option").first).to_be_visible()
    assert audit(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Sandbox controls").click()
    expect(page.get_by_role("dialog", name="Sandbox controls")).to_be_visible()
    assert audit(page) == []
    page.goto(f"{stage.sandbox.url}/#/as/U01/A01")
    expect(page.get_by_role("heading", name="Good morning")).to_be_visible()
    assert audit(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_modals_and_the_first_page_pass_the_audit(look: Opening, stage: Stage, scheme: str) -> None:
    first = look(scheme=scheme)
    expect(first.get_by_role("link", name="Max Okafor")).to_be_visible()
    assert audit(first) == []
    page = look("U01", stage.channel(), scheme=scheme)
    page.get_by_role("textbox", name="Message").fill("/echo form")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Everything")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(page.locator(".field-error:visible").first).to_be_visible()
    assert audit(page) == []


def test_the_audit_sees_what_is_wrong(look: Opening, stage: Stage) -> None:
    page = look("U01", stage.channel())
    page.evaluate(
        """() => {
          const faint = Object.assign(document.createElement('p'), {textContent: 'faint'});
          faint.style.color = '#ddd';
          const unnamed = document.createElement('button');
          unnamed.style.minWidth = unnamed.style.minHeight = '30px';
          document.getElementById('topbar').append(unnamed, faint);
        }"""
    )
    assert [line.split(":")[0] for line in audit(page)] == ["no name", "contrast 1.3"]


def test_a_modal_is_filled_and_sent_with_the_keyboard_alone(look: Opening, stage: Stage) -> None:
    page = look("U01", stage.channel())
    keys = page.keyboard
    keys.type("/echo grow")
    keys.press("Enter")
    expect(page.get_by_label("Line 1")).to_be_focused()
    keys.type("words")
    keys.press("Tab")
    keys.press("Enter")
    expect(page.get_by_label("Line 2")).to_be_visible()
    keys.press("Tab")
    expect(page.get_by_role("button", name="Go deeper")).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_label("Deep words")).to_be_focused()
    keys.press("Escape")
    expect(page.get_by_role("dialog", name="Growing")).to_be_visible()
    keys.press("Escape")
    expect(page.get_by_role("textbox", name="Message")).to_be_focused()


def test_messages_are_walked_with_the_arrow_keys_and_acted_on(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    for word in ("one", "two", "three"):
        stage.post(channel, word)
    page = look("U01", channel)
    page.locator("#skip").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".message:focus")).to_contain_text("three")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".message:focus")).to_contain_text("one")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Add a reaction")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary", name="Thread")).to_contain_text("one")
    expect(page.get_by_role("textbox", name="Reply")).to_be_focused()


def test_focus_goes_from_left_to_right_and_top_to_bottom(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    stage.post(channel, "one")
    page = look("U01", channel)
    page.locator("#skip").focus()
    order = ["skip"]
    for _ in range(40):
        page.keyboard.press("Tab")
        order.append(
            page.evaluate(
                "(document.activeElement.closest('#sidebar, #topbar, .feed, .composer, #skip') ?? {}).className || document.activeElement.id"
            )
        )
    regions = [name for index, name in enumerate(order) if index == 0 or name != order[index - 1]]
    assert regions[:5] == ["skip", "sidebar", "bar", "feed", "composer"]


def test_new_messages_are_announced(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    page = look("U01", channel)
    stage.post(channel, "Something new")
    expect(page.locator("#announcer")).to_have_text("Echo: Something new")


def test_a_phone_shows_everything_without_scrolling_sideways(look: Opening, stage: Stage) -> None:
    channel = furnish(stage)
    page = look("U01", channel, size=PHONE)
    expect(page.locator(".chart").first).to_be_visible()
    overflow = "document.scrollingElement.scrollWidth > innerWidth || document.querySelector('.scroller').scrollWidth > innerWidth"
    assert not page.evaluate(overflow)
    expect(page.get_by_role("navigation", name="Places")).to_be_hidden()
    page.get_by_role("button", name="Channels and people").click()
    page.get_by_role("link", name="stores").click()
    expect(page.get_by_role("heading", name="stores", level=1)).to_be_visible()
    expect(page.get_by_role("navigation", name="Places")).to_be_hidden()
    page.get_by_role("textbox", name="Message").fill("/echo form")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Everything")
    expect(dialog).to_be_visible()
    assert not page.evaluate(
        "document.querySelector('.modal-body').scrollWidth > document.querySelector('.modal-body').clientWidth"
    )


def test_colours_follow_the_system_until_somebody_chooses(look: Opening, stage: Stage) -> None:
    page = look("U01", stage.channel(), scheme="dark")
    theme = "document.documentElement.dataset.theme"
    assert page.evaluate(theme) == "dark"
    page.get_by_role("button", name="Use light colours").click()
    assert page.evaluate(theme) == "light"
    page.reload()
    expect(page.get_by_role("button", name="Use dark colours")).to_be_visible()


def test_nothing_is_asked_of_other_hosts(look: Opening, stage: Stage) -> None:
    asked: list[str] = []
    channel = furnish(stage)
    look("U01", channel, before=lambda page: page.on("request", lambda request: asked.append(request.url)))
    assert len(asked) > 30
    assert all(url.startswith((stage.sandbox.url, "data:")) for url in asked)
