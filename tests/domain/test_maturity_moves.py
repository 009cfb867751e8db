from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.moves import Move, MoveForm, Outcome, Report, next_move, problems, report
from tests.domain.stories import HAL, MIA, MONDAY

TODAY = MONDAY.date()
BEFORE = Move(what="name who answers", who=HAL, due=TODAY - timedelta(days=4))
WHOLE = MoveForm(what=" answer within\n4 h ", who=MIA, due=TODAY + timedelta(days=3))


def wrong(
    form: MoveForm, before: Move | None = None, *, whole: bool = True, at: datetime = MONDAY
) -> dict[str, str]:
    return dict(problems(form, before, whole=whole, at=at, timezone="Europe/London"))


def move_from(form: MoveForm, before: Move | None = None) -> Move | None:
    return next_move(form, before, at=MONDAY, timezone="Europe/London")


def test_a_move_says_what_who_and_by_when() -> None:
    assert wrong(WHOLE) == {}
    assert move_from(WHOLE) == Move(what="answer within 4 h", who=MIA, due=date(2026, 11, 26))


def test_each_missing_part_is_asked_for_when_it_has_to_be_whole() -> None:
    assert set(wrong(MoveForm())) == {"what", "who", "due"}
    assert set(wrong(MoveForm(what="answer", who=MIA))) == {"due"}
    assert wrong(MoveForm(), BEFORE, whole=False) == {}
    assert move_from(MoveForm(what="answer", who=MIA)) is None
    assert set(wrong(MoveForm(due=TODAY))) == {"what", "who"}


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"what": "x" * 201}, "what", "200 characters"),
        ({"due": TODAY - timedelta(days=1)}, "due", "This day has passed"),
        ({"due": TODAY + timedelta(weeks=12, days=1)}, "due", "within 12 weeks"),
    ],
)
@pytest.mark.parametrize("whole", [True, False])
def test_what_cannot_be_is_said_even_when_it_is_only_saved(
    changes: dict[str, Any], field: str, said: str, *, whole: bool
) -> None:
    plain: dict[str, Any] = {"what": "answer", "who": MIA, "due": TODAY}
    form = MoveForm(**plain | changes)

    assert list(wrong(form, whole=whole)) == [field]
    assert said in wrong(form, whole=whole)[field]


def test_today_is_the_workspaces() -> None:
    nearly_midnight = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # the second of July in London

    form = MoveForm(what="answer", who=MIA, due=date(2026, 7, 1))

    assert "passed" in wrong(form, at=nearly_midnight)["due"]


def test_last_weeks_move_is_asked_about_first() -> None:
    assert set(wrong(WHOLE, BEFORE)) == {"outcome"}
    assert report(WHOLE, BEFORE) is None
    assert report(MoveForm(outcome=Outcome.DONE), None) is None


@pytest.mark.parametrize(
    ("outcome", "word", "fields"),
    [
        (Outcome.DONE, "", set()),
        (Outcome.NOT_YET, "", set()),
        (Outcome.DROPPED, "the till cannot do it", set()),
        (Outcome.DROPPED, "  ", {"word"}),
        (Outcome.DONE, "x" * 501, {"word"}),
    ],
)
def test_one_that_was_dropped_needs_a_word(outcome: Outcome, word: str, fields: set[str]) -> None:
    form = MoveForm(outcome=outcome, word=word, what="answer", who=MIA, due=TODAY)

    assert set(wrong(form, BEFORE)) == fields
    assert report(form, BEFORE) == Report(move=BEFORE, outcome=outcome, word=word.strip())


def test_one_that_has_not_happened_yet_goes_on_with_another_week() -> None:
    form = MoveForm(outcome=Outcome.NOT_YET)
    still = Move(what="count", who=MIA, due=TODAY + timedelta(days=1))

    assert wrong(form, BEFORE) == {}
    assert move_from(form, BEFORE) == Move(what="name who answers", who=HAL, due=TODAY + timedelta(days=7))
    assert move_from(form, still) == still
    assert move_from(MoveForm(outcome=Outcome.DONE), BEFORE) is None
    assert move_from(MoveForm(outcome=Outcome.NOT_YET, what="answer", who=MIA, due=TODAY), BEFORE) == Move(
        what="answer", who=MIA, due=TODAY
    )
