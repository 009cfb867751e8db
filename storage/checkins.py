"""Check-ins: what each department said about itself, week by week."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, bindparam
from sqlmodel import Session, col, select

from domain.checkins import Answer, CheckIn, Reading
from domain.maturity import Anchor
from domain.moves import Move, MoveForm, Outcome, Report
from domain.people import UserId, WorkspaceId
from domain.weeks import Week
from storage.dialects import dialect_of, hold, insert_into
from storage.rows.maturity import CheckInRow, ChosenQuestionsRow
from storage.rows.row import table

_KEY = ("workspace", "week", "department")
_SINCE = (
    select(CheckInRow)
    .where(CheckInRow.workspace == bindparam("workspace"), col(CheckInRow.week) >= bindparam("since"))
    .order_by(col(CheckInRow.week), col(CheckInRow.department))
    .execution_options(populate_existing=True)
)
_OF_DEPARTMENT = _SINCE.where(CheckInRow.department == bindparam("department"))
_ONE = (
    select(CheckInRow)
    .where(
        CheckInRow.workspace == bindparam("workspace"),
        CheckInRow.week == bindparam("week"),
        CheckInRow.department == bindparam("department"),
    )
    .execution_options(populate_existing=True)
)
_HELD = _ONE.with_for_update()
_CHOSEN = select(ChosenQuestionsRow.questions).where(
    ChosenQuestionsRow.workspace == bindparam("workspace"), ChosenQuestionsRow.week == bindparam("week")
)


@cache
def _open(dialect: str) -> Executable:
    return insert_into(table(CheckInRow), dialect=dialect).on_conflict_do_nothing(index_elements=_KEY)


@cache
def _set(dialect: str) -> Executable:
    new = insert_into(table(CheckInRow), dialect=dialect)
    changed = {one.name: one for one in new.excluded if one.name not in _KEY}
    return new.on_conflict_do_update(index_elements=_KEY, set_=changed)


@cache
def _choose(dialect: str) -> Executable:
    new = insert_into(table(ChosenQuestionsRow), dialect=dialect)
    key = ("workspace", "week")
    changed = {one.name: one for one in new.excluded if one.name not in key}
    return new.on_conflict_do_update(index_elements=key, set_=changed)


class CheckIns:
    """The check-ins of one workspace, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def open(self, check_ins: Iterable[CheckIn]) -> None:
        """Keep new check-ins; those that a department has for its week already stay as they are."""
        values = [self._values(one) for one in check_ins]
        if values:
            self._session.execute(_open(dialect_of(self._session)), values)

    def get(self, department: str, *, week: Week) -> CheckIn | None:
        """A department's check-in, held until the transaction ends: nobody else can get it or change it meanwhile.

        Raises:
            Unavailable: somebody else holds it for too long.
        """
        hold(self._session, f"check-in {self._workspace} {week} {department}")
        row = self._session.exec(_HELD, params=self._which(department, week)).one_or_none()
        return _check_in_of(row) if row else None

    def seen(self, department: str, *, week: Week) -> CheckIn | None:
        """A department's check-in as it is now, for reading."""
        row = self._session.exec(_ONE, params=self._which(department, week)).one_or_none()
        return _check_in_of(row) if row else None

    def save(self, check_in: CheckIn) -> None:
        """Keep this check-in in the place of the one that `get` gave.

        Raises:
            ValueError: it belongs to another workspace; a fault of the program.
        """
        self._session.execute(_set(dialect_of(self._session)), self._values(check_in))

    def history(self, *, since: Week, department: str | None = None) -> tuple[CheckIn, ...]:
        """The check-ins of this week and later ones, of one department or of all, the oldest first."""
        which = {"workspace": self._workspace, "since": str(since)}
        if department is None:
            rows = self._session.exec(_SINCE, params=which)
        else:
            rows = self._session.exec(_OF_DEPARTMENT, params={**which, "department": department})
        return tuple(map(_check_in_of, rows))

    def chosen(self, week: Week) -> tuple[str, ...]:
        """Keys of the questions that an admin wants asked in this week; empty where none were chosen."""
        which = {"workspace": self._workspace, "week": str(week)}
        return tuple(self._session.exec(_CHOSEN, params=which).one_or_none() or ())

    def choose(self, questions: Iterable[str], *, week: Week, by: UserId, at: datetime) -> None:
        """Keep what an admin wants asked in this week, in the place of what was chosen before."""
        values = {
            "workspace": self._workspace,
            "week": str(week),
            "questions": list(questions),
            "by": by,
            "at": at,
        }
        self._session.execute(_choose(dialect_of(self._session)), values)

    def _which(self, department: str, week: Week) -> dict[str, str]:
        return {"workspace": self._workspace, "week": str(week), "department": department}

    def _values(self, check_in: CheckIn) -> dict[str, Any]:
        if check_in.workspace != self._workspace:
            raise ValueError(f"the check-in of {check_in.department} belongs to another workspace")
        return {
            "workspace": check_in.workspace,
            "week": str(check_in.week),
            "department": check_in.department,
            "questions": list(check_in.questions),
            "closes_at": check_in.closes_at,
            "state": check_in.state,
            "answers": {one.capability: int(one.level) for one in check_in.answers},
            "readings": [
                {"capability": one.capability, "measure": one.measure, "value": one.value, "unit": one.unit}
                for one in check_in.readings
            ],
            "report": check_in.report
            and {
                "move": _move_values(check_in.report.move),
                "outcome": check_in.report.outcome,
                "word": check_in.report.word,
            },
            "move": check_in.move and _move_values(check_in.move),
            "draft": check_in.draft
            and {
                "outcome": check_in.draft.outcome,
                "word": check_in.draft.word,
                "what": check_in.draft.what,
                "who": check_in.draft.who,
                "due": check_in.draft.due and check_in.draft.due.isoformat(),
            },
            "by": check_in.by,
            "at": check_in.at,
            "reason": check_in.reason,
        }


def _check_in_of(row: CheckInRow) -> CheckIn:
    return CheckIn(
        workspace=WorkspaceId(row.workspace),
        department=row.department,
        week=Week.parse(row.week),
        questions=tuple(row.questions),
        closes_at=row.closes_at,
        state=row.state,
        answers=tuple(Answer(capability=key, level=Anchor(level)) for key, level in row.answers.items()),
        readings=tuple(Reading(**one) for one in row.readings),
        report=None if row.report is None else _report_of(row.report),
        move=None if row.move is None else _move_of(row.move),
        draft=None if row.draft is None else _draft_of(row.draft),
        by=None if row.by is None else UserId(row.by),
        at=row.at,
        reason=row.reason,
    )


def _move_values(move: Move) -> dict[str, str]:
    return {"what": move.what, "who": move.who, "due": move.due.isoformat()}


def _move_of(kept: dict[str, str]) -> Move:
    return Move(what=kept["what"], who=UserId(kept["who"]), due=date.fromisoformat(kept["due"]))


def _report_of(kept: dict[str, Any]) -> Report:
    return Report(move=_move_of(kept["move"]), outcome=Outcome(kept["outcome"]), word=kept["word"])


def _draft_of(kept: dict[str, str | None]) -> MoveForm:
    outcome, who, due = kept["outcome"], kept["who"], kept["due"]
    return MoveForm(
        outcome=Outcome(outcome) if outcome else None,
        word=kept["word"] or "",
        what=kept["what"] or "",
        who=UserId(who) if who else None,
        due=date.fromisoformat(due) if due else None,
    )
