import pytest

from rulebook.checking import check
from tests.rulebook.books import book, working


@pytest.mark.parametrize(
    ("action", "match", "expected"),
    [
        ("{name: remove}", "really ", ""),
        ("{name: convert, params: [simple]}", "camelCase-Kebab", "camel case kebab"),
        ("{name: edit, params: [regex, '-', ' ']}", "well-made", "well made"),
        ("{name: edit, params: [regex, '(\\w+)-(\\w+)', '$2 ${1}']}", "made-well", "well made"),
        ("{name: edit, params: [trim, '!']}", "!wow!", "wow"),
        ("{name: edit, params: [trim_left, '!']}", "!wow!", "wow!"),
        ("{name: edit, params: [trim_right, '!']}", "!wow!", "!wow"),
        ("{name: edit, params: [truncate, '-']}", "a-b-c", "a"),
        ("{name: edit, params: [split, '-', '1']}", "a-b-c", "b"),
        ("{name: edit, params: [split, '-', '9']}", "a-b-c", None),
        ("{name: replace, params: [that]}", "this", "that"),
        ("{name: replace, params: [that, those]}", "this", None),
    ],
)
def test_an_action_changes_the_match_when_the_rule_calls_it_safe(
    action: str, match: str, expected: str | None
) -> None:
    rule = f"extends: existence\nmessage: \"%s → %s\"\nnonword: true\nsafe: true\naction: {action}\ntokens: ['{match}']\n"
    (one,) = check(match, working(W=rule))
    assert one.replacement == expected


def test_only_a_plain_replacement_is_safe_unless_the_rule_says_more() -> None:
    rules = working(
        A="{extends: existence, message: m, action: {name: remove}, tokens: [a]}",
        B="{extends: existence, message: m, action: {name: replace, params: [x]}, tokens: [b]}",
        C="{extends: existence, message: m, safe: false, action: {name: replace, params: [x]}, tokens: [c]}",
        D="{extends: existence, message: '%s or %s', action: {name: replace, params: [x, y]}, tokens: [d]}",
        E="{extends: existence, message: '%s or %s', action: {name: suggest, params: [spellings]}, tokens: [e]}",
        F="{extends: existence, message: '%s or %s', action: {name: replace}, tokens: [f]}",
    )
    findings = check("a b c d e f", rules)
    assert [one.replacement for one in findings] == [None, "x", None, None, None, None]
    assert [one.message for one in findings[3:]] == ["d or 'x' or 'y'", "e or ", "f or f"]


def test_a_conditional_may_offer_too() -> None:
    rules = working(
        W="{extends: conditional, message: '%s %s', first: 'a\\d', second: 'z', action: {name: replace, params: [b]}}"
    )
    (one,) = check("a1", rules)
    assert (one.message, one.replacement) == ("a1 b", "b")


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("100%", "100%"),
        ("100% of '%s'", "100% of 'x'"),
        ("%%s %d", "%s x"),
        ("%[2]s then %[1]s", " then x"),
        ("%[x]s %[", "%[x]s %["),
        ("%s\n%v", "x "),
        ("%q %z", "x %z"),
    ],
)
def test_messages_are_filled_as_go_fills_them_but_quietly(message: str, said: str) -> None:
    made = book(W="extends: existence\ntokens: [x]\nmessage: " + '"' + message.replace("\n", "\\n") + '"\n')
    assert [one.message for one in check("x", made)] == [said]


def test_groups_the_engine_cannot_find_are_a_problem() -> None:
    (problem,) = book(W=r"{extends: substitution, message: m, swap: {'(?<!x)(a)': '$1'}}").problems
    assert "refers to groups" in problem.sentence
