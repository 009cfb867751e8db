"""The score, beside figures worked out by hand.

The small model weighs profiles 2 and rhythm 1 (recruit), answering 1 and contests 1 (engage), offers 3 and revenue 1
(convert). Levels are given in this order.
"""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.checkins import CheckIn, CheckInState
from domain.maturity import MaturityModel
from domain.maturity_score import CapabilityScore, Score, percentage, standing
from domain.weeks import Week
from tests.domain.maturity import KEYS, MODEL, WEEK, answered, check_in, levels


def score_of(*check_ins: CheckIn, week: Week = WEEK) -> Score:
    """One department's score."""
    return standing(MODEL, check_ins, departments=("hr",), week=week).organisation


@pytest.mark.parametrize(
    ("said", "percents", "held", "reached", "whole"),
    [
        # recruit (2*3+3)/3 = 3; engage (3+3)/2 = 3; convert (3*3+3)/4 = 3
        ((3, 3, 3, 3, 3, 3), (100, 100, 100), (True, True, True), "convert", 100),
        ((0, 0, 0, 0, 0, 0), (0, 0, 0), (False, False, False), None, 0),
        # everything at "usually": 2/3 each, and held
        ((2, 2, 2, 2, 2, 2), (67, 67, 67), (True, True, True), "convert", 67),
        # recruit (2*3+1)/3 = 7/3 = 78 %; engage (2+1)/2 = 3/2 = 50 %; convert (3*3+1)/4 = 10/4 = 83 % counts 0
        # whole: (7/3 + 3/2) / 9 = 23/54 = 42.6 %
        ((3, 1, 2, 1, 3, 1), (78, 50, 83), (True, False, False), "recruit", 43),
        # recruit (2*1+3)/3 = 5/3 = 56 %: lost, so engage and convert are pulled back; whole: 5/3 / 9 = 18.5 %
        ((1, 3, 3, 3, 3, 3), (56, 100, 100), (False, False, False), None, 19),
        # weights decide: profiles counts twice, (2*3+0)/3 = 2 is just enough
        ((3, 0, 1, 2, 0, 0), (67, 50, 0), (True, False, False), "recruit", 39),
        # revenue alone does not make up for offers: (3*1+3)/4 = 3/2
        ((2, 2, 3, 2, 1, 3), (67, 83, 50), (True, True, False), "engage", 67),
    ],
)
def test_the_table(
    said: tuple[int, ...],
    percents: tuple[int, ...],
    held: tuple[bool, ...],
    reached: str | None,
    whole: int,
) -> None:
    score = score_of(answered(levels(*said)))

    assert tuple(one.percent for one in score.stages) == percents
    assert tuple(one.held for one in score.stages) == held
    assert (score.reached, score.percent) == (reached, whole)


def test_losing_an_earlier_stage_pulls_the_later_back_and_says_so() -> None:
    before = score_of(answered(levels(2, 2, 3, 3, 0, 0)))
    after = score_of(
        answered(levels(2, 2, 3, 3, 0, 0)), answered({"profiles": 1}, week=WEEK.plus(1)), week=WEEK.plus(1)
    )

    assert (before.reached, before.current) == ("engage", "convert")
    assert (after.reached, after.current) == (None, "recruit")
    assert after.stages[0].level == Fraction(4, 3)
    assert [one.pulled_back_by for one in after.stages] == [None, "recruit", None]


def test_the_latest_answer_counts_and_a_late_one_in_its_own_week() -> None:
    late = answered({"profiles": 3}, week=WEEK.plus(-1), state=CheckInState.LATE)
    score = score_of(late, answered({"profiles": 1}), answered({"rhythm": 2}, week=WEEK.plus(-2)))

    assert score.capability("profiles") == CapabilityScore(
        capability="profiles", level=Fraction(1), week=WEEK, confidence=Fraction(1)
    )
    assert score.capability("rhythm").week == WEEK.plus(-2)
    assert score_of(late).capability("profiles").level == 3


@pytest.mark.parametrize("state", [CheckInState.OPEN, CheckInState.SAVED, CheckInState.SKIPPED])
def test_what_is_not_answered_does_not_count(state: CheckInState) -> None:
    score = score_of(answered(levels(3, 3, 3, 3, 3, 3), state=state))

    assert (score.percent, score.reached, score.current) == (None, None, "recruit")
    assert {one.percent for one in score.stages} == {None}


@pytest.mark.parametrize(
    ("age", "confidence", "held"),
    [
        (0, Fraction(1), True),
        (4, Fraction(1), True),
        (5, Fraction(7, 8), True),
        (8, Fraction(1, 2), True),
        (9, Fraction(3, 8), False),
        (11, Fraction(1, 8), False),
    ],
)
def test_an_answer_grows_old(age: int, confidence: Fraction, held: bool) -> None:  # noqa: FBT001  # a column
    score = score_of(answered(levels(3, 3, 3, 3, 3, 3)), week=WEEK.plus(age))

    assert (score.stages[0].confidence, score.stages[0].held) == (confidence, held)
    assert score.stages[0].percent == 100


def test_after_twelve_weeks_an_answer_says_nothing() -> None:
    assert score_of(answered(levels(3, 3, 3, 3, 3, 3)), week=WEEK.plus(12)).percent is None


def test_weeks_are_counted_across_a_leap_week() -> None:
    said = answered(levels(2, 2, 2, 2, 2, 2), week=Week.parse("2026-W50"))

    score = score_of(said, week=Week.parse("2027-W02"))

    assert score.stages[0].confidence == Fraction(7, 8)  # W50 to W53 are three, W01 and W02 make five


def test_what_has_no_answer_is_left_out_and_lowers_the_confidence() -> None:
    score = score_of(answered({"rhythm": 3, "answering": 2, "contests": 2}))

    recruit, engage, convert = score.stages
    assert (recruit.percent, recruit.confidence, recruit.held) == (100, Fraction(1, 3), False)
    assert (engage.confidence, engage.held, engage.pulled_back_by) == (Fraction(1), False, "recruit")
    assert (convert.percent, convert.confidence) == (None, Fraction(0))


def test_the_organisation_is_the_mean_of_its_departments() -> None:
    now = standing(
        MODEL,
        [
            answered(levels(3, 3, 2, 2, 0, 0), "marketing"),
            answered(levels(2, 1, 0, 1, 0, 0), "hr"),
            answered({"profiles": 0}, "field-ops"),
        ],
        departments=("marketing", "hr", "field-ops"),
        week=WEEK,
    )

    # profiles (3+2+0)/3 = 5/3, rhythm (3+1)/2 = 2; recruit (2*5/3+2)/3 = 16/9; engage ((2+0)/2 + (2+1)/2)/2 = 5/4
    recruit, engage, _ = now.organisation.stages
    assert now.organisation.capability("profiles").level == Fraction(5, 3)
    assert (recruit.level, recruit.percent, engage.level) == (Fraction(16, 9), 59, Fraction(5, 4))
    # confidence: profiles 3/3 (weight 2), rhythm 2/3
    assert recruit.confidence == Fraction(8, 9)
    assert [key for key, _ in now.departments] == ["marketing", "hr", "field-ops"]
    assert dict(now.departments)["field-ops"].percent == 0


def test_a_department_that_has_never_been_asked_weighs_nothing_one_that_is_silent_does() -> None:
    said = answered(levels(2, 2, 2, 2, 2, 2), "marketing")

    new = standing(MODEL, [said], departments=("marketing", "hr"), week=WEEK)
    silent = standing(MODEL, [said, check_in("hr")], departments=("marketing", "hr"), week=WEEK)

    assert (new.unasked, new.organisation.stages[0].confidence) == (("hr",), Fraction(1))
    assert (silent.unasked, silent.organisation.stages[0].confidence) == ((), Fraction(1, 2))
    assert new.organisation.percent == silent.organisation.percent == 67


def test_departments_that_are_gone_and_weeks_to_come_are_passed_over() -> None:
    now = standing(
        MODEL,
        [answered(levels(3, 3, 3, 3, 3, 3), "bakery"), answered(levels(3, 3, 3, 3, 3, 3), week=WEEK.plus(1))],
        departments=("hr",),
        week=WEEK,
    )

    assert (now.organisation.percent, now.unasked) == (None, ("hr",))


def test_a_capability_that_was_removed_leaves_its_history_behind_and_finds_it_again() -> None:
    said = answered(levels(3, 0, 3, 3, 3, 3))
    fewer = MaturityModel(
        stages=MODEL.stages, capabilities=tuple(one for one in MODEL.capabilities if one.key != "rhythm")
    )

    without = standing(fewer, [said], departments=("hr",), week=WEEK).organisation

    assert (without.stages[0].level, without.capability("rhythm").level) == (Fraction(3), None)
    assert score_of(said).stages[0].level == 2


@pytest.mark.parametrize(
    ("share", "whole"), [(Fraction(1, 2), 50), (Fraction(1, 200), 1), (Fraction(2, 3), 67)]
)
def test_halves_are_rounded_up(share: Fraction, whole: int) -> None:
    assert percentage(share) == whole


ANSWERS = st.dictionaries(st.sampled_from(KEYS), st.integers(0, 3))
CHECK_INS = st.lists(
    st.tuples(ANSWERS, st.sampled_from(("hr", "marketing", "field-ops")), st.integers(0, 15)),
    max_size=8,
    unique_by=lambda one: one[1:],
).map(lambda given: [answered(said, department, WEEK.plus(-age)) for said, department, age in given])
DEPARTMENTS = ("hr", "marketing", "field-ops")


@settings(max_examples=60, deadline=None)
@given(CHECK_INS, st.randoms(use_true_random=False))
def test_the_order_of_the_record_does_not_matter(check_ins: list[CheckIn], chance: object) -> None:
    shuffled = list(check_ins)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # random.Random, which is not imported here

    assert standing(MODEL, shuffled, departments=DEPARTMENTS, week=WEEK) == standing(
        MODEL, check_ins, departments=DEPARTMENTS, week=WEEK
    )


@settings(max_examples=60, deadline=None)
@given(CHECK_INS)
def test_scores_keep_within_their_bounds(check_ins: list[CheckIn]) -> None:
    now = standing(MODEL, check_ins, departments=DEPARTMENTS, week=WEEK)

    for score in (now.organisation, *dict(now.departments).values()):
        assert score.percent is None or 0 <= score.percent <= 100
        assert all(one.level is None or 0 <= one.level <= 3 for one in score.stages)
        assert all(one.level is None or 0 <= one.level <= 3 for one in score.capabilities)
        assert all(0 <= one.confidence <= 1 for one in score.stages)
        assert all(0 <= one.confidence <= 1 for one in score.capabilities)
        held = [one.held for one in score.stages]
        assert held == sorted(held, reverse=True)
        assert all(one.level is not None and one.level >= 2 for one in score.stages if one.held)


@settings(max_examples=60, deadline=None)
@given(CHECK_INS.filter(bool), st.data())
def test_a_better_answer_never_lowers_anything(check_ins: list[CheckIn], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(check_ins) - 1))
    said = {one.capability: int(one.level) for one in check_ins[place].answers}
    better = {key: data.draw(st.integers(level, 3)) for key, level in said.items()}
    raised = list(check_ins)
    raised[place] = answered(better, check_ins[place].department, check_ins[place].week)

    before = standing(MODEL, check_ins, departments=DEPARTMENTS, week=WEEK).organisation
    after = standing(MODEL, raised, departments=DEPARTMENTS, week=WEEK).organisation

    assert (after.percent or 0) >= (before.percent or 0)
    for was, now in zip(before.stages, after.stages, strict=True):
        assert (now.level or 0) >= (was.level or 0)
        assert now.held >= was.held
