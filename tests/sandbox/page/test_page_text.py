"""What people and apps write, as the page shows it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.sandbox.page.conftest import Opening
from tests.sandbox.page.stage import Stage

pytestmark = pytest.mark.browser

PARSE = """async ([text, options]) => {
  const { parse } = await import('/static/text/mrkdwn.js');
  const flat = (node) => node.children ? [node.type, ...node.children.map(flat)] : node.type === 'text' ? node.text : [node.type, node.text ?? node.url ?? node.id ?? node.range];
  return parse(text, options).map(flat);
}"""


@pytest.fixture(scope="module")
def blank(stage: Stage, browser: Browser) -> Page:
    page = browser.new_page()
    page.goto(f"{stage.sandbox.url}/static/icon.svg")
    return page


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a *bold* word", ["a ", ["bold", "bold"], " word"]),
        ("_it_ ~s~ `c`", [["italic", "it"], " ", ["strike", "s"], " ", ["code", "c"]]),
        ("*_both_*", [["bold", ["italic", "both"]]]),
        ("snake_case_name 2*3*4", ["snake_case_name 2*3*4"]),
        ("* not bold * and *not\nbold*", ["* not bold * and *not\nbold*"]),
        ("(*bold*)!", ["(", ["bold", "bold"], ")!"]),
        ("`*code*` stays", [["code", "*code*"], " stays"]),
        ("```\n*pre*\n```after", [["pre", "*pre*"], "after"]),
        ("&gt; quoted\nnot", [["quote", "quoted"], "not"]),
        ("> one\n> two", [["quote", "one\ntwo"]]),
        ("&gt;&gt;&gt;all\nof it", [["quote", "all\nof it"]]),
        ("2 &lt; 3 &amp;amp; 4 &gt; 1", ["2 < 3 &amp; 4 > 1"]),
        ("<https://a.example|here>", [["link", "https://a.example"]]),
        ("see https://a.example/x_y_z.", ["see ", ["link", "https://a.example/x_y_z"], "."]),
        ("<@U01> in <#C01|desk>", [["user", "U01"], " in ", ["channel", "C01"]]),
        ("<!channel> <!subteam^S01>", [["broadcast", "channel"], " ", ["usergroup", "S01"]]),
        ("<javascript:alert(1)|x>", ["<javascript:alert(1)|x>"]),
        (":tada: :no_such_thing: :constructor:", [["emoji", "🎉"], " :no_such_thing: :constructor:"]),
        ("&lt;@U01&gt; &lt;!channel&gt;", ["<@U01> <!channel>"]),
    ],
)
def test_mrkdwn_is_read_as_slack_reads_it(blank: Page, text: str, tree: list[object]) -> None:
    assert blank.evaluate(PARSE, [text, {}]) == tree


def test_verbatim_text_keeps_bare_addresses_as_words(blank: Page) -> None:
    assert blank.evaluate(PARSE, ["https://a.example", {"verbatim": True}]) == ["https://a.example"]


@pytest.mark.parametrize(
    ("pattern", "zone", "words"),
    [
        ("{date_num} {time}", "Europe/London", "2026-11-27 10:00"),
        ("{date_short_pretty} at {time}", "Europe/London", "Tomorrow at 10:00"),
        ("due {date_pretty}", "Asia/Tokyo", "due tomorrow"),
        ("{date_long} {time_secs}", "America/New_York", "Friday, November 27th, 2026 05:00:00"),
        ("{date_short} {unknown}", "Europe/London", "Nov 27, 2026 {unknown}"),
        ("{ago}", "Europe/London", "in 21 hours"),
    ],
)
def test_dates_are_told_in_the_readers_zone(blank: Page, pattern: str, zone: str, words: str) -> None:
    friday_ten, thursday_one_pm = 1795773600, 1795698000
    told = blank.evaluate(
        "async (given) => (await import('/static/text/dates.js')).formatDate(given)",
        {"seconds": friday_ten, "pattern": pattern, "zone": zone, "now": thursday_one_pm},
    )
    assert told == words


@pytest.mark.parametrize(
    ("typed", "zone", "moment"),
    [
        ("2026-11-27T10:00", "Europe/London", 1795773600),
        ("2026-11-27T10:00", "Asia/Tokyo", 1795741200),
        ("2026-07-01T09:30", "America/New_York", 1782912600),
        ("2026-10-25T12:00", "Europe/Berlin", 1792926000),
    ],
)
def test_a_wall_clock_is_a_moment_in_the_persons_zone(
    blank: Page, typed: str, zone: str, moment: int
) -> None:
    script = "async ([text, zone]) => (await import('/static/time.js')).fromWallClock(text, zone)"
    assert blank.evaluate(script, [typed, zone]) == moment


def test_next_monday_is_nine_on_the_persons_clock(blank: Page) -> None:
    script = "async ([now, zone]) => (await import('/static/shell/panel.js')).nextMonday(now, zone)"
    saturday_evening, monday_nine = 1795292000, 1795424400
    assert blank.evaluate(script, [saturday_evening, "Europe/London"]) == monday_nine
    assert blank.evaluate(script, [monday_nine - 60, "Europe/London"]) == monday_nine
    assert blank.evaluate(script, [monday_nine, "Europe/London"]) == monday_nine + 7 * 86400


def test_markdown_blocks_show_headings_lists_tables_and_code(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    source = "# Plan\n\n**Bold** and _it_, [here](https://a.example) <b>no</b>\n\n- one\n  - two\n- [x] done\n\n> said\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nx = 1\n```"
    stage.post(channel, blocks=[{"type": "markdown", "text": source}])
    block = look("U01", channel).locator(".block-markdown")
    expect(block.locator("h3")).to_have_text("Plan")
    expect(block.locator("strong")).to_have_text("Bold")
    expect(block.locator("a")).to_have_attribute("href", "https://a.example")
    expect(block.locator("ul ul li")).to_have_text("two")
    expect(block.locator("td")).to_have_text(["1", "2"])
    expect(block.locator("pre")).to_have_text("x = 1")
    expect(block).to_contain_text("<b>no</b>")
    assert block.locator("b").count() == 0


HOSTILE = [
    "<script>window.pwned = 1</script>",
    "<img src=x onerror='window.pwned = 1'>",
    '"><svg onload=window.pwned=1>',
    "[x](javascript:window.pwned=1)",
    "<javascript:window.pwned=1|click>",
    '<https://a.example" onclick="window.pwned=1|x>',
    "{{constructor.constructor('window.pwned=1')()}}",
    "\u202egnp.exe\u200b\u2066",
    "<!channel> <@U01> *bold* `code` ```pre```",
]


@pytest.mark.parametrize("kind", ["plain_text", "markdown"])
def test_hostile_text_stays_text(look: Opening, stage: Stage, kind: str) -> None:
    channel = stage.channel()
    for text in HOSTILE:
        block = (
            {"type": "markdown", "text": text}
            if kind == "markdown"
            else {"type": "section", "text": {"type": kind, "text": text, "emoji": False}}
        )
        stage.post(channel, text="x", blocks=[block])
    page = look("U01", channel)
    expect(page.locator(".message")).to_have_count(len(HOSTILE))
    assert page.evaluate("window.pwned") is None
    assert page.locator(".blocks :is(script, img, svg, iframe, [onclick], [onerror])").count() == 0
    assert page.locator('.blocks a[href^="javascript"]').count() == 0
    if kind == "plain_text":
        assert page.locator(".block .text").all_text_contents() == HOSTILE
        assert page.locator(".blocks :is(strong, code, pre, .mention)").count() == 0


def test_what_people_type_is_shown_as_typed(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    page = look("U01", channel)
    for text in HOSTILE[:3]:
        page.get_by_role("textbox", name="Message #").fill(text)
        page.keyboard.press("Enter")
        expect(page.locator(".message .text").last).to_have_text(text)
    assert page.evaluate("window.pwned") is None


def test_no_module_writes_html(stage: Stage) -> None:
    folder = Path(__file__).parents[3] / "sandbox" / "page"
    scripts = list(folder.rglob("*.js"))
    assert len(scripts) > 30
    for script in scripts:
        source = script.read_text("utf-8")
        for door in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            "srcdoc",
        ):
            assert door not in source, f"{script.name} uses {door}"
