"""The world outside the program, as `bot.__main__` makes it and tests replace it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What cannot be computed.

    Attributes:
        now: the present, in UTC.
        new_id: a fresh opaque id; never the same twice.
        chance: a number from 0 to 1, for spreading retries.
        pause: waits so many seconds.
    """

    now: Callable[[], datetime]
    new_id: Callable[[], str]
    chance: Callable[[], float]
    pause: Callable[[float], None]
