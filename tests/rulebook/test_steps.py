"""The words of a step are found as the rulebook finds its own: whole, with any capitals, and in no time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.journey_file import read_journey_file
from domain.journey import Step, Suggestion
from rulebook.loading import BrokenRulebookError
from rulebook.steps import NO_STEPS, step_book, suggested_step

SHIPPED = read_journey_file()


@pytest.mark.parametrize(
    ("text", "step", "words"),
    [
        ("Autumn jackets are here. Come and try them on.", Step.TRIAL, ("try them on",)),
        ("Meet the spring collection", Step.DISCOVERY, ("Meet", "collection")),
        ("How to wash wool: our care guide", Step.RESEARCH, ("How to", "care guide")),
        ("Rated five stars: our customers' favourite", Step.PREFERENCE, ("Rated", "stars", "favourite")),
        ("20% OFF with the code WARM20. Order now", Step.PURCHASE, ("% OFF", "code", "Order")),
        ("Thank you, members!", Step.LOYALTY, ("Thank you", "members")),
    ],
)
def test_the_shipped_words_point_to_the_step_that_a_person_would_name(
    text: str, step: Step, words: tuple[str, ...]
) -> None:
    assert suggested_step(text, SHIPPED) == Suggestion(step=step, words=words)


@pytest.mark.parametrize(
    "text", ["", "Open until six", "A day off", "We retry onboarding", "#tryonhaul", "ortrya", "\x00"]
)
def test_nothing_is_suggested_where_no_whole_word_says_so(text: str) -> None:
    assert suggested_step(text, SHIPPED) is None


def test_a_word_means_itself_whatever_a_pattern_would_make_of_it() -> None:
    book = step_book({Step.TRIAL: ("a.b", "c(d", "[e]f"), Step.LOYALTY: ()})
    assert suggested_step("axb acd ef", book) is None
    assert suggested_step("now a.b here", book) == Suggestion(step=Step.TRIAL, words=("a.b",))
    assert suggested_step("now C(D here", book) == Suggestion(step=Step.TRIAL, words=("C(D",))


def test_what_no_rule_can_look_for_is_refused() -> None:
    with pytest.raises(BrokenRulebookError):
        step_book({Step.TRIAL: ("",)})


def test_without_words_nothing_is_suggested() -> None:
    assert suggested_step("try it on, buy now", NO_STEPS) is None


@given(st.text(max_size=200))
def test_any_text_is_read_and_a_suggestion_quotes_it(text: str) -> None:
    suggested = suggested_step(text, SHIPPED)
    assert suggested is None or all(word in text for word in suggested.words)
