"""Runs: which slots of the timetable are settled, each exactly once."""

from functools import cache

from sqlalchemy import Executable, bindparam, update
from sqlmodel import Session, col, select

from domain.people import WorkspaceId
from domain.runs import Run, Slot
from domain.weeks import Week
from storage.dialects import dialect_of, insert_into
from storage.rows.row import table
from storage.rows.week import RunRow

_SINCE = (
    select(RunRow)
    .where(RunRow.workspace == bindparam("workspace"), col(RunRow.period) >= bindparam("since"))
    .order_by(col(RunRow.due), col(RunRow.kind))
)

_RUNS = table(RunRow)
_SKIP = update(_RUNS).where(
    _RUNS.c.workspace == bindparam("its_workspace"),
    _RUNS.c.kind == bindparam("its_kind"),
    _RUNS.c.period == bindparam("its_period"),
)


@cache
def _claim(dialect: str) -> Executable:
    return insert_into(_RUNS, dialect=dialect).on_conflict_do_nothing().returning(_RUNS.c.period)


class Runs:
    """The settled slots of one workspace, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def claim(self, run: Run) -> bool:
        """Settle a slot, together with whatever else this transaction does; False when somebody else has.

        Raises:
            Unavailable: somebody else is about to, for too long.
        """
        values = {
            "workspace": self._workspace,
            "kind": run.slot.kind,
            "period": str(run.slot.week),
            "due": run.slot.due,
            "at": run.at,
            "why": run.why,
        }
        return self._session.execute(_claim(dialect_of(self._session)), values).scalar() is not None

    def skip(self, slot: Slot, *, why: str) -> None:
        """Note that a slot which this transaction has claimed had nothing to do after all, in a sentence."""
        which = {"its_workspace": self._workspace, "its_kind": slot.kind, "its_period": str(slot.week)}
        self._session.execute(_SKIP, {**which, "why": why})

    def since(self, week: Week) -> tuple[Run, ...]:
        """Everything settled for this week and later ones, by due time."""
        which = {"workspace": self._workspace, "since": str(week)}
        return tuple(
            Run(slot=Slot(kind=row.kind, week=Week.parse(row.period), due=row.due), at=row.at, why=row.why)
            for row in self._session.exec(_SINCE, params=which)
        )
