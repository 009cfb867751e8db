import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.checkins import CheckIn, CheckInState
from domain.maturity import MaturityModel
from domain.maturity_questions import Why, choose_questions, on_the_edge, questions_of_week, reasons
from domain.maturity_score import standing
from domain.refusals import Refusal
from domain.weeks import Week
from tests.domain.maturity import KEYS, MODEL, WEEK, answered, check_in, large_model, levels


def edge(*said: int) -> frozenset[str]:
    score = standing(MODEL, [answered(levels(*said))], departments=("hr",), week=WEEK).organisation
    return on_the_edge(MODEL, score)


def asked_week_by_week(
    model: MaturityModel, *, weeks: int, said: dict[str, int] | None = None, start: Week = WEEK
) -> list[tuple[str, ...]]:
    history: list[CheckIn] = []
    for number in range(weeks):
        week = start.plus(number)
        questions = questions_of_week(model, history, department="hr", week=week)
        history.append(answered({key: (said or {}).get(key, 0) for key in questions}, week=week))
    return [one.questions for one in history]


def test_the_first_week_begins_at_the_beginning() -> None:
    model = large_model(17)

    first, second, third = asked_week_by_week(model, weeks=3)

    assert first == tuple(f"c{number:02}" for number in range(7))
    assert second == tuple(f"c{number:02}" for number in range(7, 14))
    assert set(third) >= {"c14", "c15", "c16"}
    assert len(third) == 7


def test_a_small_model_is_asked_whole_every_week() -> None:
    assert asked_week_by_week(MODEL, weeks=5) == [KEYS] * 5


def test_the_same_record_in_any_order_gives_the_same_questions() -> None:
    model = large_model(17)
    history = [
        answered(dict.fromkeys(questions, 1), week=WEEK.plus(number))
        for number, questions in enumerate(asked_week_by_week(model, weeks=6))
    ]
    week = WEEK.plus(6)

    assert questions_of_week(model, history, department="hr", week=week) == questions_of_week(
        model, reversed(history), department="hr", week=week
    )


def test_other_departments_and_later_weeks_do_not_count() -> None:
    model = large_model(17)
    others = [
        answered(dict.fromkeys(("c00", "c01"), 1), "marketing", WEEK.plus(-1)),
        answered(dict.fromkeys(("c02", "c03"), 1), "hr", WEEK),
    ]

    assert (
        questions_of_week(model, others, department="hr", week=WEEK) == asked_week_by_week(model, weeks=1)[0]
    )


def test_what_stands_at_its_stages_edge_is_asked_more_often() -> None:
    model = large_model(20)  # c00 to c06 recruit
    said = dict.fromkeys((f"c{number:02}" for number in range(7)), 2) | {
        "c00": 1
    }  # 13/7: one more level wins
    rounds = asked_week_by_week(model, weeks=40, said=said)

    times = {one.key: sum(one.key in questions for questions in rounds) for one in model.capabilities}
    recruit = [times[f"c{number:02}"] for number in range(7)]
    others = [times[f"c{number:02}"] for number in range(7, 20)]
    assert min(recruit) > max(others)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ((2, 2, 0, 0, 0, 0), {"profiles", "rhythm"}),  # 2 is the least that holds: either could lose it
        ((3, 3, 0, 0, 0, 0), set()),  # 3 - 2/3 still holds; engage is far away
        ((3, 1, 2, 1, 0, 0), {"profiles", "answering", "contests"}),  # 7/3 - 2/3 < 2; 3/2 + 1/2 = 2
        ((1, 3, 2, 2, 2, 2), {"profiles"}),  # 5/3 + 2/3 wins; rhythm has no more to give, and engage waits
        ((0, 0, 3, 3, 3, 3), set()),
        ((3, 3, 3, 3, 2, 2), {"offers", "revenue"}),
    ],
)
def test_the_edge_is_one_answer_away(said: tuple[int, ...], found: set[str]) -> None:
    assert edge(*said) == found


def test_without_answers_there_is_no_edge() -> None:
    score = standing(MODEL, [], departments=("hr",), week=WEEK).organisation

    assert on_the_edge(MODEL, score) == frozenset()


def test_an_admins_choice_comes_this_week_unless_others_are_due() -> None:
    model = large_model(17)
    history = [
        answered(dict.fromkeys(questions, 0), week=WEEK.plus(number))
        for number, questions in enumerate(asked_week_by_week(model, weeks=4))
    ]

    plain = questions_of_week(model, history, department="hr", week=WEEK.plus(4))
    chosen = questions_of_week(
        model, history, department="hr", week=WEEK.plus(4), chosen=("c16", "c14", "gone")
    )

    assert not {"c14", "c16"} <= set(plain)
    assert {"c14", "c16"} <= set(chosen)
    assert len(chosen) == 7


def test_each_question_has_its_reason() -> None:
    model = large_model(17)
    said = {"c00": 1} | dict.fromkeys((f"c{number:02}" for number in range(1, 6)), 2)
    history = [
        answered({key: said.get(key, 0) for key in questions}, week=WEEK.plus(number))
        for number, questions in enumerate(asked_week_by_week(model, weeks=2))
    ]
    skipped = check_in(week=WEEK.plus(2), questions=("c13",), state=CheckInState.SKIPPED)

    def why(*chosen: str, weeks: int) -> dict[str, Why]:
        return dict(
            reasons(model, [*history, skipped], department="hr", week=WEEK.plus(weeks), chosen=chosen)
        )

    assert why(weeks=0) == dict.fromkeys((f"c{number:02}" for number in range(7)), Why.NEW)
    third = why("c13", weeks=3)
    assert third["c14"] is third["c15"] is third["c16"] is Why.NEW
    assert third["c13"] is Why.CHOSEN
    assert why("c13", weeks=4)["c00"] is Why.DUE
    assert why(weeks=2)["c00"] is Why.EDGE
    assert set(why(weeks=2)) == set(questions_of_week(model, history, department="hr", week=WEEK.plus(2)))


def test_a_question_that_was_skipped_is_asked_again_before_those_with_an_answer() -> None:
    model = large_model(12)
    first, second = asked_week_by_week(model, weeks=2)
    history = [
        check_in(week=WEEK, questions=first, state=CheckInState.SKIPPED),
        answered(dict.fromkeys(second, 1), week=WEEK.plus(1)),
    ]

    third = questions_of_week(model, history, department="hr", week=WEEK.plus(2))

    assert set(first) - set(second) <= set(third)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_each_capability_comes_round_within_four_weeks_whatever_happens(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 28), label="capabilities")
    late_comers = data.draw(st.integers(0, 28 - size), label="added in week 9")
    keys = [one.key for one in large_model(28).capabilities]
    since: dict[str, int] = {}
    history: list[CheckIn] = []
    for number in range(24):
        model = large_model(size + late_comers if number >= 9 else size)
        chosen = data.draw(st.lists(st.sampled_from(keys), max_size=7, unique=True))
        questions = questions_of_week(model, history, department="hr", week=WEEK.plus(number), chosen=chosen)
        state = data.draw(st.sampled_from((CheckInState.ANSWERED, CheckInState.OPEN, CheckInState.SKIPPED)))
        said = {key: data.draw(st.integers(0, 3)) for key in questions}
        history.append(answered(said, week=WEEK.plus(number), state=state))

        assert len(questions) == min(7, len(model.capabilities))
        assert list(questions) == [one.key for one in model.capabilities if one.key in questions]
        for one in model.capabilities:
            waited = 0 if one.key in questions else since.get(one.key, 0) + 1
            since[one.key] = waited
            assert waited < 4


def test_after_three_weeks_without_a_clock_everything_comes_round_again_in_four() -> None:
    model = large_model(28)
    history = [
        answered(dict.fromkeys(questions, 1), week=WEEK.plus(number))
        for number, questions in enumerate(asked_week_by_week(model, weeks=4))
    ]
    seen: set[str] = set()
    for number in range(7, 11):
        questions = questions_of_week(model, history, department="hr", week=WEEK.plus(number))
        history.append(answered(dict.fromkeys(questions, 1), week=WEEK.plus(number)))
        seen |= set(questions)

    assert len(seen) == 28


def test_an_admin_chooses_at_most_seven_questions_that_are_there() -> None:
    assert choose_questions(MODEL, ["revenue", "offers", "revenue"]) == ("revenue", "offers")
    with pytest.raises(Refusal, match="There is no question “gone” any more"):
        choose_questions(MODEL, ["gone"])
    with pytest.raises(Refusal, match="7 questions a week are the most"):
        choose_questions(large_model(8), [f"c{number:02}" for number in range(8)])
