"""Acting as people: who sees what, threads, reactions, files, links, and coming back after a break."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.sandbox.page.blocks import button
from tests.sandbox.page.conftest import Opening
from tests.sandbox.page.stage import Stage

pytestmark = pytest.mark.browser


def say(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Message").fill(text)
    page.keyboard.press("Enter")


def test_a_newcomer_chooses_who_to_be(look: Opening, stage: Stage) -> None:
    page = look()
    expect(page.get_by_role("heading", name="Who would you like to be?")).to_be_visible()
    page.get_by_role("link", name="Mia Lindqvist").click()
    expect(page.get_by_role("button", name="Acting as Mia Lindqvist, Head of marketing")).to_be_visible()
    expect(page.get_by_role("heading", name="social-desk", level=1)).to_be_visible()


def test_those_aside_are_offered_after_the_others(look: Opening, stage: Stage) -> None:
    page = look()
    others = page.get_by_text("1 more person")
    ivy = page.get_by_role("link", name="Ivy Marsh")
    expect(others).to_be_visible()
    expect(ivy).to_be_hidden()
    others.click()
    ivy.click()
    page.get_by_role("button", name="Acting as Ivy Marsh").click()
    expect(page.get_by_role("group", name="More people").get_by_role("option")).to_have_count(1)
    expect(page.get_by_role("option")).to_have_count(4)
    page.keyboard.type("eve")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Acting as Eve")).to_be_visible()


def test_anybody_can_become_anybody_without_leaving_the_place(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    page = look("U01", channel)
    page.get_by_role("button", name="Acting as Eve").click()
    page.keyboard.type("max")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Acting as Max Okafor")).to_be_visible()
    assert page.url.endswith(f"#/as/U03/{channel}")
    say(page, "It is me")
    expect(page.locator(".message-from strong").last).to_have_text("Max Okafor")


def test_a_private_answer_is_seen_by_one_person_only(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    eve, mia = look("U01", channel), look("U02", channel)
    say(eve, "/echo whisper between us")
    expect(eve.locator(".message.ephemeral")).to_contain_text("between us")
    expect(eve.locator(".only-you")).to_have_text("Only visible to you")
    say(eve, "and now aloud")
    expect(mia.locator(".message")).to_have_count(1)
    expect(mia.locator(".feed")).not_to_contain_text("between us")


def test_an_app_that_does_not_answer_is_named_privately(look: Opening, stage: Stage) -> None:
    page = look("U01", stage.channel())
    say(page, "/echo silence")
    expect(page.locator(".message.ephemeral")).to_contain_text("/echo failed")
    expect(page.get_by_role("textbox", name="Message")).to_have_value("/echo silence")


def test_an_unknown_command_is_refused_with_the_known_ones(look: Opening, stage: Stage) -> None:
    page = look("U01", stage.channel())
    say(page, "/sozial help")
    expect(page.locator(".composer").get_by_role("alert")).to_have_text(
        "/sozial is not a command here. There is /echo."
    )
    expect(page.get_by_role("textbox", name="Message")).to_have_value("/sozial help")


def test_the_composer_offers_commands_people_and_emoji(look: Opening, stage: Stage) -> None:
    page = look("U01", stage.channel())
    field = page.get_by_role("textbox", name="Message")
    field.press_sequentially("/e")
    expect(page.get_by_role("option", name="/echo say [text]")).to_be_visible()
    field.press("Enter")
    expect(field).to_have_value("/echo ")
    expect(page.locator(".usage")).to_have_text("/echo say [text]")
    field.fill("")
    field.press_sequentially("hello @mi")
    field.press("Tab")
    field.press_sequentially(":tad")
    field.press("Enter")
    expect(field).to_have_value("hello @mia 🎉 ")
    field.press("Enter")
    expect(page.locator(".message .text").last).to_have_text("hello @mia 🎉")
    expect(page.locator(".message .mention").last).to_have_text("@mia")


def test_unread_messages_are_counted_until_they_are_seen(look: Opening, stage: Stage) -> None:
    channel, quiet = stage.channel(), stage.channel()
    name = stage.sandbox.workspace.conversations[channel].name
    page = look("U01", quiet)
    entry = page.get_by_role("navigation", name="Places").get_by_role("link", name=name, exact=False)
    stage.post(channel, "one")
    stage.post(channel, "for <@U01>")
    expect(entry).to_have_accessible_name(f"{name}, 2 unread")
    entry.click()
    expect(entry).to_have_accessible_name(name)
    expect(page.get_by_role("separator", name="New")).to_be_visible()
    expect(page.locator(".message")).to_have_count(2)


def test_replies_go_into_the_thread(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    ts = stage.post(channel, "What do you think?")
    eve, mia = look("U01", channel), look("U02", channel)
    eve.locator(".message").hover()
    eve.get_by_role("button", name="Reply in thread").click()
    thread = eve.get_by_role("complementary", name="Thread")
    thread.get_by_role("textbox", name="Reply").fill("Good")
    eve.keyboard.press("Enter")
    expect(thread.locator(".message")).to_have_count(2)
    expect(mia.get_by_role("button", name="1 reply")).to_be_visible()
    expect(mia.locator("main .message")).to_have_count(1)
    mia.get_by_role("button", name="1 reply").click()
    expect(mia.get_by_role("complementary", name="Thread")).to_contain_text("Good")
    assert mia.url.endswith(f"/{channel}/thread/{ts}")
    mia.keyboard.press("Escape")
    expect(mia.get_by_role("complementary", name="Thread")).to_be_hidden()


def test_commands_are_refused_in_threads(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    ts = stage.post(channel)
    page = look("U01", f"{channel}/thread/{ts}")
    page.get_by_role("textbox", name="Reply").fill("/echo say hi")
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary", name="Thread").get_by_role("alert")).to_contain_text(
        "do not work in threads"
    )


def test_reactions_are_added_counted_and_taken_back(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    stage.post(channel)
    eve, mia = look("U01", channel), look("U02", channel)
    eve.locator(".message").hover()
    eve.get_by_role("button", name="Add a reaction").click()
    eve.get_by_role("button", name="tada").click()
    mia.get_by_role("button", name="tada, 1, eve").click()
    both = eve.get_by_role("button", name="tada, 2, eve, mia")
    expect(both).to_have_attribute("aria-pressed", "true")
    both.click()
    expect(mia.get_by_role("button", name="tada, 1, mia")).to_be_visible()


def test_a_message_shortcut_starts_from_any_message(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    page = look("U01", channel)
    say(page, "Jackets are here")
    page.locator(".message").hover()
    page.get_by_role("button", name="More message actions").click()
    page.get_by_role("menuitem", name="Repeat this").click()
    expect(page.locator(".message.ephemeral")).to_contain_text("Again: Jackets are here")


def test_files_are_sent_and_downloaded(look: Opening, stage: Stage, tmp_path: Path) -> None:
    words = tmp_path / "plan & more.txt"
    words.write_text("just words")
    channel = stage.channel()
    eve, mia = look("U01", channel), look("U02", channel)
    eve.locator(".composer input[type=file]").set_input_files(words)
    expect(eve.locator(".composer .file-names")).to_contain_text("plan & more.txt")
    eve.get_by_role("button", name="Send").click()
    with mia.expect_download() as download:
        mia.get_by_role("link", name="Download plan & more.txt").click()
    assert download.value.suggested_filename == "plan & more.txt"
    assert download.value.path().read_text() == "just words"


def test_home_shows_what_the_app_published(look: Opening, stage: Stage) -> None:
    stage.actions.clear()
    page = look("U01", "A01")
    expect(page.get_by_role("heading", name="Good morning")).to_be_visible()
    page.get_by_role("button", name="Say hello").click()
    stage.until(lambda: len(stage.actions) == 1)
    assert stage.actions[0]["view"]["type"] == "home"
    page.get_by_role("navigation", name="Echo tabs").get_by_role("link", name="Messages").click()
    expect(page.get_by_role("textbox", name="Message Echo")).to_be_visible()


def test_people_talk_directly(look: Opening, stage: Stage) -> None:
    eve, mia = look("U01", stage.channel()), look("U02", stage.channel())
    eve.get_by_role("button", name="New direct message").click()
    eve.get_by_role("option", name="Mia").click()
    eve.get_by_role("textbox", name="Message Mia Lindqvist").fill("Hello Mia")
    eve.keyboard.press("Enter")
    mia.get_by_role("link", name="Eve Adeyemi, 1 unread").click()
    expect(mia.locator(".message .text")).to_have_text("Hello Mia")


def test_a_channel_can_be_looked_at_and_joined(look: Opening, stage: Stage) -> None:
    page = look("U03", "C03")
    expect(page.get_by_role("textbox", name="Message")).to_have_count(0)
    page.get_by_role("button", name="Join channel").click()
    expect(page.get_by_role("textbox", name="Message #elsewhere")).to_be_visible()


def test_jumping_by_name(look: Opening, stage: Stage) -> None:
    page = look("U01", stage.channel())
    page.keyboard.press("Control+k")
    page.keyboard.type("stor")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="stores", level=1)).to_be_visible()


def test_an_empty_channel_says_what_to_do(look: Opening, stage: Stage) -> None:
    page = look("U01", stage.channel())
    expect(page.locator(".empty")).to_contain_text("Type /echo to see what you can do here.")


def test_a_slack_permalink_leads_to_its_message(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    ts = stage.post(channel, "the one")
    for number in range(30):
        stage.post(channel, f"later {number}")
    link = stage.client.chat_getPermalink(channel=channel, message_ts=ts)["permalink"]
    page = look("U01", "C01")
    page.goto(link)
    expect(page.locator(".message:focus")).to_contain_text("the one")
    expect(page.locator(".message:focus")).to_be_in_viewport()


def test_older_messages_come_while_scrolling_and_the_place_stays(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    for number in range(120):
        stage.post(channel, f"number {number}")
    page = look("U01", channel)
    expect(page.locator(".message")).to_have_count(50)
    expect(page.get_by_text("number 119", exact=True)).to_be_in_viewport()
    page.locator(".scroller").evaluate("box => { box.scrollTop = 0; }")
    expect(page.locator(".message")).to_have_count(100)
    expect(page.get_by_text("number 70", exact=True)).to_be_in_viewport()


def test_the_clock_moves_for_everybody(look: Opening, stage: Stage) -> None:
    eve, mia = look("U01", stage.channel()), look("U02", stage.channel())
    eve.get_by_role("button", name="Sandbox controls").click()
    eve.get_by_role("button", name="Next Monday 09:00").click()
    expect(eve.locator(".big-clock")).to_have_text("09:00")
    expect(eve.locator(".clock-chip")).to_contain_text("Mon")
    expect(mia.locator(".clock-chip")).to_contain_text("18:0")
    eve.get_by_role("button", name="Back to real time").click()
    stage.until(lambda: stage.sandbox.clock.offset == 0)


def test_faults_are_switched_on_and_off(look: Opening, stage: Stage) -> None:
    page = look("U01", stage.channel())
    page.get_by_role("button", name="Sandbox controls").click()
    page.get_by_label("How often").select_option("Every second call")
    page.get_by_role("switch", name="Server errors").check()
    stage.until(
        lambda: (
            [(one.fault.kind, one.probability) for one in stage.sandbox.faults.on()]
            == [("server_error", 0.5)]
        )
    )
    page.get_by_role("switch", name="Server errors").uncheck()
    stage.until(lambda: not stage.sandbox.faults.on())


def test_after_a_break_the_page_comes_back_with_what_it_missed(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    ts = stage.post(channel, "before")
    lines: list[WebSocketRoute] = []

    def hold(line: WebSocketRoute) -> None:
        line.connect_to_server()
        lines.append(line)

    page = look("U01", channel, before=lambda page: page.route_web_socket("**/page/events*", hold))
    page.route("**/page/state*", lambda route: route.abort())
    lines[-1].close()
    expect(page.get_by_text("The sandbox does not answer. Trying again…")).to_be_visible()
    stage.client.chat_update(channel=channel, ts=ts, text="before, changed")
    stage.post(channel, "missed")
    page.unroute("**/page/state*")
    expect(page.get_by_text("missed", exact=True)).to_be_visible()
    expect(page.locator(".message").first).to_contain_text("before, changed")
    expect(page.get_by_text("The sandbox does not answer")).to_be_hidden()


def test_an_app_that_stopped_is_named_above_the_conversation(look: Opening, stage: Stage) -> None:
    page = look("U01", stage.channel())
    stage.sandbox.drop_connections()
    expect(page.get_by_text("Echo is not listening")).to_be_visible()
    stage.until(lambda: stage.sandbox.connections() == 1)
    expect(page.get_by_text("Echo is not listening")).to_be_hidden()


def test_the_panel_tells_how_deliveries_went(look: Opening, stage: Stage) -> None:
    page = look("U01", stage.channel())
    say(page, "/echo silence")
    expect(page.locator(".message.ephemeral")).to_be_visible()
    stage.post("C02", blocks=[{"type": "actions", "elements": [button("mute", "Anybody?")]}])
    page.get_by_role("link", name="stores").click()
    page.get_by_role("button", name="Anybody?").last.click()
    expect(page.get_by_role("alert").filter(has_text="did not respond")).to_be_visible()
    page.get_by_role("button", name="Sandbox controls").click()
    expect(page.get_by_role("region", name="Apps").last).to_contain_text("The app did not respond.")


def test_a_busy_button_takes_one_click(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    stage.actions.clear()
    stage.post(channel, blocks=[{"type": "actions", "elements": [button("hello", "Hello")]}])
    page = look("U01", channel)
    page.get_by_role("button", name="Hello").evaluate("control => { control.click(); control.click(); }")
    stage.until(lambda: len(stage.actions) == 1)
    page.get_by_role("button", name="Hello").and_(page.locator(":not([aria-busy])")).click()
    stage.until(lambda: len(stage.actions) == 2)


def test_an_apps_tabs_have_their_place_on_a_phone(look: Opening, stage: Stage) -> None:
    page = look("U01", "A01", size=(390, 844))
    expect(page.get_by_role("heading", name="Echo", level=1)).to_be_attached()
    tab = page.get_by_role("link", name="Messages").bounding_box()
    jump = page.get_by_role("button", name="Go to a channel, person or app").bounding_box()
    assert tab is not None
    assert jump is not None
    assert tab["x"] + tab["width"] <= jump["x"]
    page.get_by_role("link", name="Messages").click()
    expect(page.get_by_role("textbox", name="Message")).to_be_visible()
