from fractions import Fraction

from domain.maturity import Anchor, Source
from domain.maturity_evidence import Evidence
from domain.maturity_gaps import Disagreement, Gap, biggest_gap, disagreements, evidence_gaps, unanswered
from domain.maturity_score import Score, Standing, standing
from tests.domain.maturity import MODEL, WEEK, answered, levels

DEPARTMENTS = ("marketing", "hr", "field-ops")


def now(*check_ins: object) -> Standing:
    return standing(MODEL, check_ins, departments=DEPARTMENTS, week=WEEK)  # type: ignore[arg-type]


def gap(*said: int) -> Gap | None:
    score = now(answered(levels(*said))).organisation
    return biggest_gap(MODEL, score)


def found(gap: Gap | None) -> tuple[str, Fraction, Anchor, str] | None:
    return (gap.capability.key, gap.level, gap.target, gap.capability.practice) if gap else None


def test_the_biggest_gap_is_in_the_first_stage_that_is_not_held() -> None:
    # profiles lacks (2-1)*2, rhythm (2-1)*1; convert lacks more, but comes later
    assert found(gap(1, 1, 0, 0, 0, 0)) == ("profiles", Fraction(1), Anchor.USUALLY, "Try profiles.")
    # rhythm lacks 2*1, profiles nothing
    assert found(gap(2, 0, 0, 0, 0, 0)) == ("rhythm", Fraction(0), Anchor.USUALLY, "Try rhythm.")
    # recruit is held: answering and contests lack the same, the first in the model comes first
    assert found(gap(3, 1, 1, 1, 0, 0)) == ("answering", Fraction(1), Anchor.USUALLY, "Try answering.")


def test_when_all_is_held_the_way_goes_on_to_always() -> None:
    # offers lacks (3-2)*3, profiles (3-2)*2
    assert found(gap(2, 3, 3, 2, 2, 2)) == ("offers", Fraction(2), Anchor.ALWAYS, "Try offers.")
    assert gap(3, 3, 3, 3, 3, 3) is None


def test_without_answers_there_is_no_gap_but_much_to_ask() -> None:
    score = now().organisation

    assert biggest_gap(MODEL, score) is None
    assert [one.key for one in unanswered(MODEL, score)] == [one.key for one in MODEL.capabilities]
    some: Score = now(answered({"profiles": 0})).organisation
    assert "profiles" not in {one.key for one in unanswered(MODEL, some)}


def test_a_stage_that_only_lacks_answers_has_no_gap() -> None:
    score = now(answered({"rhythm": 3})).organisation

    assert (score.current, biggest_gap(MODEL, score)) == ("recruit", None)


def test_departments_disagree_from_two_levels_on() -> None:
    said = now(
        answered(levels(3, 2, 0, 1, 1, 1), "marketing"),
        answered(levels(1, 1, 3, 1, 1, 1), "hr"),
        answered({"profiles": 1, "contests": 2}, "field-ops"),
    )

    assert disagreements(MODEL, said) == (
        Disagreement(
            capability="answering",
            lowest=Anchor.NOT_YET,
            low=("marketing",),
            highest=Anchor.ALWAYS,
            high=("hr",),
        ),
        Disagreement(
            capability="profiles",
            lowest=Anchor.SOMETIMES,
            low=("hr", "field-ops"),
            highest=Anchor.ALWAYS,
            high=("marketing",),
        ),
    )
    assert disagreements(MODEL, now()) == ()


def test_answers_that_the_record_does_not_bear_out() -> None:
    said = now(
        answered(levels(3, 0, 3, 3, 1, 1), "marketing"),
        answered({"profiles": 0, "rhythm": 1, "offers": 0}, "hr"),
    )
    record = {
        Source.STORES: Evidence(source=Source.STORES, line="12 of 40 stores", level=Anchor.SOMETIMES),
        Source.RHYTHM: Evidence(source=Source.RHYTHM, line="in 4 of 4 weeks", level=Anchor.ALWAYS),
        Source.QUESTIONS: Evidence(source=Source.QUESTIONS, line="7 of 9 posts"),
    }

    gaps = evidence_gaps(MODEL, said, record)

    assert [(one.capability, one.department, one.above) for one in gaps] == [
        ("rhythm", "marketing", -3),
        ("profiles", "marketing", 2),
        ("rhythm", "hr", -2),
        ("profiles", "hr", -1),
    ]
    assert (gaps[1].answered, gaps[1].suggested, gaps[1].evidence.line) == (3, 1, "12 of 40 stores")
