"""Modals: every kind of input, errors, updates, stacks."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.sandbox.page.blocks import Json, option
from tests.sandbox.page.conftest import Opening
from tests.sandbox.page.stage import Stage

pytestmark = pytest.mark.browser


def opened(page: Page, word: str) -> Locator:
    """Type the command and answer the dialog it opens."""
    page.get_by_role("textbox", name="Message").fill(f"/echo {word}")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog.modal[open]")
    return page.get_by_role("dialog")


def choose(form: Locator, label: str, *wanted: str, typed: str = "") -> None:
    form.get_by_role("button", name=f"{label}: Select").click()
    for each in wanted:
        if typed:
            form.page.keyboard.type(typed)
        form.get_by_role("option", name=each, exact=True).click()
    if len(wanted) > 1:
        form.page.keyboard.press("Escape")
    expect(form.get_by_role("listbox")).to_have_count(0)


def fill_everything(form: Locator, folder: Path) -> None:
    form.get_by_label("Title").fill("Autumn & <jackets>")
    form.get_by_label("Post text").fill("First line\nsecond line ✅")
    form.get_by_label("Budget").fill("12.5")
    form.get_by_label("Reply to").fill("eve@acme.example")
    form.get_by_label("Media link").fill("https://a.example/x.png")
    choose(form, "Department", "HR")
    choose(form, "Stores", "Store 2", "Store 30")
    choose(form, "Campaign", "Outlet", typed="out")
    choose(form, "Owner", "Max Okafor @max · Brand editor")
    choose(form, "Readers", "Eve Adeyemi @eve · E-commerce manager", "Mia Lindqvist @mia · Head of marketing")
    choose(form, "Channel", "#stores")
    choose(form, "Place", "#social-desk")
    form.get_by_label("Trial").check()
    form.get_by_label("Instagram").check()
    form.get_by_label("LinkedIn").check()
    form.get_by_label("Day").fill("2026-11-27")
    form.get_by_label("Hour").fill("10:00")
    form.get_by_label("Publish at").fill("2026-11-27T10:00")
    words = folder / "words.txt"
    words.write_text("just words")
    form.get_by_label("Picture").set_input_files(words)
    expect(form.locator(".file-names")).to_contain_text("words.txt")


def test_every_kind_of_input_round_trips_its_value(look: Opening, stage: Stage, tmp_path: Path) -> None:
    stage.submitted.clear()
    form = opened(look("U01", stage.channel()), "form")
    fill_everything(form, tmp_path)
    form.get_by_role("button", name="Send", exact=True).click()
    expect(form).to_have_count(0)
    values = stage.submitted[0]

    def held(block_id: str) -> Json:
        value: Json = values[block_id]["value"]
        return value

    assert held("one_line")["value"] == "Autumn & <jackets>"
    assert held("many_lines")["value"] == "First line\nsecond line ✅"
    assert held("number")["value"] == "12.5"
    assert held("email")["value"] == "eve@acme.example"
    assert held("url")["value"] == "https://a.example/x.png"
    assert held("pick")["selected_option"] == option("HR")
    assert [one["value"] for one in held("picks")["selected_options"]] == ["store 2", "store 30"]
    assert held("far")["selected_option"]["value"] == "outlet"
    assert held("person")["selected_user"] == "U03"
    assert held("people")["selected_users"] == ["U01", "U02"]
    assert held("channel")["selected_channel"] == "C02"
    assert held("place")["selected_conversation"] == "C01"
    assert held("radio")["selected_option"]["value"] == "trial"
    assert [one["value"] for one in held("boxes")["selected_options"]] == ["instagram", "linkedin"]
    assert held("date")["selected_date"] == "2026-11-27"
    assert held("time")["selected_time"] == "10:00"
    assert held("moment")["selected_date_time"] == 1795773600
    assert len(held("file")["files"]) == 1
    assert held("left")["value"] is None


def test_the_apps_errors_stand_under_their_fields_and_nothing_typed_is_lost(
    look: Opening, stage: Stage, tmp_path: Path
) -> None:
    stage.submitted.clear()
    form = opened(look("U01", stage.channel()), "form")
    fill_everything(form, tmp_path)
    title = form.get_by_label("Title")
    title.fill("wrong")
    form.get_by_role("button", name="Send", exact=True).click()
    expect(title).to_have_accessible_description("Short, for the desk. That is no title.")
    expect(title).to_be_focused()
    expect(title).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_label("Budget")).to_have_accessible_description("Too much.")
    expect(form.get_by_label("Budget")).to_have_value("12.5")
    title.fill("right")
    form.page.keyboard.press("Enter")
    expect(form).to_have_count(0)
    assert stage.submitted[0]["one_line"]["value"]["value"] == "right"


def test_required_fields_are_asked_for_before_the_app_is(look: Opening, stage: Stage) -> None:
    stage.submitted.clear()
    form = opened(look("U01", stage.channel()), "form")
    form.get_by_role("button", name="Send", exact=True).click()
    expect(form.locator(".field-error:visible")).to_have_count(18)
    expect(form.get_by_label("Title")).to_be_focused()
    assert stage.submitted == []


def test_an_update_keeps_what_was_typed_and_where_the_cursor_was(look: Opening, stage: Stage) -> None:
    form = opened(look("U01", stage.channel()), "grow")
    form.get_by_label("Line 1").fill("kept words")
    form.get_by_role("button", name="Add a line").click()
    expect(form.get_by_label("Line 2")).to_be_visible()
    expect(form.get_by_label("Line 1")).to_have_value("kept words")
    expect(form.get_by_role("button", name="Add a line")).to_be_focused()
    form.get_by_label("Line 2").fill("more")
    form.get_by_role("button", name="Add a line").click()
    expect(form.get_by_label("Line 3")).to_be_visible()
    expect(form.get_by_label("Line 2")).to_have_value("more")


def test_a_pushed_view_covers_the_first_and_leads_back_to_it(look: Opening, stage: Stage) -> None:
    form = opened(look("U01", stage.channel()), "grow")
    form.get_by_label("Line 1").fill("still here")
    form.get_by_role("button", name="Go deeper").click()
    expect(form.page.get_by_role("dialog", name="Deeper")).to_be_visible()
    expect(form.get_by_label("Deep words")).to_be_focused()
    form.page.keyboard.press("Escape")
    expect(form.page.get_by_role("dialog", name="Growing")).to_be_visible()
    expect(form.get_by_label("Line 1")).to_have_value("still here")
    form.page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    expect(form.page.get_by_role("textbox", name="Message")).to_be_focused()


def test_the_cross_closes_the_whole_stack(look: Opening, stage: Stage) -> None:
    form = opened(look("U01", stage.channel()), "grow")
    form.get_by_role("button", name="Go deeper").click()
    expect(form.page.get_by_role("dialog", name="Deeper")).to_be_visible()
    form.get_by_role("button", name="Close", exact=True).first.click()
    expect(form).to_have_count(0)
    assert stage.sandbox.as_person("U01").state()["views"] == []


def test_focus_stays_inside_a_modal(look: Opening, stage: Stage) -> None:
    form = opened(look("U01", stage.channel()), "grow")
    for _ in range(12):
        form.page.keyboard.press("Tab")
        where = form.page.evaluate(
            "document.activeElement === document.body || Boolean(document.activeElement.closest('dialog'))"
        )
        assert where


def test_escape_in_an_open_list_closes_the_list_and_not_the_modal(look: Opening, stage: Stage) -> None:
    form = opened(look("U01", stage.channel()), "form")
    form.get_by_role("button", name="Department").click()
    form.page.keyboard.press("Escape")
    expect(form.get_by_role("listbox")).to_have_count(0)
    expect(form.page.get_by_role("dialog", name="Everything")).to_be_visible()
    expect(form.get_by_role("button", name="Department")).to_be_focused()


def test_an_open_modal_is_there_again_after_a_reload(look: Opening, stage: Stage) -> None:
    form = opened(look("U03", stage.channel()), "grow")
    form.page.reload()
    expect(form.page.get_by_role("dialog", name="Growing")).to_be_visible()
    form.page.keyboard.press("Escape")
    expect(form).to_have_count(0)


def test_inputs_that_tell_at_once_do_so_when_asked_to(look: Opening, stage: Stage) -> None:
    stage.actions.clear()
    form = opened(look("U01", stage.channel()), "live")
    expect(form.locator(".block-alert.warning")).to_have_text("Look twice.")
    form.get_by_role("button", name="Step").click()
    expect(form.get_by_role("group", name="After").get_by_role("option")).to_have_text(["Loyalty"])
    form.page.keyboard.type("res")
    form.page.keyboard.press("Enter")
    stage.until(lambda: len(stage.actions) == 1)
    assert stage.actions[0]["actions"][0]["selected_option"]["value"] == "research"
    form.get_by_label("Words").press_sequentially("auto")
    stage.until(lambda: stage.actions[-1]["actions"][0].get("value") == "auto")
    form.get_by_label("On Enter").fill("now")
    assert all(body["actions"][0]["action_id"] != "entered" for body in stage.actions)
    form.page.keyboard.press("Enter")
    stage.until(lambda: stage.actions[-1]["actions"][0].get("value") == "now")
    expect(form).to_be_visible()
    told = stage.actions[-1]["view"]["state"]["values"]
    assert told["step"]["chosen"]["selected_option"]["value"] == "research"
    assert told["words"]["hello"]["value"] == "auto"


def test_a_global_shortcut_opens_its_modal_from_the_composer(look: Opening, stage: Stage) -> None:
    page = look("U01", stage.channel())
    page.get_by_role("button", name="Shortcuts of apps").click()
    page.get_by_role("menuitem", name="Write a note").click()
    expect(page.get_by_role("dialog", name="Growing")).to_be_visible()
