from domain.maturity import MaturityModel
from domain.maturity_score import Score
from domain.maturity_trend import StageChange, changes, trend
from domain.weeks import Week
from tests.domain.maturity import MODEL, WEEK, answered, check_in, levels


def engage(points: tuple[Score, ...]) -> list[int | None]:
    return [one.stages[1].percent for one in points]


def test_a_trend_is_twelve_weeks_the_latest_last() -> None:
    points = trend(MODEL, [answered(levels(2, 2, 1, 2, 0, 0))], departments=("hr",), week=WEEK)

    assert [one.week for one in points] == [WEEK.plus(-back) for back in range(11, -1, -1)]
    assert engage(points) == [None] * 11 + [50]


def test_eight_weeks_by_hand() -> None:
    said = [(0, 0), (1, 0), (1, 1), (2, 1), None, (2, 2), (2, 3), (3, 3)]  # answering, contests
    start = WEEK.plus(-7)
    record = [
        answered({"answering": one[0], "contests": one[1]}, week=start.plus(number))
        if one
        else check_in(week=start.plus(number))
        for number, one in enumerate(said)
    ]

    points = trend(MODEL, record, departments=("hr",), week=WEEK, weeks=8)

    # means of 3: 0, 1/6, 1/3, 1/2, unanswered: as before, 2/3, 5/6, 1
    assert engage(points) == [0, 17, 33, 50, 50, 67, 83, 100]


def test_a_week_nobody_answers_keeps_the_scores() -> None:
    record = [answered(levels(2, 2, 2, 2, 2, 2)), check_in(week=WEEK.plus(1))]

    before, after = trend(MODEL, record, departments=("hr",), week=WEEK.plus(1), weeks=2)

    assert (before.percent, after.percent, after.reached) == (67, 67, "convert")


def test_a_department_added_in_mid_quarter_counts_from_its_first_check_in() -> None:
    record = [answered(levels(3, 3, 3, 3, 3, 3), week=WEEK.plus(-back)) for back in range(6)]
    record.append(answered(levels(1, 1, 1, 1, 1, 1), "bakery"))

    points = trend(MODEL, record, departments=("hr", "bakery"), week=WEEK, weeks=3)

    assert [one.percent for one in points] == [100, 100, 67]  # the last: (3 + 1) / 2 = 2
    assert [one.stages[0].confidence for one in points] == [1, 1, 1]


def test_every_week_is_counted_by_todays_model() -> None:
    fewer = MaturityModel(
        stages=MODEL.stages, capabilities=tuple(one for one in MODEL.capabilities if one.key != "contests")
    )
    record = [answered(levels(2, 2, 3, 0, 0, 0), week=WEEK.plus(-1))]

    assert engage(trend(MODEL, record, departments=("hr",), week=WEEK, weeks=2)) == [50, 50]
    assert engage(trend(fewer, record, departments=("hr",), week=WEEK, weeks=2)) == [100, 100]


def test_a_trend_passes_through_a_leap_week() -> None:
    record = [answered(levels(1, 1, 1, 1, 1, 1), week=Week.parse("2026-W53"))]

    points = trend(MODEL, record, departments=("hr",), week=Week.parse("2027-W01"), weeks=3)

    assert [str(one.week) for one in points] == ["2026-W52", "2026-W53", "2027-W01"]
    assert engage(points) == [None, 33, 33]


def test_changes_say_what_was_won_and_lost() -> None:
    record = [
        answered(levels(2, 2, 2, 1, 1, 1)),
        answered(levels(2, 2, 3, 1, 1, 1), week=WEEK.plus(1)),
        answered({"profiles": 1}, week=WEEK.plus(2)),
    ]
    empty, first, won, lost = trend(MODEL, record, departments=("hr",), week=WEEK.plus(2), weeks=4)

    assert changes(first, won) == (
        StageChange(stage="recruit", points=0, won=False, lost=False),
        StageChange(stage="engage", points=17, won=True, lost=False),
        StageChange(stage="convert", points=0, won=False, lost=False),
    )
    assert [(one.points, one.lost) for one in changes(won, lost)] == [(-23, True), (0, True), (0, False)]
    assert [one.points for one in changes(empty, first)] == [None, None, None]
