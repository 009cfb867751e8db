"""`/social` and its words: help, check, export, and words nobody knows."""

import pytest

from tests.handlers.desk import ADA, EVE, MIA, Desk
from tests.handlers.slack import FakeSlack


@pytest.mark.parametrize("typed", ["", "help", "HELP", " help "])
def test_help_lists_what_somebody_can_do(desk: Desk, typed: str) -> None:
    answer = desk.command(EVE, typed)

    assert answer.status == 200
    for command in ("propose", "check", "export", "help"):
        assert f"/social {command}" in str(answer.body["blocks"])
    assert "You sign for Marketing" in str(desk.command(MIA, typed).body)


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("propse Hello", "/social propose"), ("exprot", "/social export"), ("<!channel>", "/social help")],
)
def test_an_unknown_word_gets_the_nearest_ones(desk: Desk, typed: str, nearest: str) -> None:
    answer = desk.command(EVE, typed)

    assert "I do not know" in answer.text
    assert nearest in answer.text
    assert "<!channel>" not in str(answer.body)


def test_check_answers_whoever_asks_and_keeps_nothing(desk: Desk, slack: FakeSlack) -> None:
    before = desk.kept()

    answer = desk.command(EVE, "check The best jacket ever.")

    assert "House.Superlatives" in str(answer.body)
    assert answer.body.get("response_type") != "in_channel"
    assert desk.kept() == before
    assert slack.calls == []


def test_check_without_words_says_how_to_ask(desk: Desk) -> None:
    assert "/social check" in desk.command(EVE, "check").text


def test_the_message_shortcut_checks_the_words_as_they_were_typed(desk: Desk, slack: FakeSlack) -> None:
    assert desk.message_shortcut(EVE, "check_message", "The best bread &amp; butter ever.").status == 200

    assert "House.Superlatives" in str(slack.view)
    assert "The best bread & butter ever." in str(slack.view)


def test_the_message_shortcut_stands_a_message_without_text(desk: Desk, slack: FakeSlack) -> None:
    assert desk.message_shortcut(EVE, "check_message", "").status == 200
    assert slack.view["title"]["text"] == "Check wording"


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("export", "2026-11-16..2026-11-22"),
        ("export week", "2026-11-16..2026-11-22"),
        ("export month", "2026-11-01..2026-11-30"),
        ("export 2026-01-01..2026-03-31", "2026-01-01..2026-03-31"),
    ],
)
def test_export_is_promised_recorded_and_wanted(desk: Desk, typed: str, period: str) -> None:
    answer = desk.command(ADA, typed)

    assert "workbook" in answer.text
    assert desk.said_in_trail() == [("exported", ADA, period, 0)]
    assert desk.wanted() == {("export", f"{period}/1", ADA): 1}
    assert desk.wakes == 1


def test_two_exports_are_two_workbooks(desk: Desk) -> None:
    desk.command(ADA, "export")
    desk.command(ADA, "export")

    assert len(desk.wanted()) == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("export yesterday", "I do not know the period “yesterday”"),
        ("export 2026-02-01..2026-01-01", "ends before it begins"),
        ("export 2026-02-30..2026-03-01", "I do not know the period"),
        ("export 0001-01-01..9999-12-31", "Ten years is the longest"),
        ("export 9999-12-01..9999-12-31", "I export days from"),
    ],
)
def test_a_period_nobody_means_is_explained(desk: Desk, typed: str, said: str) -> None:
    answer = desk.command(ADA, typed)

    assert answer.status == 200
    assert said in answer.text
    assert desk.trail() == []
