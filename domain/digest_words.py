"""Figures of a digest in words: how many, for how long, and how that stands to the week before."""

_MINUTE, _HOUR, _DAY = 1, 60, 1_440


def change(more: float, *, unit: int = 0) -> str:
    """How a figure stands to the one before, in brackets.

    Args:
        unit: of a span, as `unit_of` gives it; 0 for a number of things.
    """
    if not more:
        return " (=)"
    amount = span(int(abs(more)), unit) if unit else f"{abs(more):,.10g}"
    return f" ({'▲' if more > 0 else '▼'} {amount})"


def unit_of(minutes: int) -> int:
    """The unit in which people say a span: minutes below two hours, hours below two days, then days."""
    if minutes < 2 * _HOUR:
        return _MINUTE
    return _HOUR if minutes < 2 * _DAY else _DAY


def rounded(minutes: int, unit: int) -> int:
    """Whole units, rounded up: "within" must stay true."""
    return max(1, -(-minutes // unit))


def span(amount: int, unit: int) -> str:
    """So many units of time."""
    if unit == _DAY:
        return counted(amount, "day", "days")
    return f"{amount:,} {'h' if unit == _HOUR else 'min'}"


def counted(number: int, one: str, many: str) -> str:
    """A number and what is counted, in the form that agrees with it."""
    return f"{number:,} {one if number == 1 else many}"
