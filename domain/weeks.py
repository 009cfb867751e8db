"""Weeks: ISO weeks, in which check-ins and digests are counted."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_SHAPE = re.compile(r"([0-9]{4})-W([0-9]{2})")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Week:
    """A week of ISO 8601: Monday to Sunday, of the year in which its Thursday lies; years have 52 or 53.

    Weeks sort by time.
    """

    year: int
    number: int

    @classmethod
    def of(cls, at: datetime, *, timezone: str) -> "Week":
        """The week of this moment in an IANA time zone."""
        year, number, _ = at.astimezone(ZoneInfo(timezone)).isocalendar()
        return cls(year=year, number=number)

    @classmethod
    def parse(cls, text: str) -> "Week":
        """The week written as `2026-W53`, as `str` gives it.

        Raises:
            ValueError: it is written otherwise, or the year has no such week.
        """
        found = _SHAPE.fullmatch(text)
        if not found:
            raise ValueError(f"“{text}” is no week such as 2026-W47")
        date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return cls(year=int(found[1]), number=int(found[2]))

    @property
    def monday(self) -> date:
        """Its first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    def plus(self, weeks: int) -> "Week":
        """The week so many weeks later; earlier for a negative number."""
        year, number, _ = (self.monday + timedelta(weeks=weeks)).isocalendar()
        return Week(year=year, number=number)

    def since(self, earlier: "Week") -> int:
        """How many weeks have gone since another one; negative when that is later."""
        return (self.monday - earlier.monday).days // 7

    def starts_at(self, *, timezone: str) -> datetime:
        """Its first moment in an IANA time zone, in UTC."""
        return datetime.combine(self.monday, time(), ZoneInfo(timezone)).astimezone(UTC)

    def __str__(self) -> str:
        return f"{self.year:04}-W{self.number:02}"
