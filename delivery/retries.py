"""Retries: how long to wait before a notice is tried again."""

from datetime import timedelta

FIRST = timedelta(seconds=1)
LONGEST = timedelta(minutes=5)


def wait_after(failures: int, *, chance: float, at_least: timedelta = timedelta()) -> timedelta:
    """The pause after this many failures in a row: doubling up to `LONGEST`, spread so that not all come back at once.

    Args:
        failures: 1 after the first.
        chance: from 0 to 1; takes up to half of the pause away.
        at_least: never shorter than this.
    """
    doubled = FIRST * (1 << min(failures - 1, 16))
    return max(at_least, min(LONGEST, doubled) * (1 - chance / 2))
