"""Lines: where in a TOML file the key stands that a complaint is about."""

import re
import tomllib
from collections.abc import Sequence

Place = tuple[str | int, ...]
"""A table, its index from 0, a key in it and so on; or a key at the top: as pydantic names places."""

_TABLE = re.compile(r"^\s*\[\[?\s*[\"']?([\w.-]+)[\"']?\s*\]\]?")
_KEY = re.compile(r"^\s*[\"']?([\w-]+)[\"']?\s*=")


def line_of(source: str, place: Place) -> int:
    """The line on which a key stands, counted from 1; the line of its table when the key itself is missing.

    A table that stands where a key should is found by its name. Where the place cannot be found, such as below a head
    that stands in a text of several lines, it is the line of the nearest table above it, or the file's first.
    """
    lines = source.splitlines()
    heads = [(number, name) for number, line in enumerate(lines, 1) if (name := _headed(line))]
    start, table, place = _table_of(heads, place, last=len(lines))
    end = next((number for number, _ in heads if number > start or not table), len(lines) + 1)
    keys = ((number, _KEY.match(lines[number - 1])) for number in range(start, end))
    headed = (number for number, name in heads if number >= start and (name,) == place[:1] and not table)
    written = (number for number, key in keys if key and place[:1] == (key[1],))
    return next(written, next(headed, start))


def _table_of(heads: Sequence[tuple[int, str]], place: Place, *, last: int) -> tuple[int, str, Place]:
    """The line and the name of the innermost table that a place leads through, and what of the place is left.

    Args:
        heads: the lines on which tables begin, with their names.
        last: number of the last line.
    """
    start, table = 1, ""
    while len(place) > 1:
        inner = f"{table}.{place[0]}".lstrip(".")
        end = next((number for number, name in heads if number > start and name == table), last + 1)
        own = [number for number, name in heads if start <= number < end and name == inner]
        match place[1]:
            case int(index) if index < len(own):
                start, table, place = own[index], inner, place[2:]
            case str() if any(f"{name}.".startswith(f"{inner}.") for _, name in heads):
                start, table, place = next(iter(own), start), inner, place[1:]
            case _:
                break
    return start, table, place


def _headed(line: str) -> str:
    """The name of the table whose head this line is; empty for any other line."""
    if found := _TABLE.match(line):
        return found[1]
    if not line.lstrip().startswith("["):
        return ""
    try:  # heads that are rare: with blanks around dots, or keys in quotes
        inner = tomllib.loads(line)
    except (ValueError, RecursionError):
        return ""
    names = []
    while inner:
        (name,) = inner
        names.append(name)
        inner = inner[name][0] if isinstance(inner[name], list) else inner[name]
    return ".".join(names)
