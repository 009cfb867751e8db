"""Lines: where in a TOML file the key stands that a complaint is about."""

import re

Place = tuple[str | int, ...]
"""A table, its index from 0, a key in it and so on; or a key at the top: as pydantic names places."""

_TABLE = re.compile(r"^\s*\[\[?\s*[\"']?([\w.-]+)[\"']?\s*\]\]?")
_KEY = re.compile(r"^\s*[\"']?([\w-]+)[\"']?\s*=")


def line_of(source: str, place: Place) -> int:
    """The line on which a key stands, counted from 1; the line of its table when the key itself is missing.

    A table that stands where a key should is found by its name.
    """
    lines = source.splitlines()
    heads = [(number, found[1]) for number, line in enumerate(lines, 1) if (found := _TABLE.match(line))]
    start, table = 1, ""
    while len(place) > 1:
        inner = f"{table}.{place[0]}".lstrip(".")
        end = next((number for number, name in heads if number > start and name == table), len(lines) + 1)
        own = [number for number, name in heads if start <= number < end and name == inner]
        if isinstance(place[1], int) and own:
            start, table, place = own[place[1]], inner, place[2:]
        elif isinstance(place[1], str) and any(f"{name}.".startswith(f"{inner}.") for _, name in heads):
            start, table, place = next(iter(own), start), inner, place[1:]
        else:
            break
    end = next((number for number, _ in heads if number > start or not table), len(lines) + 1)
    keys = ((number, _KEY.match(lines[number - 1])) for number in range(start, end))
    headed = (number for number, name in heads if number >= start and (name,) == place[:1] and not table)
    written = (number for number, key in keys if key and place[:1] == (key[1],))
    return next(written, next(headed, start))
