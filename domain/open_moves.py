"""Open moves: the step that each department said it takes next, and whether its day has passed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.checkins import CheckIn, last_move
from domain.moves import Move
from domain.weeks import Week


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMove:
    """A move that nobody has reported on yet.

    Attributes:
        department: key of the one that takes it.
        overdue: days since the day by which it was to happen; 0 while there is time.
    """

    department: str
    move: Move
    overdue: int = 0


def open_moves(
    check_ins: Iterable[CheckIn], *, departments: Sequence[str], week: Week, today: date
) -> tuple[OpenMove, ...]:
    """The moves open at the end of a week, the earliest day first, at most one a department.

    Args:
        check_ins: in any order; later ones are passed over.
        departments: keys, in the order in which moves of the same day are given.
        today: the day in the workspace's zone; a move due today is not overdue.
    """
    history = tuple(check_ins)
    found = [
        OpenMove(department=key, move=move, overdue=max(0, (today - move.due).days))
        for key in departments
        if (move := last_move((one for one in history if one.department == key), week=week.plus(1)))
    ]
    return tuple(sorted(found, key=lambda one: one.move.due))
