"""The timetable: what happens once a week in a workspace, and when."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.refusals import InvalidForm
from domain.weeks import Week

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


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
    """When what happens, in the workspace's own zone.

    Raises:
        InvalidForm: reminder and close do not follow the check-in within the week.
    """

    check_in: WeekTime = WeekTime(0, time(9))
    reminder: WeekTime = WeekTime(2, time(9))
    close: WeekTime = WeekTime(4, time(12))
    digest: WeekTime = WeekTime(4, time(16))

    def __post_init__(self) -> None:
        if self.reminder <= self.check_in:
            raise InvalidForm(
                {"reminder": f"Remind later in the week than {self.check_in}, when people are asked."}
            )
        if self.close <= self.reminder:
            raise InvalidForm(
                {"close": f"Close later in the week than {self.reminder}, when people are reminded."}
            )

    def of(self, kind: Kind) -> WeekTime:
        """When this kind happens."""
        return {
            Kind.CHECK_IN: self.check_in,
            Kind.REMINDER: self.reminder,
            Kind.CLOSE: self.close,
            Kind.DIGEST: self.digest,
        }[kind]


SHIPPED_TIMETABLE = Timetable()
"""Check-in on Monday at 09:00 and digest on Friday at 16:00 (PRODUCT.md, sections 11 and 12); the digest tells of
a check-in that has closed."""
