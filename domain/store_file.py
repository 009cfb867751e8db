"""Store files: the rows of a file become stores, or problems by cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from domain.people import Store, UserId
from domain.sheets import Line, Problem, said_once
from domain.sight import likeness
from domain.store_columns import Column, Places, misplaced_columns, read_headings
from domain.store_managers import manager_of
from domain.store_values import (
    STORES_LIMIT,
    key_problem,
    name_problem,
    near_regions,
    place_problem,
    region_problem,
    regions_known,
    zone_problem,
)
from domain.workspaces import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreFile:
    """What a file says.

    Attributes:
        places: in which column each value stands.
        lines: those that hold a store.
        unused: headings of columns that are of no use here, as far as they can be listed.
    """

    header: Line
    places: Places
    lines: tuple[Line, ...]
    unused: tuple[str, ...]

    def managers(self) -> Iterator[str]:
        """Everybody who is named as a manager, as written."""
        number = self.places.get(Column.MANAGER)
        return (one.cell(number) for one in self.lines if number is not None and one.cell(number))


def read_store_file(lines: Sequence[Line]) -> tuple[StoreFile | None, tuple[Problem, ...]]:
    """What the file says by its headings; None with problems when nothing can be read from it.

    Args:
        lines: the file's rows; empty ones may be left out.
    """
    filled = [one for one in lines if any(one.cells)]
    if not filled:
        return None, (Problem(said="The file is empty."),)
    header, *rest = filled
    places, problems, unused = read_headings(header)
    if problems:
        return None, problems
    if not rest:
        return None, (Problem(said="There are headings in the file, but no stores under them."),)
    if len(rest) > STORES_LIMIT:
        said = f"{STORES_LIMIT:,} stores is the most, and this file has {len(rest):,} rows."
        return None, (Problem(said=said),)
    return StoreFile(header=header, places=places, lines=tuple(rest), unused=unused), ()


def stores_in(
    file: StoreFile, *, workspace: Workspace, owners: Mapping[str, UserId], new_regions: bool, remove: bool
) -> tuple[tuple[Store, ...], tuple[Problem, ...]]:
    """The stores of a file as they would be, and everything that is wrong with them.

    What has no column stays as it is; an empty cell takes away what was there, but a store keeps its time zone.

    Args:
        owners: who the e-mail addresses, in small letters, and the user ids among the managers are; whoever the
            workspace knows may be left out.
        new_regions: whether regions that there are not yet are right.
        remove: whether stores that the file does not mention go.
    """
    known = regions_known(workspace.stores)
    askew = misplaced_columns(file.header, file.lines, file.places, regions=known)
    allowed = () if new_regions else known
    reading = _Reading(
        file=file,
        workspace=workspace,
        owners={**{one: one for one in workspace.everybody}, **owners},
        known=allowed,
        near=near_regions(_strange_regions(file, known=allowed), known=allowed),
        before={one.key: one for one in workspace.stores},
        askew=frozenset(askew),
    )
    stores, problems = [], list(askew.values())
    for line in file.lines:
        store, wrong = reading.store(line)
        stores.append(store)
        problems += wrong
    problems += _twins(file, stores, workspace=workspace, remove=remove)
    return tuple(stores), said_once(sorted(problems, key=attrgetter("row")))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    file: StoreFile
    workspace: Workspace
    owners: Mapping[str, UserId]
    known: tuple[str, ...]
    near: Mapping[str, str]
    before: Mapping[str, Store]
    askew: frozenset[Column]

    def store(self, line: Line) -> tuple[Store, list[Problem]]:
        """The store that a row describes, and what is wrong with it."""
        key, name = self._cell(line, Column.KEY), self._cell(line, Column.NAME)
        old = self.before.get(key, Store(key=key, name=name, timezone=self.workspace.timezone))
        city = self._cell(line, Column.CITY, old.city)
        region = self._cell(line, Column.REGION, old.region)
        zone = self._cell(line, Column.ZONE)
        manager, stranger = manager_of(self._cell(line, Column.MANAGER), owners=self.owners)
        said = {
            Column.KEY: key_problem(key),
            Column.NAME: name_problem(name),
            Column.CITY: place_problem(city),
            Column.REGION: place_problem(region) or region_problem(region, known=self.known, near=self.near),
            Column.ZONE: zone_problem(zone),
            Column.MANAGER: stranger,
        }
        for column, number in self.file.places.items():
            if number in line.formulas:
                said[column] = "this is a formula: paste its value in its place"
        wrong = [
            Problem(row=line.number, column=self._heading(column), said=one)
            for column, one in said.items()
            if one and column not in self.askew
        ]
        store = Store(
            key=key,
            name=name,
            city=city,
            region=region,
            timezone=zone or old.timezone,
            manager=manager if Column.MANAGER in self.file.places else old.manager,
        )
        return store, wrong

    def _cell(self, line: Line, column: Column, without: str = "") -> str:
        number = self.file.places.get(column)
        return without if number is None else " ".join(line.cell(number).split())

    def _heading(self, column: Column) -> str:
        return self.file.header.cells[self.file.places[column]]


def _strange_regions(file: StoreFile, *, known: Sequence[str]) -> set[str]:
    number = file.places.get(Column.REGION)
    said = (
        {" ".join(one.cell(number).split()) for one in file.lines} if number is not None and known else set()
    )
    return said - {"", *known}


def _twins(
    file: StoreFile, stores: Sequence[Store], *, workspace: Workspace, remove: bool
) -> Iterator[Problem]:
    """Keys and names that stand there twice, in the file or beside stores that it does not mention."""
    here = {one.key.casefold(): one.key for one in workspace.stores}
    mentioned = {one.key for one in stores}
    kept = {
        likeness(one.name): one.key for one in workspace.stores if one.key not in mentioned and not remove
    }
    keys: dict[str, int] = {}
    names: dict[str, int] = {}
    for line, store in zip(file.lines, stores, strict=True):
        alike, name = store.key.casefold(), likeness(store.name)
        if alike and alike in keys:
            yield _problem(file, line, Column.KEY, f"“{store.key}” stands in row {keys[alike]:,} already")
        elif here.get(alike, store.key) != store.key:
            yield _problem(file, line, Column.KEY, f"“{store.key}” is “{here[alike]}” here: write it so")
        if name and name in names:
            yield _problem(file, line, Column.NAME, f"“{store.name}” stands in row {names[name]:,} already")
        elif name in kept:
            said = f"“{store.name}” is the name of store {kept[name]}, which this file does not mention"
            yield _problem(file, line, Column.NAME, said)
        keys.setdefault(alike, line.number)
        names.setdefault(name, line.number)


def _problem(file: StoreFile, line: Line, column: Column, said: str) -> Problem:
    return Problem(row=line.number, column=file.header.cells[file.places[column]], said=said)
