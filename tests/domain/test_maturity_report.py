from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from domain.checkins import CheckInState
from domain.maturity import Anchor, Source
from domain.maturity_evidence import Evidence
from domain.maturity_lines import (
    answered_line,
    current_line,
    disagreement_lines,
    evidence_lines,
    finding_line,
    gap_line,
    late_lines,
    stage_lines,
    standing_line,
    step_lines,
)
from domain.maturity_report import MaturityReport, Step, maturity_report, since
from domain.moves import Move
from domain.people import Department
from tests.domain.maturity import MODEL, WEEK, answered, check_in, levels, monday_of
from tests.domain.stories import FAY, HAL, MIA, WORKSPACE

LAST = WEEK.plus(-1)


def reported(*check_ins: Any, **changes: Any) -> MaturityReport:
    plain: dict[str, Any] = {"workspace": WORKSPACE, "week": WEEK, "at": monday_of(WEEK) + timedelta(days=2)}
    return maturity_report(MODEL, check_ins, **plain | changes)


def finding(*check_ins: Any) -> str:
    return str(finding_line(reported(*check_ins)))


def test_without_an_answer_there_is_nothing_to_find() -> None:
    report = reported(check_in("hr"), check_in("marketing", state=CheckInState.SAVED))

    assert report.empty
    assert (report.gap, report.moves, report.answered) == (None, (), ())
    assert finding() == "Nobody has answered a check-in that counts in this week."
    assert str(answered_line(report)).startswith("0 of 2 departments answered this week. No answer yet")
    assert str(answered_line(reported())).startswith("No check-in was sent this week.")
    assert [str(line) for _, line in stage_lines(report)] == ["no answer yet"] * 3


def test_the_finding_says_what_is_held_what_comes_next_and_how_it_moved() -> None:
    before = answered(levels(2, 2, 1, 0, 0, 0), week=LAST)

    # recruit 2 of 3; engage (1+1)/2 = 1 of 3 after (1+0)/2
    assert finding(before, answered(levels(2, 2, 1, 1, 0, 0))) == (
        "Recruit is held; Engage comes next, at 33 % (▲ 16), and is held from 67 %."
    )
    assert finding(before, answered(levels(2, 2, 2, 2, 0, 0))) == (
        "Engage is held; Convert comes next, at 0 % (=), and is held from 67 %. New since last week: Engage."
    )
    # profiles weighs 2 of 3: (2*1+2)/3 = 4/3
    assert finding(before, answered(levels(1, 2, 1, 0, 0, 0))) == (
        "No stage is held yet; Recruit comes first, at 44 % (▼ 23), and is held from 67 %. "
        "Not held any more since last week: Recruit."
    )
    assert finding(answered(levels(3, 3, 3, 3, 2, 2))) == (
        "Every stage is held, up to Convert. New since last week: Recruit, Engage and Convert."
    )


def test_a_stage_without_enough_answers_is_not_called_held() -> None:
    rhythm_only = reported(answered({"rhythm": 3}))
    assert str(finding_line(rhythm_only)) == (
        "No stage is held yet; Recruit comes first, at 100 %, as soon as enough fresh answers say so."
    )
    assert [str(line) for _, line in stage_lines(rhythm_only)] == [
        "not held yet · 100 % · most answers are missing or old",
        "no answer yet",
        "no answer yet",
    ]
    # profiles weighs 2 of 3 and has an answer
    most = reported(answered({"profiles": 2}))
    assert next(str(line) for _, line in stage_lines(most)) == "held · 67 % · some answers are missing or old"
    unknown = finding(answered({"profiles": 2, "rhythm": 2}))
    assert (
        unknown
        == "Recruit is held; Engage comes next, and nobody has answered about it yet. New since last week: Recruit."
    )


def test_a_stage_that_an_earlier_one_pulls_back_says_for_what_it_waits() -> None:
    report = reported(answered(levels(1, 2, 2, 2, 0, 0), week=LAST), answered({"contests": 3}))

    assert [(name, str(line)) for name, line in stage_lines(report)] == [
        ("Recruit", "not held yet · 44 % (=)"),
        ("Engage", "waits for Recruit · 83 % (▲ 16)"),
        ("Convert", "not held yet · 0 % (=)"),
    ]


def test_each_stage_stands_in_a_few_words_beside_the_week_before() -> None:
    def said(*weeks: tuple[int, ...]) -> str:
        asked = [answered(levels(*one), week=WEEK.plus(-back)) for back, one in enumerate(reversed(weeks))]
        return str(standing_line(reported(*asked)))

    assert said((2, 2, 1, 1, 0, 0), (2, 2, 3, 3, 0, 0)) == (
        "Recruit held, 67 % (=) · Engage newly held, 100 % (▲ 67) · Convert 0 % (=)"
    )
    # recruit (2*0 + 2)/3 = 2/3 of 3; convert (3*1 + 0)/4 = 3/4 of 3
    assert said((2, 2, 3, 3, 0, 0), (0, 2, 3, 3, 1, 0)) == (
        "Recruit no longer held, 22 % (▼ 45) · Engage no longer held, waits for Recruit, 100 % (=) · "
        "Convert 25 % (▲ 25)"
    )
    assert said((1, 1, 3, 3, 0, 0), (2, 2, 3, 3, 0, 0), (2, 2, 3, 3, 0, 0)).endswith(
        "Convert 0 % (=); in week 46 they were at 33, 100 and 0 %"
    )
    assert str(standing_line(reported(answered({"profiles": 2})))) == (
        "Recruit newly held, 67 % · Engage not answered yet · Convert not answered yet"
    )


def test_the_stage_to_work_on_stands_beside_the_last_one_held() -> None:
    def said(*weeks: tuple[int, ...]) -> str:
        asked = [answered(levels(*one), week=WEEK.plus(-back)) for back, one in enumerate(reversed(weeks))]
        return str(current_line(reported(*asked)))

    assert said((2, 2, 1, 1, 0, 0), (2, 2, 1, 1, 0, 0)) == "Recruit held, Engage 33 % (=)"
    assert said((1, 1, 1, 1, 0, 0), (2, 2, 1, 1, 0, 0)) == "Recruit newly held, Engage 33 % (=)"
    assert said((1, 1, 2, 2, 0, 0)) == "Recruit 33 %", "no stage is held"
    assert said((2, 2, 3, 3, 0, 0), (0, 2, 3, 3, 1, 0)) == "Recruit no longer held, 22 % (▼ 45)"
    assert said((2, 2, 2, 2, 2, 2), (2, 2, 2, 2, 3, 3)) == "Convert held, 100 % (▲ 33)", "every stage is"


def test_steps_are_the_answers_that_changed() -> None:
    report = reported(
        answered(levels(2, 2, 1, 0, 0, 0), week=LAST),
        answered(levels(1, 2, 3, 1, 0, 0)),
        answered(levels(0, 0, 0, 0, 0, 0), "marketing"),
    )

    assert report.steps == (
        Step(department="hr", capability="answering", was=Anchor.SOMETIMES, now=Anchor.ALWAYS),
        Step(department="hr", capability="profiles", was=Anchor.USUALLY, now=Anchor.SOMETIMES),
        Step(department="hr", capability="contests", was=Anchor.NOT_YET, now=Anchor.SOMETIMES),
    )
    assert next(map(str, step_lines(report, workspace=WORKSPACE))) == (
        "Answering: HR went from “sometimes” to “always”"
    )


def test_the_gap_disagreements_and_the_record_in_words() -> None:
    record = Evidence(source=Source.RHYTHM, line="nothing went out last month", level=Anchor.NOT_YET)
    report = reported(
        answered(levels(1, 3, 0, 0, 0, 0)),
        answered(levels(1, 1, 0, 0, 0, 0), "marketing"),
        answered(levels(1, 1, 0, 0, 0, 0), "field-ops"),
        evidence={Source.RHYTHM: record},
    )

    assert str(gap_line(report)) == "Profiles (Recruit) stands at 33 %; “usually” is 67 %"
    assert list(map(str, disagreement_lines(report, workspace=WORKSPACE))) == [
        "Rhythm: “always” for HR, “sometimes” for Marketing and Field operations"
    ]
    (differs,) = map(str, evidence_lines(report, workspace=WORKSPACE))
    assert differs == (
        "Rhythm: answered HR “always”, Marketing and Field operations “sometimes”; the record looks like “not yet” "
        "(nothing went out last month)"
    )
    assert str(answered_line(report)) == "3 of 3 departments answered this week."
    # when everything else is held, "always" is the aim
    assert str(gap_line(reported(answered(levels(3, 3, 3, 3, 3, 2))))) == (
        "Revenue (Convert) stands at 67 %; “always” is 100 %"
    )
    assert gap_line(reported()) is None


def test_what_does_not_fit_is_counted() -> None:
    report = reported(answered(levels(3, 3, 3, 3, 3, 3)), answered(levels(0, 0, 0, 0, 0, 0), "marketing"))

    lines = list(map(str, disagreement_lines(report, workspace=WORKSPACE)))
    assert (len(lines), lines[-1]) == (4, "and 3 more")
    risen = reported(answered(levels(0, 0, 0, 0, 0, 0), week=LAST), answered(levels(1, 1, 1, 1, 1, 1)))
    assert list(map(str, step_lines(risen, workspace=WORKSPACE)))[-1] == "and 3 more"


def test_open_moves_are_those_of_the_last_answers_and_say_when_their_day_has_passed() -> None:
    def move(what: str, day: date) -> Move:
        return Move(what=what, who=MIA, due=day)

    monday = WEEK.monday
    check_ins = (
        answered({"rhythm": 1}, "hr", LAST, move=move("old", monday)),
        answered({"rhythm": 1}, "hr", move=move("new", monday + timedelta(days=4))),
        answered({"rhythm": 1}, "marketing", LAST, move=move("late", monday - timedelta(days=4))),
        check_in("field-ops", move=move("only saved", monday)),
        answered({"rhythm": 1}, "gone", move=move("of nobody", monday)),
    )

    def told(report: MaturityReport) -> list[tuple[str, str, int]]:
        return [(one.department, one.move.what, one.overdue) for one in report.moves]

    assert told(reported(*check_ins)) == [("marketing", "late", 6), ("hr", "new", 0)]
    # a move due today still has the day
    due = monday_of(WEEK) + timedelta(days=4)
    assert told(reported(*check_ins, at=due))[1] == ("hr", "new", 0)
    # a week that is over is told as of its Sunday
    assert told(reported(*check_ins, week=LAST)) == [("marketing", "late", 3), ("hr", "old", 0)]


def test_an_earlier_week_is_told_as_it_was_and_by_the_departments_of_today() -> None:
    old = answered(levels(2, 2, 0, 0, 0, 0), week=WEEK.plus(-3))
    new = Department(key="it", name="IT", lead=FAY)
    workspace = replace(WORKSPACE, departments=(*WORKSPACE.departments, new))

    report = reported(old, answered(levels(0, 0, 0, 0, 0, 0)), week=WEEK.plus(-3), workspace=workspace)

    assert (report.score.reached, report.first, report.last) == ("recruit", WEEK.plus(-3), WEEK)
    assert report.now.unasked == ("ecommerce", "marketing", "field-ops", "it")
    assert since(WEEK) == WEEK.plus(-24)
    assert HAL not in str(finding_line(report))


def test_what_is_answered_after_a_week_changes_nothing_that_was_told_of_it() -> None:
    told = answered(levels(2, 2, 1, 0, 0, 0), "marketing")
    late = answered(
        levels(0, 0, 0, 0, 0, 0),
        week=WEEK,
        state=CheckInState.LATE,
        at=monday_of(WEEK.plus(1)) + timedelta(hours=1),
        move=Move(what="Late", who=HAL, due=monday_of(WEEK).date()),
    )
    at_close, after = monday_of(WEEK.plus(1)), monday_of(WEEK.plus(2))
    then = reported(told, check_in("hr"), at=at_close)
    again = reported(told, late, at=after)
    assert replace(again, last=then.last, after=()) == then
    assert [str(one) for one in late_lines(again, workspace=WORKSPACE)] == [
        "HR answered when week 48 was over, and that counts from then on"
    ]
    assert list(late_lines(then, workspace=WORKSPACE)) == []
    assert reported(told, late, week=WEEK.plus(1), at=after).score.percent != then.score.percent


def test_an_answer_that_came_after_the_close_and_within_the_week_counts_and_is_marked() -> None:
    late = answered(levels(2, 2, 1, 0, 0, 0), state=CheckInState.LATE, at=monday_of(WEEK) + timedelta(days=5))
    report = reported(late, answered(levels(2, 2, 1, 0, 0, 0), "marketing"), at=monday_of(WEEK.plus(1)))
    assert (report.answered, report.late, report.after) == (("hr", "marketing"), ("hr",), ())
    assert [str(one) for one in late_lines(report, workspace=WORKSPACE)] == [
        "HR answered after the check-in had closed, and that counts here"
    ]
