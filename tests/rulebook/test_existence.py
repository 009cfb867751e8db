from domain.findings import Level
from rulebook.checking import check
from tests.rulebook.books import book, found, said, spans, working


def test_a_token_is_flagged_where_it_stands_with_the_message_filled_in() -> None:
    rules = working(
        Hype="""
        extends: existence
        message: "Say what makes it good instead of '%s'."
        level: error
        tags: [claim]
        tokens: [best ever, unbeatable]
        """
    )
    (one,) = check("Our unbeatable price 🎉", rules)
    assert (one.rule, one.level, one.tags) == ("Test.Hype", Level.ERROR, ("claim",))
    assert (one.start, one.end, one.match, one.replacement) == (4, 14, "unbeatable", None)
    assert one.message == "Say what makes it good instead of 'unbeatable'."


def test_the_level_is_warning_unless_the_file_says_otherwise() -> None:
    (one,) = check("cheap", working(Cheap="extends: existence\nmessage: m\ntokens: [cheap]"))
    assert one.level is Level.WARNING


def test_tokens_are_whole_words_unless_nonword() -> None:
    words = working(W="extends: existence\nmessage: m\ntokens: [sale]")
    parts = working(W="extends: existence\nmessage: m\nnonword: true\ntokens: [sale]")
    assert found("sale presale sale_on sale-on", words) == ["sale", "sale"]
    assert found("sale presale sale_on sale-on", parts) == ["sale"] * 4


def test_letters_beyond_ascii_are_letters_at_the_edge_of_a_word() -> None:
    rules = working(W=r"""{extends: existence, message: m, tokens: [caf, 'gr\w+']}""")
    assert found("café caf grün, gr", rules) == ["caf", "grün"]


def test_a_dot_at_the_end_of_a_token_matches_only_before_a_word_as_in_vale() -> None:
    rules = working(Etc=r"""{extends: existence, message: m, tokens: ['etc\.']}""")
    assert found("etc. and etc.x", rules) == ["etc."]
    assert spans(check("etc. and etc.x", rules)) == [(9, 13)]


def test_case_counts_unless_ignored_and_length_changing_letters_do_not_shift_anything() -> None:
    exact = working(W="extends: existence\nmessage: m\ntokens: [ikea]")
    any_case = working(W="extends: existence\nmessage: m\nignorecase: true\ntokens: [ikea, straße]")
    assert found("IKEA ikea", exact) == ["ikea"]
    assert found("İİ IKEA Straße", any_case) == ["IKEA", "Straße"]


def test_the_first_alternative_that_fits_wins_and_matches_do_not_overlap() -> None:
    rules = working(
        W=r"""{extends: existence, message: m, tokens: [as well, as well as, 'well \w+', soon]}"""
    )
    assert found("as well as soon", rules) == ["as well", "soon"]
    assert found("as wells", rules) == []
    assert found("very well soon", rules) == ["well soon"]


def test_raw_stands_in_front_of_the_tokens_or_behind_them() -> None:
    before = working(
        W=r"""{extends: existence, message: m, raw: ['\b(is|was)\b\s*'], tokens: ['\w+ed', done]}"""
    )
    behind = working(
        W=r"""{extends: existence, message: m, append: true, raw: [' of'], tokens: [lots, plenty]}"""
    )
    assert found("it was opened and is done, was red", before) == ["was opened", "is done", "was red"]
    assert found("lots of plenty off", behind) == ["lots of", "plenty of"]


def test_an_exception_is_looked_for_inside_the_match_in_its_own_case() -> None:
    rules = working(
        W=r"""{extends: existence, message: m, ignorecase: true, tokens: ['\w+ phone'], exceptions: [Mobile]}"""
    )
    assert found("Mobile phone, mobile phone", rules) == ["mobile phone"]


def test_an_exception_of_several_words_excuses_what_stands_inside_it_in_any_case() -> None:
    rules = working(
        W="extends: existence\nmessage: m\nignorecase: true\ntokens: [best]\nexceptions: [best before]\n"
    )
    text = "Best before Friday, best of all, at best"
    assert [(one.start, one.match) for one in check(text, rules)] == [(20, "best"), (36, "best")]


def test_an_accented_text_still_finds_boundaries_between_patterns() -> None:
    rules = working(W=r"""{extends: existence, message: m, tokens: ['\bpré\w*\b \bsale\b']}""")
    assert found("présolde sale", rules) == ["présolde sale"]


def test_a_look_ahead_is_kept() -> None:
    rules = working(W=r"""{extends: existence, message: m, tokens: ['it is(?!\.)']}""")
    assert found("it is. it is fine", rules) == ["it is"]
    assert spans(check("it is. it is fine", rules)) == [(7, 12)]


def test_an_action_offers_and_its_words_go_into_the_message() -> None:
    rules = working(
        Url="""
        extends: existence
        message: "Write '%[2]s', not '%[1]s'."
        action: {name: replace, params: [address]}
        ignorecase: true
        tokens: [URL]
        """
    )
    (one,) = check("Our url is short", rules)
    assert (one.message, one.replacement) == ("Write 'address', not 'url'.", "address")


def test_only_so_many_findings_are_made_when_the_rule_says_so() -> None:
    rules = working(W="extends: existence\nmessage: m\nlimit: 2\ntokens: [x]")
    assert spans(check("x x x x", rules)) == [(0, 1), (2, 3)]


def test_a_rule_without_anything_to_look_for_is_a_problem() -> None:
    (problem,) = book(W="extends: existence\nmessage: m\ntokens: ['', ' ']").problems
    assert str(problem) == "Test/W.yml:1: Test.W: there is nothing to look for; list some 'tokens'"


def test_line_ends_of_other_systems_are_line_ends() -> None:
    rules = working(
        W=r"""{extends: existence, message: "'%s'", nonword: true, tokens: ['\w+$', '\w!\s+\w']}"""
    )
    findings = check("one\r\ntwo!\r\nx", rules)
    assert [one.match for one in findings] == ["one", "o!\r\nx"]
    assert findings[1].message == "'o! x'"


def test_parts_are_told_apart_by_line_ends_of_other_systems_too() -> None:
    text = "Ox. Ox.\r\n\r\nOx,\r\nOx"
    paragraphs = working(W="{extends: occurrence, message: '%s', scope: paragraph, token: Ox, max: 1}")
    sentences = working(W="{extends: occurrence, message: '%s', scope: sentence, token: Ox, max: 1}")
    assert spans(check(text, paragraphs)) == [(0, 2), (11, 13)]
    assert spans(check(text, sentences)) == [(11, 13)]


def test_line_ends_in_a_match_become_spaces_in_the_message() -> None:
    rules = working(W=r"""{extends: existence, message: "Close up '%s'.", nonword: true, tokens: ['\s—']}""")
    assert said("a\n—b", rules) == ["Close up ' —'."]
