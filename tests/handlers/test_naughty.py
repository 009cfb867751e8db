"""Hostile and endless texts: kept as they were typed, shown harmless, and never a crash."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocks.targets import target_metadata
from domain.posts import PostId
from domain.sight import visible
from rulebook.checking import check
from rulebook.loading import Rulebook, load_styles
from sandbox.blockkit import problems
from sandbox.values import Json
from storage.database import Database
from tests.handlers.desk import EVE, MIA, Desk, as_opened
from tests.handlers.logs import Log
from tests.handlers.slack import FakeSlack

NAUGHTY_FILE = Path(__file__).parents[3] / "shared/conformance/naughty-strings/blns.json"
OWN = (
    "<!channel> <@U0MIA> <#C0DESK|hall> <https://example.com|click>",
    "*bold* _italics_ ~gone~ `code` ```block```\n> quoted",
    ":smile: :not_an_emoji: &amp; &lt;",
    "👩🏽‍🚀" * 700,
    "שלום " * 500,
    "zero\u200bwidth\u2060joined\ufeff",
    "\u202eoverride\u202c",
    "e" + "\u0301" * 1_500,
    "x" * 3_000,
    "\n" * 1_400 + "x" + "\n" * 1_400 + "y",
    "{who} {0} %s ${HOME} {{7*7}}",
    "{post}",
)


@pytest.fixture
def lenient_desk(sqlite_database: Database, slack: FakeSlack, tmp_path: Path) -> Desk:
    """A desk whose rulebook has nothing to say, so that every text is taken."""
    desk = Desk(sqlite_database, slack, load_styles(tmp_path))
    desk.set_up()
    return desk


@pytest.fixture(scope="session")
def naughty() -> list[str]:
    if not NAUGHTY_FILE.exists():
        pytest.skip(f"the Big List of Naughty Strings is not at {NAUGHTY_FILE}")
    found = json.loads(NAUGHTY_FILE.read_text(encoding="utf-8"))
    assert len(found) > 500
    return list(found)


def form_for(desk: Desk, view: Json, number: int) -> Json:
    """The same empty form, for another post."""
    return {**view, "private_metadata": target_metadata(PostId(f"post{number:04}"), version=0)}


def test_every_naughty_string_is_kept_as_typed_and_drawn(
    lenient_desk: Desk, naughty: list[str], log: Log
) -> None:
    desk = lenient_desk
    drawn = {*naughty[::5], *OWN}  # tests/blocks draws each of them
    empty = dict(desk.form(EVE))
    for number, typed in enumerate((*naughty, *OWN)):
        view = form_for(desk, empty, number)
        title = typed[:150]

        answer = desk.submit(EVE, view, text=typed, title=title, networks=["facebook"])

        if not visible(typed):
            assert answer.errors == {"text": "Write the text of the post."}
            continue
        assert (typed, answer.body) == (typed, "")
        post = desk.post(f"post{number:04}")
        assert post.version.content.text == typed.strip()
        assert post.title == (" ".join(title.split()) or post.title)
        if typed not in drawn:
            continue
        card = desk.card(post)
        assert (typed, problems(card["blocks"], on="message")) == (typed, [])
        for active in ("<!channel>", "<!here>", "<@U0MIA>"):
            assert active not in card["text"]
    assert log.lines == []


def test_no_naughty_string_breaks_the_rulebook_or_the_command(
    desk: Desk, naughty: list[str], log: Log
) -> None:
    for typed in (*naughty, *OWN):
        answer = desk.command(EVE, f"check {typed}")
        assert answer.status == 200
        if isinstance(answer.body, dict) and "blocks" in answer.body:
            assert (typed, problems(answer.body["blocks"], on="message")) == (typed, [])
    assert log.lines == []


def test_a_naughty_string_as_a_command_is_answered(desk: Desk, naughty: list[str], log: Log) -> None:
    for typed in (*naughty[::5], *OWN):
        answer = desk.command(EVE, typed)
        assert answer.status == 200
        assert "<!channel>" not in str(answer.body)
    assert log.lines == []


def test_a_naughty_comment_is_kept_and_told(lenient_desk: Desk, slack: FakeSlack, log: Log) -> None:
    desk = lenient_desk
    for typed in OWN:
        post = desk.propose(EVE)
        desk.click(MIA, desk.card(post), "post_request_changes")

        assert desk.submit(MIA, slack.view, comment=typed).body == ""

        post = desk.post(post.id)
        assert post.sign_offs[0].comment == typed.strip()
        assert problems(desk.card(post)["blocks"], on="message") == []
    assert log.lines == []


@pytest.mark.parametrize("length", [3_000, 3_001])
def test_three_thousand_characters_are_the_most(lenient_desk: Desk, length: int) -> None:
    desk = lenient_desk
    view = desk.form(EVE)

    answer = desk.submit(EVE, view, text="x" * length, networks=["facebook"])

    assert answer.errors == (
        {"text": "The text has 3,001 characters; 3,000 is the most. Please shorten it."}
        if length > 3_000
        else {}
    )


def test_a_text_longer_than_the_form_takes_begins_it_and_says_so(desk: Desk, slack: FakeSlack) -> None:
    desk.message_shortcut(EVE, "propose_message", "word " * 2_000)

    typed = as_opened(slack.view)["state"]["values"]["text"]["text"]["value"]
    assert len(typed) <= 3_000
    assert "its end is missing" in str(slack.view)


@given(typed=st.text(max_size=300))
def test_any_text_at_all_gets_a_verdict(typed: str, house_rules: Rulebook) -> None:
    for finding in check(typed, house_rules):
        assert typed[finding.start : finding.end] == finding.match
