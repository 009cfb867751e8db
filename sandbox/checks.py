"""Small checks that say what is wrong with a piece of Block Kit in the words Slack uses.

A check takes a value and its JSON pointer and yields messages such as
`[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

Check: TypeAlias = Callable[[object, str], Iterator[str]]


def wrong(what: str, at: str) -> str:
    """Return one message of `response_metadata.messages`."""
    return f"[ERROR] {what} [json-pointer:{at}]"


def string(longest: int = 3000, *, shortest: int = 1) -> Check:
    """Text of so many characters."""

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield wrong("must be a string", at)
        elif len(value) > longest:
            yield wrong(f"must be less than {longest + 1} characters", at)
        elif len(value) < shortest:
            yield wrong(f"must be more than {shortest - 1} characters", at)

    return check


def one_of(*allowed: object) -> Check:
    """One of these values."""

    def check(value: object, at: str) -> Iterator[str]:
        if value not in allowed:
            yield wrong(f"must be one of: {', '.join(map(str, allowed))}", at)

    return check


def matching(test: Callable[[str], object], what: str, *, longest: int = 3000) -> Check:
    """Text that passes a test, described by `what`."""

    def check(value: object, at: str) -> Iterator[str]:
        problems = list(string(longest)(value, at))
        yield from problems
        if not problems and not test(str(value)):
            yield wrong(what, at)

    return check


def boolean(value: object, at: str) -> Iterator[str]:
    """Either true or false."""
    if not isinstance(value, bool):
        yield wrong("must be a boolean", at)


def number(lowest: float | None = None, highest: float | None = None, *, whole: bool = False) -> Check:
    """A number between these, both included."""

    def check(value: object, at: str) -> Iterator[str]:
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
            yield wrong(f"must be {'an integer' if whole else 'a number'}", at)
        elif lowest is not None and value < lowest:
            yield wrong(f"must be greater than or equal to {lowest}", at)
        elif highest is not None and value > highest:
            yield wrong(f"must be less than or equal to {highest}", at)

    return check


def array(item: Check, most: int, *, least: int = 1) -> Check:
    """A list of so many items that each pass the check."""

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield wrong("must be an array", at)
            return
        if len(value) > most:
            yield wrong(f"no more than {most} items allowed", at)
        elif len(value) < least:
            yield wrong(f"no fewer than {least} items allowed", at)
        for index, one in enumerate(value):
            yield from item(one, f"{at}/{index}")

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with these fields and no others."""
    fields = {**required, **(optional or {})}

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield wrong("must be an object", at)
            return
        for name in required:
            if name not in value:
                yield wrong(f"missing required field: {name}", at)
        for name, one in value.items():
            if name in fields:
                yield from fields[name](one, f"{at}/{name}")
            else:
                yield wrong(f"invalid additional property: {name}", at)

    return check


def typed(kinds: Mapping[str, Check], *, what: str = "type") -> Check:
    """An object whose `type` says which of the checks it has to pass."""

    def check(value: object, at: str) -> Iterator[str]:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(value, dict):
            yield wrong("must be an object", at)
        elif not isinstance(kind, str) or kind not in kinds:
            yield wrong(f"unsupported {what}: {kind}", at)
        else:
            yield from kinds[kind](value, at)

    return check


def both(*checks: Check) -> Check:
    """Every one of the checks."""

    def check(value: object, at: str) -> Iterator[str]:
        for one in checks:
            yield from one(value, at)

    return check


def anything(value: object, at: str) -> Iterator[str]:  # noqa: ARG001 - a check like the others
    """Whatever it is."""
    yield from ()
