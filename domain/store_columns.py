"""Store columns: which column of a file is what, and columns that were swapped."""

from collections.abc import Callable, Collection, Mapping, Sequence
from difflib import get_close_matches
from enum import StrEnum

from domain.sheets import Line, Problem
from domain.sight import likeness
from domain.store_managers import is_manager
from domain.store_values import is_key
from domain.zones import known_zone


class Column(StrEnum):
    """What a column can hold, by its heading."""

    KEY = "Key"
    NAME = "Name"
    CITY = "City"
    REGION = "Region"
    ZONE = "Time zone"
    MANAGER = "Manager"


NEEDED = (Column.KEY, Column.NAME)
HEADINGS = ", ".join(Column)
_HEADINGS = {
    Column.KEY: ("key", "store key", "store id", "id", "store number", "number", "no"),
    Column.NAME: ("name", "store name", "store", "shop"),
    Column.CITY: ("city", "town", "place"),
    Column.REGION: ("region", "area", "district"),
    Column.ZONE: ("time zone", "timezone", "zone", "tz"),
    Column.MANAGER: ("manager", "store manager", "manager e-mail", "manager email", "e-mail", "email"),
}
_KNOWN = {word: column for column, words in _HEADINGS.items() for word in words}
_JUDGED = 3
"""Values from which on a column is judged as a whole: of fewer, each is told by itself."""
_MOSTLY = 0.8
_UNUSED_SHOWN = 5
_VALUE_SHOWN = 40

Places = Mapping[Column, int]
"""In which column, counted from 0, each stands."""


def read_headings(header: Line) -> tuple[Places, tuple[Problem, ...], tuple[str, ...]]:
    """Which column is which, what is wrong with the headings, and those that are of no use here."""
    places: dict[Column, int] = {}
    problems: list[Problem] = []
    unused: list[str] = []
    for number, heading in enumerate(header.cells):
        column = _KNOWN.get(_plain(heading))
        if column is None:
            if heading:
                unused.append(heading)
        elif column in places:
            said = f"two columns are headed so; keep one of them, “{heading}” is the second"
            problems.append(Problem(row=header.number, column=column, said=said))
        else:
            places[column] = number
    for heading in list(unused):
        near = get_close_matches(_plain(heading), _KNOWN, n=1, cutoff=0.8)
        if near and _KNOWN[near[0]] not in places:
            unused.remove(heading)
            said = f"there is no such heading: did you mean “{_KNOWN[near[0]]}”?"
            problems.append(Problem(row=header.number, column=heading, said=said))
    if not places:
        said = f"Row {header.number:,} has none of the headings {HEADINGS}. Write them over the columns; Key and Name are needed."
        return places, (Problem(said=said),), ()
    missing = [one for one in NEEDED if one not in places]
    if missing and not problems:
        said = f"There is no column {' and no column '.join(missing)}. Key and Name are needed."
        problems.append(Problem(said=said))
    return places, tuple(problems), tuple(unused[:_UNUSED_SHOWN])


def misplaced_columns(
    header: Line, lines: Sequence[Line], places: Places, *, regions: Collection[str]
) -> dict[Column, Problem]:
    """Columns of which most values are something else, such as zones under "Region": each is told once.

    Args:
        regions: those that there are; without any, a region can be everything.
    """
    alike = {likeness(one) for one in regions}
    tests: dict[Column, tuple[str, Callable[[str], bool]]] = {
        Column.KEY: ("keys such as S001", is_key),
        Column.ZONE: ("time zones such as Europe/London", known_zone),
        Column.MANAGER: ("e-mail addresses or user ids", is_manager),
        Column.REGION: ("regions of yours", lambda value: likeness(value) in alike),
    }
    found: dict[Column, Problem] = {}
    for column, (kind, fits) in tests.items():
        if column not in places or (column is Column.REGION and not alike):
            continue
        share, wrong = _share(lines, places[column], fits)
        if share is None or share >= 1 / 2:
            continue
        other = next(
            (
                heading
                for number, heading in enumerate(header.cells)
                if number != places[column] and (_share(lines, number, fits)[0] or 0) >= _MOSTLY
            ),
            None,
        )
        if other is None and column is Column.REGION:
            continue  # regions may well be new; each is told by itself
        first = f"hardly any of these are {kind} (row {wrong.number:,}: “{wrong.cell(places[column])[:_VALUE_SHOWN]}”)"
        then = f", but those under “{other}” are: are the two swapped?" if other else ""
        found[column] = Problem(column=header.cells[places[column]], said=first + then)
    return found


def _share(lines: Sequence[Line], number: int, fits: Callable[[str], bool]) -> tuple[float | None, Line]:
    """Which part of a column's values fit, and the first row that does not; None where there are too few to judge."""
    filled = [one for one in lines if one.cell(number)]
    wrong = [one for one in filled if not fits(one.cell(number))]
    enough = len(filled) >= _JUDGED
    share = 1 - len(wrong) / len(filled) if enough else None
    return share, next(iter(wrong), lines[0])


def _plain(heading: str) -> str:
    return likeness(heading.replace("_", " ").strip(" *:"))
