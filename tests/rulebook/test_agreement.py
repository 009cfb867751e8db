"""Rules that compare places: repetition, consistency, conditional."""

from rulebook.checking import check
from tests.rulebook.books import book, found, said, spans, working


def test_a_word_twice_is_flagged_with_both() -> None:
    rules = working(
        W=r"""{extends: repetition, message: "'%s' is repeated", alpha: true, tokens: ['[^\s]+']}"""
    )
    (one,) = check("Come to the the store", rules)
    assert (one.match, one.message, one.start) == ("the the", "'the' is repeated", 8)


def test_case_tells_words_apart_unless_ignored() -> None:
    exact = working(W=r"{extends: repetition, message: m, tokens: ['[^\s]+']}")
    any_case = working(W=r"{extends: repetition, message: m, ignorecase: true, tokens: ['[^\s]+']}")
    assert found("The the end", exact) == []
    assert found("The the end", any_case) == ["The the"]


def test_only_letters_count_with_alpha() -> None:
    rules = working(W=r"{extends: repetition, message: m, alpha: true, tokens: ['[^\s]+']}")
    assert found("10 10 - - so so", rules) == ["so so"]


def test_two_sentences_may_end_and_begin_alike() -> None:
    rules = working(W=r"{extends: repetition, message: m, tokens: ['[^\s.!?]+']}")
    assert found("We know that. that that", rules) == ["that that"]
    assert found("I know that. That's it", rules) == []
    assert found("Use Redis. Redis is fast", rules) == []


def test_some_repetitions_may_be_allowed_and_exceptions_too() -> None:
    more = working(W=r"{extends: repetition, message: m, max: 1, tokens: ['\b\w+\b']}")
    except_for = working(W=r"{extends: repetition, message: m, tokens: ['\w+'], exceptions: [bye bye]}")
    assert found("so so good", more) == []
    assert found("so so so good", more) == ["so so"]
    assert found("bye bye, so so", except_for) == ["so so"]


def test_an_edit_may_be_offered_for_a_repetition() -> None:
    rules = working(
        W=r"""
        extends: repetition
        message: m
        safe: true
        action: {name: edit, params: [truncate, ' ']}
        tokens: ['[^\s]+']
        """
    )
    (one,) = check("the the", rules)
    assert one.replacement == "the"


def test_one_way_of_writing_at_a_time() -> None:
    rules = working(
        W="{extends: consistency, message: \"Mixed: '%s'\", ignorecase: true, either: {colour: color, centre: center}}"
    )
    assert said("Colour and color", rules) == ["Mixed: 'color'"]
    assert said("Colour and centre", rules) == []
    assert spans(check("color, colour, color", rules)) == [(15, 20)]


def test_one_way_inside_the_other_is_not_both() -> None:
    rules = working(
        A="{extends: consistency, message: m, either: {e-mail: mail}}",
        B="{extends: consistency, message: n, nonword: true, either: {'\"': '[“”]'}}",
    )
    assert found("e-mail", rules) == []
    assert found('e-mail, mail, "dumb" and “smart”', rules) == ["mail", "”"]


def test_an_abbreviation_needs_its_long_form() -> None:
    rules = working(
        W=r"""
        extends: conditional
        message: "Spell out '%s'."
        first: '\b([A-Z]{3,5})\b'
        second: '(?:\b[A-Z][a-z]+ )+\(([A-Z]{3,5})\)'
        exceptions: [FAQ]
        """
    )
    assert said("The World Health Organization (WHO) met; the WHO, a FAQ and NASA", rules) == [
        "Spell out 'NASA'."
    ]
    assert said("Die ÜBank (ZKB) ist da", rules) == ["Spell out 'ZKB'."]
    assert said("Für die Kantonal Bank (ZKB) gilt", rules) == []


def test_without_a_group_any_second_will_do() -> None:
    rules = working(W="{extends: conditional, message: '%s', first: '\\bAd\\b', second: '#ad\\b'}")
    assert found("Ad here, Ad there", rules) == ["Ad", "Ad"]
    assert found("Ad here #ad", rules) == []
    assert found("only #ad", rules) == []


def test_any_of_several_groups_may_account_for_it() -> None:
    rules = working(W=r"{extends: conditional, message: m, first: '[A-Z]{2}', second: '\((AB)\)|<(CD)>'}")
    assert found("(AB) and CD", rules) == ["CD"]
    assert found("<CD> and CD", rules) == []


def test_an_accepted_phrase_accepts_its_words() -> None:
    rules = working(
        W=r"{extends: conditional, message: m, first: '\b[A-Z]{2,}\b', second: 'x', exceptions: [BIG Ben]}"
    )
    assert found("BIG Ben is BIG", rules) == ["BIG"]
    assert spans(check("BIG Ben is BIG", rules)) == [(11, 14)]


def test_rules_without_their_keys_are_problems() -> None:
    problems = book(
        A="{extends: conditional, message: m}",
        B="{extends: consistency, message: m}",
        C="{extends: repetition, message: m}",
    ).problems
    assert [problem.rule for problem in problems] == ["Test.A", "Test.B", "Test.C"]
