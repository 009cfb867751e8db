import pytest

from rulebook.checking import check
from tests.rulebook.books import book, found, said, working


def holds(text: str, **settings: str) -> bool:
    keys = ", ".join(f"{key}: {value}" for key, value in settings.items())
    return found(text, working(W=f"{{extends: capitalization, message: m, {keys}}}")) == []


@pytest.mark.parametrize(
    ("match", "right", "wrong"),
    [
        ("$lower", "all small", "Not small"),
        ("$upper", "ALL LOUD 3", "Not LOUD"),
        ("$sentence", "New hats in our stores", "New Hats In Our Stores"),
        ("$sentence", "Our new hats are from NASA", "new hats"),
        ("$title", "New Hats in Our Stores", "New hats in our stores"),
        ("$title", "The State-of-the-Art Hat", "the state of hats today"),
        ("'^[A-Z]'", "Starts loud", "starts small"),
    ],
)
def test_cases(match: str, right: str, wrong: str) -> None:
    assert holds(right, match=match)
    assert not holds(wrong, match=match)


def test_chicago_keeps_long_prepositions_small() -> None:
    assert holds("Hats through the Winter", match="$title", style="Chicago", threshold="1.0")
    assert not holds("Hats through the Winter", match="$title", threshold="1.0")


def test_exceptions_keep_their_own_case() -> None:
    assert holds(
        "New hats for the Black Friday sale", match="$sentence", threshold="1.0", exceptions="[Black Friday]"
    )
    assert not holds("New hats for the Black Friday sale", match="$sentence", threshold="1.0")
    assert holds("iPhone", match="$upper", exceptions="[iPhone]")
    assert holds("iPhone", match="'^[A-Z]'", exceptions="[iPhone]")


def test_a_sentence_may_begin_anew_after_an_indicator_or_a_number() -> None:
    assert holds("Today only: Every hat", match="$sentence", threshold="1.0")
    assert holds("1. Every hat", match="$sentence", threshold="1.0")


def test_a_prefix_is_not_looked_at() -> None:
    assert holds("WIP: New hats", match="$sentence", threshold="1.0", prefix="'WIP: '")


def test_the_expected_case_is_said_and_offered_when_safe() -> None:
    rules = working(
        W="{extends: capitalization, message: \"'%s' → '%s'\", match: $sentence, safe: true, action: {name: replace}}"
    )
    (one,) = check("New Hats Here Now", rules)
    assert one.message == "'New Hats Here Now' → 'New hats here now'"
    assert one.replacement == "New hats here now"


def test_blank_and_wordless_parts_have_no_case() -> None:
    assert holds("  ", match="$sentence")
    assert holds("🎉 !", match="$title")


def test_each_sentence_may_be_looked_at_on_its_own() -> None:
    rules = working(W="{extends: capitalization, message: '%s', scope: sentence, match: '^[A-Z0-9]'}")
    assert said("Come in. we are open! Yes.", rules) == ["we are open!"]
    assert said("Come in!\n\nnow.", rules) == ["now."]


def test_a_rule_without_a_match_is_a_problem() -> None:
    (problem,) = book(W="{extends: capitalization, message: m}").problems
    assert problem.sentence == "it needs a 'match'"
