import json
from dataclasses import replace

from domain.findings import Level
from rulebook.checking import check
from rulebook.reports import Checked, as_github, as_json, as_text, as_vale_json, position, worst
from tests.rulebook.books import working

RULES = working(
    Plain="{extends: substitution, message: \"Use '%s' instead of '%s'.\", level: error, tags: [plain], swap: {utilise: use}}",
    Ask="{extends: required, message: Ask something., level: suggestion, then: ['\\?'], nonword: true}",
)


def checked(text: str, source: str = "post.txt") -> Checked:
    return Checked(source, text, check(text, RULES))


def test_text_shows_the_line_with_carets_under_the_match() -> None:
    assert as_text([checked("Hello\nplease utilise it")]) == (
        "post.txt:1:1: suggestion: Ask something. (Test.Ask)\n"
        "post.txt:2:8: error: Use 'use' instead of 'utilise'. (Test.Plain)\n"
        "    please utilise it\n"
        "           ^^^^^^^ write 'use'"
    )


def test_carets_stand_right_under_wide_and_combining_characters() -> None:
    shown = as_text([checked("漢字 e\u0301 utilise it?")]).splitlines()
    assert shown[2] == "    " + " " * 7 + "^^^^^^^ write 'use'"


def test_long_lines_are_cut_around_the_match_and_nothing_active_is_printed() -> None:
    shown = as_text([checked("a " * 300 + "utilise \x1b[31m \u202e it?")]).splitlines()
    assert len(shown[1]) < 130
    assert "utilise" in shown[1]
    assert "\x1b" not in shown[1]
    assert "\u202e" not in shown[1]


def test_json_is_one_object_per_text_in_order() -> None:
    made = json.loads(as_json([checked("ok?"), checked("🎉 utilise?", "b")]))
    assert made == [
        {"source": "post.txt", "findings": []},
        {
            "source": "b",
            "findings": [
                {
                    "rule": "Test.Plain",
                    "level": "error",
                    "message": "Use 'use' instead of 'utilise'.",
                    "start": 2,
                    "end": 9,
                    "match": "utilise",
                    "replacement": "use",
                    "tags": ["plain"],
                }
            ],
        },
    ]


def test_github_annotations_escape_what_would_end_them() -> None:
    text = as_github([checked("100%\nutilise", "a,b:c.txt")])
    assert text.splitlines() == [
        "::notice file=a%2Cb%3Ac.txt,line=1,endLine=1,col=1,endColumn=2,title=Test.Ask::Ask something.",
        "::error file=a%2Cb%3Ac.txt,line=2,endLine=2,col=1,endColumn=8,title=Test.Plain::Use 'use' instead of 'utilise'.",
    ]


def test_a_github_annotation_over_two_lines_has_no_end_column() -> None:
    rules = working(W="{extends: existence, message: \"100% '%s'\", nonword: true, tokens: ['a\\nb']}")
    text = as_github([Checked("x", "a\nb", check("a\nb", rules))])
    assert text == "::warning file=x,line=1,endLine=2,col=1,title=Test.W::100%25 'a b'"


def test_a_text_among_several_is_annotated_at_its_line_of_the_file() -> None:
    one = replace(checked("?\nutilise", "posts.jsonl:3"), line=3)
    assert as_github([one]) == (
        "::error file=posts.jsonl,line=3,title=Test.Plain::Use 'use' instead of 'utilise'."
    )


def test_vale_json_counts_as_vale_does() -> None:
    made = json.loads(as_vale_json([checked("utilise"), checked("fine?", "none")]))
    assert list(made) == ["post.txt"]
    ask, plain = made["post.txt"]
    assert (ask["Line"], ask["Span"], ask["Severity"]) == (1, [1, 1], "suggestion")
    assert (plain["Span"], plain["Match"]) == ([1, 7], "utilise")
    assert plain["Action"] == {"Name": "replace", "Params": ["use"]}


def test_positions_and_the_worst_level() -> None:
    assert position("a\nbc", 3) == (2, 2)
    assert worst([checked("utilise"), checked("?")]) is Level.ERROR
    assert worst([checked("?")]) is None
