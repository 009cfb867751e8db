"""Each block and element as the page draws it."""

import pytest
from playwright.sync_api import expect

from tests.sandbox.page.blocks import (
    DATA_TABLE,
    PIE,
    Json,
    button,
    chart,
    mrkdwn,
    option,
    options,
    plain,
)
from tests.sandbox.page.conftest import Opening
from tests.sandbox.page.stage import Stage

pytestmark = pytest.mark.browser


def test_headers_sections_and_context_show_their_text(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    stage.post(
        channel,
        blocks=[
            {"type": "header", "text": plain("Autumn *jackets* :tada:")},
            {
                "type": "section",
                "text": mrkdwn("Asked by <@U02> in <#C01>"),
                "fields": [mrkdwn("*HR*\nnot needed"), plain("<b>")],
            },
            {"type": "divider"},
            {"type": "context", "elements": [mrkdwn("version *2*"), plain("*as it is*")]},
        ],
    )
    page = look("U01", channel)
    expect(page.locator(".block-header")).to_have_text("Autumn *jackets* 🎉")
    expect(page.locator(".section-words > .text")).to_have_text("Asked by @mia in #social-desk")
    expect(page.get_by_role("link", name="#social-desk").last).to_have_attribute("href", "#/as/U01/C01")
    expect(page.locator(".section-fields .text")).to_have_text(["HR\nnot needed", "<b>"])
    expect(page.locator(".block hr")).to_have_count(1)
    expect(page.locator(".block-context .text")).to_have_text(["version 2", "*as it is*"])


def test_the_person_addressed_stands_out(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    stage.post(channel, text="<@U01> and <@U02>")
    expect(look("U01", channel).locator(".mention-self")).to_have_text("@eve")
    expect(look("U02", channel).locator(".mention-self")).to_have_text("@mia")


def test_a_moment_is_told_in_the_zone_of_whoever_reads(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    stage.post(channel, text="at <!date^1795773600^{date_num} {time}|some day>")
    expect(look("U01", channel).locator(".message .text")).to_have_text("at 2026-11-27 10:00")
    expect(look("U02", channel).locator(".message .text")).to_have_text("at 2026-11-27 19:00")


def test_rich_text_shows_styles_lists_and_quotes(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    words = {"type": "text", "text": "styled", "style": {"bold": True, "italic": True}}
    section = {"type": "rich_text_section", "elements": [words, {"type": "user", "user_id": "U02"}]}
    items = [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": word}]} for word in ("a", "b")
    ]
    stage.post(
        channel,
        blocks=[
            {
                "type": "rich_text",
                "elements": [
                    section,
                    {"type": "rich_text_list", "style": "ordered", "elements": items},
                    {"type": "rich_text_quote", "elements": [{"type": "text", "text": "said"}]},
                    {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "<code>"}]},
                ],
            }
        ],
    )
    block = look("U01", channel).locator(".block-rich")
    expect(block.locator("strong em, em strong")).to_have_text("styled")
    expect(block.locator(".mention")).to_have_text("@mia")
    expect(block.locator("ol li")).to_have_text(["a", "b"])
    expect(block.locator("blockquote")).to_have_text("said")
    expect(block.locator("pre")).to_have_text("<code>")


def test_a_picture_that_cannot_be_shown_is_described(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    gone = f"{stage.sandbox.url}/static/no-such-picture.png"
    stage.post(
        channel,
        blocks=[
            {"type": "image", "image_url": gone, "alt_text": "A green jacket", "title": plain("The jacket")},
            {"type": "image", "image_url": f"{stage.sandbox.url}/static/icon.svg", "alt_text": "The sign"},
        ],
    )
    page = look("U01", channel)
    expect(page.get_by_role("img", name="A green jacket")).to_contain_text("A green jacket")
    expect(page.locator("figcaption")).to_have_text("The jacket")
    expect(page.get_by_role("img", name="The sign")).to_be_visible()
    assert page.get_by_role("img", name="The sign").evaluate("image => image.naturalWidth") > 0


@pytest.mark.parametrize("kind", ["line", "bar", "area"])
def test_charts_tell_their_figures_in_words_and_as_a_table(look: Opening, stage: Stage, kind: str) -> None:
    channel = stage.channel()
    stage.post(channel, blocks=[chart(kind, "Posts this week")])
    page = look("U01", channel)
    picture = page.get_by_role(
        "img", name=f"{kind.capitalize()} chart: Posts this week. Mon 3, 1; Tue 5, 0; Wed 2, 4"
    )
    expect(picture).to_be_visible()
    drawn = {"line": "path.line", "area": "path.area", "bar": "rect"}[kind]
    expect(picture.locator(drawn)).to_have_count(6 if kind == "bar" else 2)
    expect(page.locator(".legend li")).to_have_text(["Published", "Waiting"])
    page.get_by_role("button", name="Show figures").click()
    expect(page.get_by_role("row", name="Tue 5 0")).to_be_visible()


def test_bars_are_as_high_as_their_figures(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    stage.post(channel, blocks=[chart("bar", "Heights")])
    bars = look("U01", channel).locator(".chart rect")
    heights = [float(bars.nth(index).get_attribute("height") or 0) for index in range(6)]
    per_post = heights[0] / 3
    assert heights == pytest.approx([3 * per_post, per_post, 5 * per_post, 0, 2 * per_post, 4 * per_post])


def test_pies_show_each_share(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    stage.post(channel, blocks=[PIE])
    page = look("U01", channel)
    expect(page.get_by_role("img", name="Pie chart: Who posts")).to_be_visible()
    expect(page.locator(".legend li")).to_have_text(["HR 1 (25 %)", "Marketing 3 (75 %)"])


def test_data_tables_sort_by_figures_and_turn_pages(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    stage.post(channel, blocks=[DATA_TABLE])
    page = look("U01", channel)
    table = page.get_by_role("table", name="Views by post")
    names = table.locator("tbody th")
    expect(names).to_have_text(["Jackets", "Scarves"])
    page.get_by_role("button", name="Later rows").click()
    expect(names).to_have_text(["Boots"])
    table.get_by_role("button", name="Views").click()
    expect(names).to_have_text(["Boots", "Jackets"])
    table.get_by_role("button", name="Views").click()
    expect(names).to_have_text(["Scarves", "Jackets"])
    expect(table.get_by_role("columnheader", name="Views")).to_have_attribute("aria-sort", "descending")


def test_plain_tables_have_a_head(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    rows = [
        [{"type": "raw_text", "text": word} for word in row]
        for row in (("Store", "State"), ("Leeds", "ready"))
    ]
    stage.post(channel, blocks=[{"type": "table", "rows": rows, "column_settings": [{}, {"align": "right"}]}])
    page = look("U01", channel)
    expect(page.get_by_role("columnheader")).to_have_text(["Store", "State"])
    expect(page.locator("td.align-right")).to_have_text("ready")


CHOOSING: list[tuple[Json, str, Json]] = [
    (
        {"type": "static_select", "placeholder": plain("Step"), "options": options("Trial", "Research")},
        "Research",
        {"selected_option": option("Research")},
    ),
    ({"type": "users_select", "placeholder": plain("Who")}, "Max Okafor", {"selected_user": "U03"}),
    ({"type": "channels_select", "placeholder": plain("Where")}, "#stores", {"selected_channel": "C02"}),
    (
        {"type": "conversations_select", "placeholder": plain("Where")},
        "#stores",
        {"selected_conversation": "C02"},
    ),
]


@pytest.mark.parametrize(
    ("element", "wanted", "value"),
    CHOOSING,
    ids=lambda part: part.get("type") if isinstance(part, dict) else None,
)
def test_a_choice_in_a_message_reaches_the_app(
    look: Opening, stage: Stage, element: Json, wanted: str, value: Json
) -> None:
    channel = stage.channel()
    stage.actions.clear()
    stage.post(channel, blocks=[{"type": "actions", "elements": [{"action_id": "chosen", **element}]}])
    page = look("U01", channel)
    page.locator(".block-actions .select").click()
    page.get_by_role("option", name=wanted).click()
    expect(page.locator(".block-actions .select")).to_contain_text(wanted)
    stage.until(lambda: len(stage.actions) == 1)
    assert value.items() <= stage.actions[0]["actions"][0].items()


def test_boxes_radios_and_dates_in_a_message_reach_the_app(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    stage.actions.clear()
    elements = [
        {"type": "checkboxes", "action_id": "chosen", "options": options("X", "Instagram")},
        {"type": "radio_buttons", "action_id": "hello", "options": options("Yes", "No")},
    ]
    dates = [
        {"type": "datepicker", "action_id": "chosen", "initial_date": "2026-11-27"},
        {"type": "timepicker", "action_id": "hello"},
    ]
    stage.post(
        channel, blocks=[{"type": "actions", "elements": elements}, {"type": "actions", "elements": dates}]
    )
    page = look("U01", channel)
    page.get_by_label("Instagram").check()
    page.get_by_label("No", exact=True).check()
    expect(page.locator("input[type=date]")).to_have_value("2026-11-27")
    page.locator("input[type=date]").fill("2026-12-01")
    page.locator("input[type=time]").fill("09:30")
    page.locator("input[type=time]").blur()
    stage.until(lambda: len(stage.actions) == 4)
    told = [body["actions"][0] for body in stage.actions]
    assert [one["value"] for one in told[0]["selected_options"]] == ["instagram"]
    assert told[1]["selected_option"]["value"] == "no"
    assert sorted(one.get("selected_date") or one["selected_time"] for one in told[2:]) == [
        "09:30",
        "2026-12-01",
    ]


def test_an_overflow_menu_opens_with_the_keyboard_and_tells_the_choice(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    stage.actions.clear()
    menu = {"type": "overflow", "action_id": "chosen", "options": options("Details", "History")}
    stage.post(channel, blocks=[{"type": "section", "text": plain("Post"), "accessory": menu}])
    page = look("U01", channel)
    page.get_by_role("button", name="More actions").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="History")).to_be_focused()
    page.keyboard.press("Enter")
    stage.until(lambda: len(stage.actions) == 1)
    assert stage.actions[0]["actions"][0]["selected_option"]["value"] == "history"
    expect(page.get_by_role("button", name="More actions")).to_be_focused()


def test_a_button_that_asks_first_acts_only_when_confirmed(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    stage.actions.clear()
    confirm = {
        "title": plain("Reject?"),
        "text": mrkdwn("*Really*"),
        "confirm": plain("Yes, reject"),
        "deny": plain("Keep"),
        "style": "danger",
    }
    stage.post(
        channel, blocks=[{"type": "actions", "elements": [button("hello", "Reject", confirm=confirm)]}]
    )
    page = look("U01", channel)
    page.get_by_role("button", name="Reject").click()
    dialog = page.get_by_role("dialog", name="Reject?")
    expect(dialog.locator("strong")).to_have_text("Really")
    dialog.get_by_role("button", name="Keep").click()
    expect(dialog).to_have_count(0)
    assert stage.actions == []
    page.get_by_role("button", name="Reject").click()
    page.get_by_role("button", name="Yes, reject").click()
    stage.until(lambda: len(stage.actions) == 1)


def test_a_click_that_nobody_answers_says_so_beside_it(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    stage.post(channel, blocks=[{"type": "actions", "elements": [button("mute", "Anybody there?")]}])
    page = look("U01", channel)
    page.get_by_role("button", name="Anybody there?").click()
    expect(page.locator(".message").get_by_role("alert")).to_have_text("The app did not respond.")


def test_a_changed_message_is_redrawn_where_it_stands(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    stage.post(
        channel, text="Jackets", blocks=[{"type": "actions", "elements": [button("approve", "Approve")]}]
    )
    stage.post(channel, text="later")
    eve, mia = look("U01", channel), look("U02", channel)
    mia.get_by_role("button", name="Approve").click()
    expect(eve.locator(".message").first).to_contain_text("Approved by @mia")
    expect(eve.get_by_role("button", name="Approve")).to_have_count(0)
    expect(eve.locator(".message").nth(1)).to_contain_text("later")
