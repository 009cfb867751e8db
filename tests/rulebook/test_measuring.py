"""Rules that measure a text, and the arithmetic and counting below them."""

import pytest

from rulebook.checking import check
from rulebook.formulas import FormulaError, formula
from rulebook.statistics import statistics, syllables
from tests.rulebook.books import book, said, working

HARD = (
    "Unquestionably, our multidisciplinary representatives appreciate "
    "Notwithstanding considerable organisational difficulties, the administration's responsibilities regarding "
    "environmental sustainability necessitate comprehensive interdepartmental communication, particularly concerning "
    "international transportation infrastructure and the standardisation of accountability mechanisms everywhere today."
)
EASY = (
    "Come and see us. We have new hats. They are warm. They are red. You can try them on. It is fun to do so. "
    * 3
)


def test_words_sentences_and_syllables_are_counted() -> None:
    counted = statistics("The customers' favourite jackets are back. Come in!\n\nSee you, Leeds.")
    assert (counted.words, counted.sentences, counted.paragraphs) == (11, 3, 2)
    assert counted.long_words == 3
    assert counted.polysyllabic_words == 2


@pytest.mark.parametrize(
    ("word", "count"), [("hat", 1), ("jacket", 2), ("banana", 3), ("made", 1), ("table", 2), ("x", 1)]
)
def test_syllables_are_guessed_well_enough(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    "metric", ["Flesch-Kincaid", "Gunning Fog", "SMOG", "Automated Readability", "Coleman-Liau"]
)
def test_hard_texts_have_high_grades_and_easy_ones_low(metric: str) -> None:
    rules = working(W=f"{{extends: readability, message: '%s', metrics: [{metric}], grade: 9}}")
    assert len(said(HARD, rules)) == 1
    assert said(EASY, rules) == []
    assert check("🎉", rules) == ()


def test_a_reading_level_says_nothing_about_short_texts() -> None:
    rules = working(W="{extends: reading_level, message: 'Grade %s', grade: 9}")
    (one,) = check(HARD, rules)
    assert one.message.startswith("Grade ")
    assert (one.start, one.end) == (0, 0)
    assert check("Internationalisation notwithstanding.", rules) == ()


def test_a_formula_is_worked_out_and_its_value_shown() -> None:
    rules = working(
        W="{extends: metric, message: '%s words a sentence', formula: words / sentences, condition: '> 4'}"
    )
    assert said("One two three four five six. Seven eight nine ten.", rules) == ["5.00 words a sentence"]
    assert said("One two. Three four.", rules) == []


def test_what_a_post_does_not_have_counts_nothing_and_a_division_by_it_says_nothing() -> None:
    rules = working(
        A="{extends: metric, message: '%s', formula: words / heading.h2, condition: '> 1'}",
        B="{extends: metric, message: '%s', formula: list + 1, condition: '== 1'}",
    )
    assert said("One two three", rules) == ["1.00"]
    assert said("", rules) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("-2 + .5", -1.5),
        ("10 % 4 - 1", 1),
        ("math.sqrt(16) + math.max(1, 2)", 6),
        ("1 < 2 && !(3 >= 4) || 0", True),
        ("words == 3", True),
        ("2 - 1 - 1", 0),
    ],
)
def test_arithmetic(text: str, value: float) -> None:
    assert formula(text, names=frozenset({"words"}))({"words": 3.0}) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1 +",
        "(1",
        "1)",
        "spam",
        "__import__",
        "math.sqrt 4",
        "math.sqrt(4",
        "1 $ 2",
        "1 2",
        "(" * 99,
        "-" * 99,
        "1+" * 2000,
    ],
)
def test_what_is_no_arithmetic_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        formula(text, names=frozenset({"words"}))


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (
            "{extends: metric, message: m, formula: foo, condition: '> 1'}",
            "'formula' cannot be worked out: 'foo' is not known",
        ),
        (
            "{extends: metric, message: m, formula: words, condition: '> 1; x'}",
            "'condition' cannot be worked out",
        ),
        ("{extends: readability, message: m, grade: 8}", "it needs 'metrics'"),
        ("{extends: readability, message: m, grade: 8, metrics: [Fog]}", "'Fog' is not one of"),
        ("{extends: reading_level, message: m, grade: 8, metric: Fog}", "'Fog' is not one of"),
    ],
)
def test_a_measure_that_makes_no_sense_is_a_problem(rule: str, sentence: str) -> None:
    (problem,) = book(W=rule).problems
    assert sentence in problem.sentence
