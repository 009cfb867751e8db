"""The timetable: what happens once a week in a workspace, and when."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.weeks import Week

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")


class Kind(StrEnum):
    """What happens once a week. Of what is due at once, the first named here happens first."""

    CHECK_IN = "check-in"
    """Every lead is asked."""
    REMINDER = "check-in reminder"
    """Those who have not answered are asked again."""
    CLOSE = "check-in close"
    """Answers that come from now on are late."""
    DIGEST = "digest"
    """The leaders read how the week was."""

    @property
    def field(self) -> str:
        """Its name in `Timetable`, in forms and in files, such as `check_in`."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, order=True)
class WeekTime:
    """A time of a week as a clock on the wall shows it.

    Attributes:
        weekday: 0 for Monday to 6 for Sunday.
        time: the time of that day, in no zone yet.

    Raises:
        ValueError: a week has no such day.
    """

    weekday: int
    time: time

    def __post_init__(self) -> None:
        if not 0 <= self.weekday < len(DAYS):
            raise ValueError(f"a week has no day {self.weekday}")

    @classmethod
    def parse(cls, text: str) -> "WeekTime":
        """The time written as `Monday 09:00`, as `str` gives it.

        Raises:
            ValueError: it is written otherwise.
        """
        day, _, clock = text.strip().partition(" ")
        if day.capitalize() not in DAYS or not _CLOCK.fullmatch(clock.strip()):
            raise ValueError(f'write a day and a time, such as "Monday 09:00", not "{text}"')
        return cls(DAYS.index(day.capitalize()), time.fromisoformat(clock.strip()))

    def within(self, week: Week, *, timezone: str) -> datetime:
        """When that is in one week of an IANA zone, in UTC.

        What the clocks skip comes as much later as they skip; of what they show twice, the first time counts
        (PEP 495, `fold=0`).
        """
        day = week.monday + timedelta(days=self.weekday)
        return datetime.combine(day, self.time, ZoneInfo(timezone)).astimezone(UTC)

    def __str__(self) -> str:
        return f"{DAYS[self.weekday]} {self.time:%H:%M}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """When what happens, in the workspace's own zone. `faults` says whether it can be kept."""

    check_in: WeekTime = WeekTime(0, time(9))
    reminder: WeekTime = WeekTime(2, time(9))
    close: WeekTime = WeekTime(4, time(12))
    digest: WeekTime = WeekTime(4, time(16))

    def faults(self) -> dict[Kind, str]:
        """What is wrong with it, a sentence a kind: reminder and close follow the check-in within the week."""
        found = {}
        if self.reminder <= self.check_in:
            found[Kind.REMINDER] = f"Remind later in the week than {self.check_in}, when people are asked."
        if self.close <= self.reminder:
            found[Kind.CLOSE] = f"Close later in the week than {self.reminder}, when people are reminded."
        return found

    def of(self, kind: Kind) -> WeekTime:
        """When this kind happens."""
        when = getattr(self, kind.field)
        assert isinstance(when, WeekTime)
        return when

    def with_times(self, times: Mapping[Kind, WeekTime]) -> "Timetable":
        """The timetable with other times of these kinds."""
        return replace(self, **{kind.field: time for kind, time in times.items()})


SHIPPED_TIMETABLE = Timetable()
"""Check-in on Monday at 09:00 and digest on Friday at 16:00 (PRODUCT.md, sections 11 and 12); the digest tells of
a check-in that has closed."""
