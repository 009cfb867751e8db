from domain.maturity_went import current_trend_line, trend_line
from tests.domain.maturity import WEEK, answered, levels
from tests.domain.test_maturity_report import reported


def test_the_trend_begins_with_the_first_answer() -> None:
    report = reported(
        answered(levels(0, 0, 1, 1, 3, 3), week=WEEK.plus(-4)), answered(levels(1, 1, 1, 1, 0, 0))
    )

    assert len(report.trend) == 12
    assert str(trend_line(report)) == (
        "Over 5 weeks: Recruit went from 0 to 33 %, Engage stands at 33 %, Convert went from 100 to 0 %."
    )


def test_a_stage_without_answers_has_no_trend_yet() -> None:
    assert str(trend_line(reported(answered({"profiles": 2})))) == "Over 1 week: Recruit stands at 67 %."
    assert trend_line(reported()) is None


def test_in_a_few_words_the_stage_to_work_on_is_told_alone() -> None:
    def said(*weeks: tuple[int, ...]) -> str:
        asked = [answered(levels(*one), week=WEEK.plus(-back)) for back, one in enumerate(reversed(weeks))]
        return str(current_trend_line(reported(*asked)))

    assert said((1, 1, 1, 1, 0, 0), (2, 2, 2, 1, 0, 0)) == "Engage 33 to 50 % in 2 weeks"
    assert said((1, 1, 1, 1, 0, 0), (1, 1, 2, 1, 0, 0)) == "Recruit at 33 % in 2 weeks"
    assert said((2, 2, 2, 2, 2, 2), (2, 2, 2, 2, 3, 3)) == "Convert 67 to 100 % in 2 weeks", (
        "every stage is held"
    )
    assert current_trend_line(reported(answered(levels(1, 1, 1, 1, 0, 0)))) is None, "one week"
    assert current_trend_line(reported()) is None


def test_where_nobody_has_answered_about_the_next_stage_the_last_one_answered_is_told() -> None:
    weeks = [answered({"profiles": 2, "rhythm": level}, week=WEEK.plus(level - 3)) for level in (2, 3)]
    assert str(current_trend_line(reported(*weeks))) == "Recruit 67 to 78 % in 2 weeks"
