"""A week's check-in: Monday's questions, Friday's close, and what people do in between."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.answering import CheckInForm, answer, figure_field, level_field, refuse_answer, save, skip
from domain.checkins import Answer, CheckIn, CheckInState, Reading, SkipReason, asked, last_move, presets
from domain.maturity import Anchor, MaturityModel
from domain.moves import Move, MoveForm, Outcome, Report
from domain.people import UserId
from domain.refusals import InvalidForm, Refusal
from domain.workspaces import Workspace
from tests.domain.maturity import KEYS, MODEL, WEEK, answered, check_in, levels
from tests.domain.stories import ELI, HAL, MIA, MONDAY, WORKSPACE

OPEN = check_in()
CLOSES = datetime(2026, 11, 27, 16, tzinfo=UTC)
THURSDAY = MONDAY.date() + timedelta(days=3)
MOVE = MoveForm(what="answer within 4 h", who=MIA, due=THURSDAY)
FORM = CheckInForm(levels=levels(3, 2, 1, 0, 2, 2), figures={("answering", "wait"): "5 h"}, move=MOVE)
BEFORE = Move(what="name who answers", who=HAL, due=MONDAY.date() - timedelta(days=3))


def given(
    one: CheckIn = OPEN,
    form: CheckInForm = FORM,
    *,
    by: UserId = HAL,
    at: datetime = MONDAY,
    before: Move | None = None,
    model: MaturityModel = MODEL,
    workspace: Workspace = WORKSPACE,
    stand_in: UserId | None = None,
) -> CheckIn:
    return answer(one, form, before=before, model=model, by=by, at=at, workspace=workspace, stand_in=stand_in)


def saved(one: CheckIn = OPEN, form: CheckInForm = FORM, *, at: datetime = MONDAY, **more: Any) -> CheckIn:
    return save(one, form, before=more.get("before"), model=MODEL, by=HAL, at=at, workspace=WORKSPACE)


def errors(form: CheckInForm, **more: Any) -> dict[str, str]:
    with pytest.raises(InvalidForm) as invalid:
        given(form=form, **more)
    return invalid.value.errors


def refusal(one: CheckIn, **more: Any) -> str:
    with pytest.raises(Refusal) as refused:
        given(one, **more)
    return str(refused.value)


def test_an_answered_check_in_holds_levels_figures_and_the_next_move() -> None:
    done = given()

    assert (done.state, done.by, done.at) == (CheckInState.ANSWERED, HAL, MONDAY)
    assert done.answers[0] == Answer(capability="profiles", level=Anchor.ALWAYS)
    assert len(done.answers) == 6
    assert done.readings == (Reading(capability="answering", measure="wait", value=5, unit="h"),)
    assert done.move == Move(what="answer within 4 h", who=MIA, due=THURSDAY)
    assert done.report is None


def test_last_weeks_move_is_settled_with_it() -> None:
    form = replace(FORM, move=replace(MOVE, outcome=Outcome.DROPPED, word="the till cannot do it"))

    assert given(form=form, before=BEFORE).report == Report(
        move=BEFORE, outcome=Outcome.DROPPED, word="the till cannot do it"
    )
    assert "outcome" in errors(FORM, before=BEFORE)


def test_everything_that_is_wrong_is_said_beside_its_field() -> None:
    form = CheckInForm(
        levels=levels(3, 2, 1, 0, 2, 2) | {"rhythm": 7},
        figures={("rhythm", "growth"): "lots", ("answering", "wait"): "1e300"},
        move=MoveForm(what="answer"),
    )

    assert set(errors(form)) == {
        level_field("rhythm"),
        figure_field("rhythm", "growth"),
        figure_field("answering", "wait"),
        "who",
        "due",
    }
    assert set(errors(CheckInForm(move=MOVE))) == {level_field(key) for key in KEYS}


def test_answers_to_what_was_not_asked_are_passed_over() -> None:
    one = check_in(questions=("answering", "gone"))

    done = given(one, replace(FORM, levels=levels(3, 3, 3, 3, 3, 3) | {"gone": 3}))

    assert [each.capability for each in done.answers] == ["answering"]
    assert [each.key for each in asked(one, MODEL)] == ["answering"]


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (CLOSES - timedelta(seconds=1), CheckInState.ANSWERED),
        (CLOSES, CheckInState.LATE),
        (CLOSES + timedelta(days=24), CheckInState.LATE),
    ],
)
def test_after_fridays_close_an_answer_is_late_and_kept(at: datetime, state: CheckInState) -> None:
    form = replace(FORM, move=replace(MOVE, due=at.date()))

    done = given(form=form, at=at)

    assert (done.state, done.state.counts, len(done.answers)) == (state, True, 6)


def test_after_four_weeks_it_has_come_round_again() -> None:
    said = refusal(OPEN, at=MONDAY + timedelta(weeks=5))

    assert said == (
        "The check-in of week 48 was more than 4 weeks ago; its questions have come round since. "
        "Type /social checkin for this week's."
    )


def test_save_and_finish_later() -> None:
    form = CheckInForm(
        levels={"profiles": 2},
        figures={("answering", "wait"): "5"},
        move=MoveForm(what="ans", outcome=Outcome.DONE),
    )

    half = saved(form=form, before=BEFORE)

    assert (half.state, half.state.waiting, half.state.counts) == (CheckInState.SAVED, True, False)
    assert (half.draft, half.readings[0].value, half.move) == (form.move, 5, None)
    assert presets(half, []) == {"profiles": Anchor.USUALLY}
    finished = given(half)
    assert (finished.state, finished.draft, len(finished.answers)) == (CheckInState.ANSWERED, None, 6)


def test_what_is_saved_cannot_be_nonsense_either() -> None:
    with pytest.raises(InvalidForm) as invalid:
        saved(form=CheckInForm(levels={"profiles": -1}, figures={("answering", "wait"): "lots"}))

    assert set(invalid.value.errors) == {level_field("profiles"), figure_field("answering", "wait")}


def test_the_last_answers_are_preset_saved_ones_first() -> None:
    history = [
        answered(levels(1, 1, 1, 1, 1, 1), week=WEEK.plus(-2)),
        answered({"profiles": 2, "rhythm": 2}, week=WEEK.plus(-1), state=CheckInState.LATE),
        answered({"contests": 3}, week=WEEK.plus(-1), state=CheckInState.SKIPPED),
        answered({"offers": 3}, week=WEEK.plus(1)),
    ]
    half = saved(check_in(questions=KEYS[:4]), CheckInForm(levels={"rhythm": 0}))

    for order in (history, history[::-1]):
        assert presets(half, order) == {"profiles": 2, "rhythm": 0, "answering": 1, "contests": 1}
    assert presets(OPEN, []) == {}


def test_the_move_of_the_last_answer_is_the_one_to_ask_about() -> None:
    older = answered({}, week=WEEK.plus(-3), move=replace(BEFORE, what="older"))
    history = [
        answered({}, week=WEEK.plus(-2), move=BEFORE),
        older,
        check_in(week=WEEK.plus(-1), state=CheckInState.SKIPPED),
        answered({}, week=WEEK, move=replace(BEFORE, what="this week's own")),
    ]

    assert last_move(history, week=WEEK) == BEFORE
    assert last_move([older], week=WEEK.plus(-3)) is None


def test_one_click_and_a_reason_skip_it_and_it_may_still_be_answered() -> None:
    skipped = skip(OPEN, SkipReason.AWAY, by=HAL, at=MONDAY, workspace=WORKSPACE)

    assert (skipped.state, skipped.reason, skipped.state.waiting) == (
        CheckInState.SKIPPED,
        SkipReason.AWAY,
        False,
    )
    done = given(skipped)
    assert (done.state, done.reason) == (CheckInState.ANSWERED, None)
    with pytest.raises(Refusal, match="nothing left to skip"):
        skip(done, SkipReason.BUSY, by=HAL, at=MONDAY, workspace=WORKSPACE)
    with pytest.raises(Refusal, match="that counts"):
        saved(done)


def test_answers_may_change_until_the_close_by_the_same_person() -> None:
    done = given()

    again = given(done, replace(FORM, levels=levels(0, 0, 0, 0, 0, 0)), at=MONDAY + timedelta(days=3))

    assert {each.level for each in again.answers} == {Anchor.NOT_YET}
    assert "week 48 is closed" in refusal(done, at=CLOSES)
    assert "U0HAL answered this check-in" in refusal(done, by=ELI, stand_in=ELI)


def test_only_the_lead_answers_or_who_stands_in() -> None:
    assert refusal(OPEN, by=MIA) == "U0HAL answers for HR. Talk to them if you see it differently."
    assert refusal(OPEN, by=MIA, stand_in=ELI).startswith("U0ELI answers for HR.")
    assert given(by=ELI, stand_in=ELI).by == ELI
    refuse_answer(OPEN, by=HAL, at=MONDAY, workspace=WORKSPACE, stand_in=ELI)


def test_a_lead_of_two_departments_answers_each_by_itself() -> None:
    both = replace(WORKSPACE, departments=tuple(replace(one, lead=HAL) for one in WORKSPACE.departments))

    done = given(workspace=both), given(check_in("marketing"), workspace=both)

    assert [one.department for one in done] == ["hr", "marketing"]


def test_departments_without_a_lead_or_gone_say_so() -> None:
    nobody = replace(WORKSPACE, departments=tuple(replace(one, lead=None) for one in WORKSPACE.departments))

    assert "HR has no lead yet" in refusal(OPEN, workspace=nobody)
    assert "no longer here" in refusal(check_in("bakery"))
