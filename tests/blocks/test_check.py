from datetime import date

import pytest

from blocks.answers import explanation, read_typed_words
from blocks.approvals import request_changes_form, withdraw_form
from blocks.check import nothing_to_check, summary, verdict_form, verdict_message
from blocks.exports import export_coming
from blocks.proposals import edit_form
from domain.findings import Level, Verdict
from domain.networks import Network
from domain.periods import Period
from tests.blocks.filling import submitted
from tests.blocks.judge import judged, judged_view, strings
from tests.blocks.retailer import DRAFT, WORKSPACE, Ruler, finding, proposed


def test_a_clean_text_has_nothing_to_change() -> None:
    message = verdict_message("Come & see *us*", Verdict(), {Network.X: Ruler(15, 280)})
    payload = judged(message)
    assert payload["text"] == "✅ Nothing to change."
    assert list(strings(payload["blocks"])) == ["Come & see *us*", "✅ Nothing to change.", "X 15/280"]


def test_findings_quote_the_words_and_say_what_to_write_instead() -> None:
    verdict = Verdict(
        findings=(
            finding(message="be plain.", match="utilise", replacement="use"),
            finding(level=Level.ERROR, message="“click here” says nothing", match="click here"),
            finding(level=Level.SUGGESTION, message="spare", match="very", replacement=""),
            finding(message="Use “sale” instead of “SALE”.", match="SALE", replacement="sale"),
            finding(message="No end date.", match=""),
        )
    )
    payload = judged(verdict_message("…", verdict, {}))
    assert list(strings(payload["blocks"]))[2:] == [
        "⛔ “click here” says nothing (House.Superlatives)",
        "⚠️ “utilise”: be plain; write “use” instead (House.Superlatives)",
        "⚠️ Use “sale” instead of “SALE”. (House.Superlatives)",
        "⚠️ No end date. (House.Superlatives)",
        "💡 “very”: spare; leave it out (House.Superlatives)",
    ]


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ([Level.ERROR], "⛔ 1 finding; it must be settled."),
        ([Level.ERROR, Level.ERROR], "⛔ 2 findings; all of them must be settled."),
        ([Level.SUGGESTION, Level.ERROR], "⛔ 2 findings; 1 of them must be settled."),
        ([Level.SUGGESTION, Level.WARNING], "⚠️ 2 findings; nothing blocks."),
        ([Level.SUGGESTION], "💡 1 finding; nothing blocks."),
    ],
)
def test_the_heading_goes_by_the_weightiest_finding(levels: list[Level], said: str) -> None:
    assert summary(Verdict(findings=tuple(finding(level=level) for level in levels))) == said


def test_two_hundred_findings_and_every_network_fit() -> None:
    verdict = Verdict(findings=tuple(finding(match="m" * 500, message="x " * 900) for _ in range(200)))
    lengths = {network: Ruler(63_206, 63_206) for network in Network}
    judged(verdict_message("w" * 3_000, verdict, lengths))
    payload = judged_view(verdict_form("w" * 3_000, verdict, lengths))
    assert any("+188 more" in one for one in strings(payload["blocks"]))


def test_no_text_is_answered_with_an_example() -> None:
    assert "`/social check " in judged(nothing_to_check())["text"]


def test_a_refused_form_gives_the_words_back() -> None:
    view = submitted(edit_form(proposed(), WORKSPACE), alt_text="A jacket on a hook")
    assert read_typed_words(view)[0] == ("Post text", DRAFT.text)
    assert ("Alt text", "A jacket on a hook") in read_typed_words(view)
    told = list(strings(judged_view(explanation("Somebody was faster.", read_typed_words(view)))["blocks"]))
    assert {DRAFT.text, "Post text, to copy:", "A jacket on a hook", "Alt text, to copy:"} <= set(told)
    comment = submitted(request_changes_form(proposed()), comment="Shorter!")
    assert read_typed_words(comment) == [("Comment", "Shorter!")]
    assert read_typed_words(submitted(withdraw_form(proposed()))) == []


def test_the_longest_words_come_back_whole() -> None:
    words = "🧥&" * 1_500
    shown = judged_view(explanation("Too late.", [("Post text", words), ("Alt text", words)]))
    assert list(strings(shown["blocks"])).count(words) == 2
    assert len(judged_view(explanation("Too late."))["blocks"]) == 1


def test_an_export_names_its_days() -> None:
    month = Period(first=date(2026, 11, 1), last=date(2026, 11, 30), timezone="UTC")
    assert "Sun 1 Nov 2026 to Mon 30 Nov 2026" in judged(export_coming(month))["text"]
    day = Period(first=date(2026, 11, 1), last=date(2026, 11, 1), timezone="UTC")
    assert "for Sun 1 Nov 2026 is" in judged(export_coming(day))["text"]


def test_what_an_exception_lets_pass_is_shown_and_does_not_have_to_be_settled() -> None:
    passing, other = finding(level=Level.ERROR), finding(level=Level.ERROR, match="click here")
    verdict = Verdict(findings=(passing, other), excused=(passing,))
    assert summary(verdict) == "⛔ 2 findings; 1 of them must be settled."
    alone = Verdict(findings=(passing,), excused=(passing,))
    assert list(strings(judged(verdict_message("…", alone, {}))["blocks"]))[1:] == [
        "☑️ 1 finding; nothing blocks while the exception holds.",
        "☑️ “the best jacket ever”: say what makes it good (House.Superlatives) · passes by an exception",
    ]
