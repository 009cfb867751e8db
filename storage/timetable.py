"""The timetable of a workspace: what an admin changed of the shipped one."""

from dataclasses import replace
from functools import cache

from sqlalchemy import Executable, bindparam
from sqlmodel import Session, select

from domain.people import WorkspaceId
from domain.timetable import SHIPPED_TIMETABLE, Kind, Timetable, WeekTime
from storage.dialects import dialect_of, insert_into
from storage.rows import TimeRow, table

_TIMES = (
    select(TimeRow)
    .where(TimeRow.workspace == bindparam("workspace"))
    .execution_options(populate_existing=True)
)


@cache
def _set(dialect: str) -> Executable:
    new = insert_into(table(TimeRow), dialect=dialect)
    return new.on_conflict_do_update(
        index_elements=["workspace", "kind"],
        set_={"weekday": new.excluded.weekday, "of_day": new.excluded.of_day},
    )


class Timetables:
    """The timetable of one workspace, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def get(self) -> Timetable:
        """The timetable in force; the shipped one until an admin changes it."""
        rows = self._session.exec(_TIMES, params={"workspace": self._workspace})
        times = {row.kind: WeekTime(row.weekday, row.of_day) for row in rows}
        return replace(SHIPPED_TIMETABLE, **{one.name.lower(): time for one, time in times.items()})

    def save(self, timetable: Timetable) -> None:
        """Put this one in force."""
        times = [(kind, timetable.of(kind)) for kind in Kind]
        self._session.execute(
            _set(dialect_of(self._session)),
            [
                {"workspace": self._workspace, "kind": kind, "weekday": one.weekday, "of_day": one.time}
                for kind, one in times
            ],
        )
