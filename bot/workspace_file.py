"""`workspace.toml`: departments, people, channels, stores and times as a file, read with the line of each fault."""

import re
import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from bot.complaints import WrongFile
from bot.toml_lines import line_of
from bot.workspace_entries import TABLES, WorkspaceFile

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


def read_workspace_file(path: Path) -> WorkspaceFile:
    """The file's content.

    Raises:
        WrongFile: it cannot be read, is no TOML, or a key is unknown, missing or wrong.
    """
    try:
        source = path.read_text(encoding="utf-8-sig")
        read = WorkspaceFile.model_validate(tomllib.loads(source))
    except OSError as error:
        raise WrongFile(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise WrongFile(f"{path} is not a text in UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise WrongFile(_syntax(path, source, str(error))) from None
    except ValidationError as error:
        problems = ((one["loc"], _words(one)) for one in error.errors())
        raise WrongFile("\n".join(_sentence(path, source, *one) for one in problems)) from None
    except RecursionError:
        raise WrongFile(f"{path} is nested too deep to be read.") from None
    except ValueError:  # Python refuses to read numbers of thousands of digits
        raise WrongFile(f"{path} holds a number that is too long to be read.") from None
    for loc, said in _contradictions(read):
        raise WrongFile(_sentence(path, source, loc, said))
    return read


def misplaced(path: Path, place: tuple[str | int, ...], said: str) -> WrongFile:
    """What is wrong with a value that reads well, such as an address that nobody has.

    Args:
        place: table, its index from 0, key and so on, as `line_of` takes it.
    """
    return WrongFile(_sentence(path, path.read_text(encoding="utf-8-sig"), place, said))


_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def _syntax(path: Path, source: str, said: str) -> str:
    found = _AT.search(said)
    line = found[1] if found and found[1] else source.count("\n") + 1
    column = f", column {found[2]}" if found and found[2] else ""
    return f"{path}, line {line}{column}: this is not TOML ({_AT.sub('', said)})"


def _contradictions(read: WorkspaceFile) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for table, entries in (("department", read.department), ("store", read.store)):
        keys = [one.key for one in entries]
        for place, key in enumerate(keys):
            if key in keys[:place]:
                yield (table, place, "key"), f"“{key}” stands there twice"
    departments = [one.key for one in read.department]
    goals = [one.department for one in read.charter.goal]
    for place, key in enumerate(goals):
        where = ("charter", "goal", place, "department")
        if key not in departments:
            yield where, f"there is no department “{key}” in this file"
        elif key in goals[:place]:
            yield where, f"“{key}” has a goal already"


_WORDS = {
    "missing": "this key is missing",
    "string_type": "write a text in quotes",
    "string_too_short": "this must not be empty",
    "string_too_long": "{max_length} characters is the most",
    "string_pattern_mismatch": "take letters, digits, - and _, at most 40, the first one a letter or digit",
    "list_type": 'write a list, such as ["U01", "U02"]',
    "too_short": "name at least one",
    "model_type": "write this as a table of its own, headed [[department]] or [[store]]",
}
"""What is wrong, by pydantic's name for it."""


def _words(problem: "ErrorDetails") -> str:
    if problem["type"] == "extra_forbidden":
        return f"this key is unknown here{_nearest(problem['loc'])}"
    said = _WORDS.get(problem["type"])
    return said.format(**problem.get("ctx", {})) if said else problem["msg"].removeprefix("Value error, ")


def _nearest(place: tuple[str | int, ...]) -> str:
    tables_named = ".".join(one for one in place[:-1] if isinstance(one, str))
    table = TABLES.get(tables_named, WorkspaceFile)
    near = get_close_matches(str(place[-1]), table.model_fields, n=1)
    return f"; did you mean “{near[0]}”?" if near else ""


def _sentence(path: Path, source: str, loc: tuple[str | int, ...], said: str) -> str:
    key = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in loc).lstrip(".")
    return f"{path}, line {line_of(source, loc)}, {key or 'the file'}: {said}"
