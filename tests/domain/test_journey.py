from hypothesis import given
from hypothesis import strategies as st

from domain.aims import AUDIENCE_LIMIT, CENTRE_LIMIT, MEASURE_LIMIT, Aim, aim_problems
from domain.charter import Gain
from domain.journey import Hint, Step, Suggestion, suggest


def hint(step: Step, word: str, start: int) -> Hint:
    return Hint(step=step, word=word, start=start)


def test_nothing_is_suggested_without_a_word() -> None:
    assert suggest([]) is None


def test_the_step_with_the_most_different_words_is_suggested_with_these() -> None:
    hints = [
        hint(Step.PURCHASE, "order", 30),
        hint(Step.TRIAL, "Try", 0),
        hint(Step.PURCHASE, "buy", 12),
        hint(Step.PURCHASE, "Buy", 40),
    ]
    assert suggest(hints) == Suggestion(step=Step.PURCHASE, words=("buy", "order"))


def test_the_words_of_a_phrase_count_singly_as_it_says_more() -> None:
    hints = [hint(Step.DISCOVERY, "are here", 8), hint(Step.TRIAL, "try them on", 27)]
    assert suggest(hints) == Suggestion(step=Step.TRIAL, words=("try them on",))


def test_of_equals_the_word_that_comes_first_decides() -> None:
    hints = [hint(Step.PURCHASE, "buy", 12), hint(Step.TRIAL, "try", 3)]
    assert suggest(hints) == Suggestion(step=Step.TRIAL, words=("try",))
    same = [hint(Step.PURCHASE, "try", 3), hint(Step.TRIAL, "try", 3)]
    assert suggest(same) == Suggestion(step=Step.TRIAL, words=("try",))


hints = st.lists(
    st.builds(
        hint, st.sampled_from(Step), st.sampled_from(["a", "b", "c", "A", "a b", "B C d"]), st.integers(0, 50)
    )
)


@given(hints)
def test_a_suggestion_names_words_that_are_there_and_no_step_has_more(found: list[Hint]) -> None:
    suggested = suggest(found)
    words = {step: {one.word.casefold() for one in found if one.step is step} for step in Step}
    if suggested is None:
        assert not found
    else:
        assert {one.casefold() for one in suggested.words} == words[suggested.step]
        weight = {step: sum(len(one.split()) for one in some) for step, some in words.items()}
        assert weight[suggested.step] == max(weight.values())


@given(st.permutations([hint(step, f"word{number}", number) for number, step in enumerate(Step)]))
def test_the_order_in_which_words_are_found_does_not_matter(found: list[Hint]) -> None:
    assert suggest(found) == Suggestion(step=Step.DISCOVERY, words=("word0",))


def test_an_aim_is_tidied_and_its_gains_stand_in_the_charters_order() -> None:
    aim = Aim(
        audience="  young \n parents ",
        measure=" visits  ",
        gains=(Gain.HIRING, Gain.WEB_SALES, Gain.HIRING),
        cost_centre="\tM-100 ",
    )
    assert aim.tidied == Aim(
        audience="young parents",
        measure="visits",
        gains=(Gain.WEB_SALES, Gain.HIRING),
        cost_centre="M-100",
    )


def test_what_is_too_long_for_a_card_is_said_by_field() -> None:
    fits = Aim(audience="a" * AUDIENCE_LIMIT, measure="m" * MEASURE_LIMIT, cost_centre="c" * CENTRE_LIMIT)
    assert not any(aim_problems(fits).values())
    long = Aim(audience="a" * 81, measure="m" * 61, cost_centre="c" * 61)
    assert aim_problems(long) == {
        "audience": "80 characters is the most, these are 81.",
        "measure": "60 characters is the most, these are 61.",
        "cost_centre": "60 characters is the most, these are 61.",
    }
