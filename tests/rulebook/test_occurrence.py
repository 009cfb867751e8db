from rulebook.checking import check
from tests.rulebook.books import book, found, said, working


def test_too_many_are_counted_and_the_first_is_shown() -> None:
    rules = working(W="{extends: occurrence, message: 'Only two, not %s.', token: '!', max: 2}")
    (one,) = check("a! b! c!", rules)
    assert (one.message, one.start, one.end) == ("Only two, not 3.", 1, 2)
    assert check("a! b!", rules) == ()


def test_too_few_are_about_the_text_as_a_whole_when_there_is_none() -> None:
    rules = working(W="{extends: occurrence, message: 'Ask a question.', token: '\\?', min: 1}")
    (one,) = check("Come in.", rules)
    assert (one.start, one.end, one.match) == (0, 0, "")
    assert check("Coming in?", rules) == ()


def test_a_count_is_not_cut_short() -> None:
    rules = working(W="{extends: occurrence, message: '%s words', token: '\\w+', max: 250}")
    assert said("word " * 400, rules) == ["400 words"]


def test_what_vale_takes_for_code_is_not_shown() -> None:
    rules = working(W="{extends: occurrence, message: '%s', token: '[@*]', max: 1}")
    assert said("@ and *", rules) == []


def test_paragraphs_are_counted_one_by_one() -> None:
    rules = working(W="{extends: occurrence, message: '%s', scope: paragraph, token: x, max: 1}")
    assert said("x\n\n\n\nx x\n\nx", rules) == ["2"]
    ends = working(W="{extends: existence, message: m, scope: paragraph, nonword: true, tokens: ['!\\s']}")
    assert found("Wow!\n\nNow!", ends) == ["!\n"]


def test_sentences_are_counted_one_by_one() -> None:
    rules = working(W="{extends: occurrence, message: '%s', scope: sentence, token: ',', max: 1}")
    (one,) = check("One, two. Three, four, five. Six.", rules)
    assert (one.message, one.start) == ("2", 15)


def test_nothing_to_count_is_a_problem() -> None:
    (problem,) = book(W="{extends: occurrence, message: m, max: 1}").problems
    assert problem.sentence == "there is nothing to count; give a 'token'"
