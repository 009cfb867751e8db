"""Reading the values of a rule's keys: each is text in the file, and has to be what its key needs."""

from datetime import date

from rulebook.documents import Value
from rulebook.rules import Action

ACTIONS = ("replace", "remove", "suggest", "convert", "edit")
_TRUE = ("true", "True", "TRUE", "1", "t", "T")
_FALSE = ("false", "False", "FALSE", "0", "f", "F")


def as_text(value: Value) -> str:
    """A text; nothing at all is an empty one."""
    if isinstance(value, list | dict):
        raise ValueError("has to be a text")  # noqa: TRY004 -- every wrong value is one error for its author
    return value or ""


def as_flag(value: Value) -> bool:
    """`true` or `false`."""
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise ValueError("has to be true or false")


def as_whole(value: Value) -> int:
    """A whole number, zero or more."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:  # noqa: PLR2004 -- below any overflow
        return int(value)
    raise ValueError("has to be a whole number")


def as_number(value: Value) -> float:
    """A number."""
    try:
        number = float(as_text(value))
    except ValueError:
        raise ValueError("has to be a number") from None
    if number != number or number in (float("inf"), float("-inf")):  # noqa: PLR0124 -- NaN differs from itself
        raise ValueError("has to be a number")
    return number


def as_texts(value: Value) -> tuple[str, ...]:
    """A list of texts; a single text counts as a list of one, as Vale has it."""
    if value is None:
        return ()
    if isinstance(value, dict):
        raise ValueError("has to be a list")  # noqa: TRY004 -- every wrong value is one error for its author
    items = value if isinstance(value, list) else [value]
    return tuple(as_text(item) for item in items)


def as_pairs(value: Value) -> tuple[tuple[str, str], ...]:
    """A map from text to text, in its order."""
    if value is None:
        return ()
    if not isinstance(value, dict):
        raise ValueError("has to be a list of 'this: that' lines")  # noqa: TRY004 -- as above
    return tuple((key, as_text(item)) for key, item in value.items())


def as_date(value: Value) -> date:
    """A date such as 2026-11-30."""
    try:
        return date.fromisoformat(as_text(value))
    except ValueError:
        raise ValueError("has to be a date such as 2026-11-30") from None


def as_action(value: Value) -> Action | None:
    """Vale's `action`: a name and parameters."""
    if not isinstance(value, dict):
        raise ValueError("has to have a 'name'")  # noqa: TRY004 -- as above
    if unknown := set(value) - {"name", "params"}:
        raise ValueError(f"has an unknown key '{min(unknown)}'")
    name = as_text(value.get("name"))
    if name not in ACTIONS:
        raise ValueError(f"has to be one of {', '.join(ACTIONS)}")
    return Action(name=name, params=as_texts(value.get("params")))
