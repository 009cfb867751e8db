"""`workspace.toml`: departments, people, channels, stores and times as a file, read with the line of each fault."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from bot.complaints import WrongFile
from bot.toml_files import fault, read_toml
from bot.toml_lines import Place
from bot.workspace_entries import TABLES, WorkspaceFile
from domain.sight import likeness

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


def read_workspace_file(path: Path) -> WorkspaceFile:
    """The file's content.

    Raises:
        WrongFile: it cannot be read, is no TOML, or a key is unknown, missing or wrong.
    """
    source, said = read_toml(path)
    try:
        read = WorkspaceFile.model_validate(said)
    except ValidationError as error:
        problems = ((one["loc"], _words(one)) for one in error.errors())
        raise WrongFile("\n".join(fault(path, source, *one) for one in problems)) from None
    for place, problem in _contradictions(read):
        raise WrongFile(fault(path, source, place, problem))
    return read


def misplaced(path: Path, place: Place, said: str) -> WrongFile:
    """What is wrong with a value that reads well, such as an address that nobody has.

    Args:
        place: table, its index from 0, key and so on, as `line_of` takes it.
    """
    return WrongFile(fault(path, path.read_text(encoding="utf-8-sig"), place, said))


def _contradictions(read: WorkspaceFile) -> Iterator[tuple[Place, str]]:
    for table, entries in (
        ("department", read.department),
        ("store", read.store),
        ("readiness", read.readiness),
    ):
        keys = [one.key for one in entries]
        for place, key in enumerate(keys):
            if key in keys[:place]:
                yield (table, place, "key"), f"“{key}” stands there twice"
    yield from _namesakes(read)
    departments = [one.key for one in read.department]
    goals = [one.department for one in read.charter.goal]
    for place, key in enumerate(goals):
        where = ("charter", "goal", place, "department")
        if key not in departments:
            yield where, f"there is no department “{key}” in this file"
        elif key in goals[:place]:
            yield where, f"“{key}” has a goal already"


def _namesakes(read: WorkspaceFile) -> Iterator[tuple[Place, str]]:
    """What has the name of something above it."""
    for table, entries, said in (
        (
            "department",
            read.department,
            "another department is called “{name}” already; give each its own name",
        ),
        ("readiness", read.readiness, "“{name}” stands there twice; ask for each thing once"),
    ):
        names = [likeness(one.name) for one in entries]
        for place, name in enumerate(names):
            if name in names[:place]:
                yield (table, place, "name"), said.format(name=entries[place].name)


_WORDS = {
    "missing": "this key is missing",
    "string_type": "write a text in quotes",
    "string_too_short": "this must not be empty",
    "string_too_long": "{max_length} characters is the most",
    "string_pattern_mismatch": "take letters, digits, - and _, at most 40, the first one a letter or digit",
    "list_type": 'write a list, such as ["U01", "U02"]',
    "too_short": "name at least one",
    "too_long": "{max_length} is the most",
}
"""What is wrong, by pydantic's name for it."""
_HEADS = {
    "department": "one or more tables, each headed [[department]]",
    "store": "one or more tables, each headed [[store]]",
    "times": "one table, headed [times]",
    "charter": "one table, headed [charter]",
    "charter.goal": "one or more tables, each headed [[charter.goal]]",
    "readiness": "one or more tables, each headed [[readiness]]",
}
"""How each table is written, by its name."""


def _words(problem: "ErrorDetails") -> str:
    if problem["type"] == "extra_forbidden":
        return f"this key is unknown here{_nearest(problem['loc'])}"
    head = _HEADS.get(_table(problem["loc"]))
    if head and problem["type"] in {"model_type", "list_type"}:
        return f"write this as {head}"
    said = _WORDS.get(problem["type"])
    return said.format(**problem.get("ctx", {})) if said else problem["msg"].removeprefix("Value error, ")


def _nearest(place: Place) -> str:
    table = TABLES.get(_table(place[:-1]), WorkspaceFile)
    near = get_close_matches(str(place[-1]), table.model_fields, n=1)
    return f"; did you mean “{near[0]}”?" if near else ""


def _table(place: Place) -> str:
    """The name of the table at a place, as `TABLES` has it."""
    return ".".join(one for one in place if isinstance(one, str))
