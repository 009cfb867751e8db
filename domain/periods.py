"""Periods: the days an export or a digest is about."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.refusals import Refusal
from domain.weeks import Week

LONGEST = timedelta(days=3_660)
"""Ten years: longer periods are a slip of the keyboard."""
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years outside of these are too; and the calendar's own ends have no day before or after them."""
_WEEK = re.compile(r"(?:([0-9]{4})-?)?(?:week )?w?([0-9]{1,2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Whole days from `first` to `last`, both included, in one IANA time zone."""

    first: date
    last: date
    timezone: str

    @property
    def start(self) -> datetime:
        """The first moment of the period, in UTC."""
        return datetime.combine(self.first, time(), ZoneInfo(self.timezone)).astimezone(UTC)

    @property
    def end(self) -> datetime:
        """The first moment after the period, in UTC."""
        return datetime.combine(self.last + timedelta(days=1), time(), ZoneInfo(self.timezone)).astimezone(
            UTC
        )

    def __str__(self) -> str:
        return f"{self.first}..{self.last}"


def read_period(text: str, *, at: datetime, timezone: str) -> Period:
    """The period that somebody typed: `week` and nothing (Monday to Sunday), `month`, or `from..to` as ISO dates.

    Args:
        at: the present, in UTC.
        timezone: the IANA zone whose days are meant.

    Raises:
        Refusal: the text is none of these.
    """
    today = at.astimezone(ZoneInfo(timezone)).date()
    match text.strip().lower():
        case "" | "week":
            monday = today - timedelta(days=today.weekday())
            return Period(first=monday, last=monday + timedelta(days=6), timezone=timezone)
        case "month":
            first = today.replace(day=1)
            next_month = (first + timedelta(days=31)).replace(day=1)
            return Period(first=first, last=next_month - timedelta(days=1), timezone=timezone)
        case typed:
            return _from_to(typed, timezone=timezone)


def _from_to(typed: str, *, timezone: str) -> Period:
    first_typed, _, last_typed = typed.partition("..")
    try:
        first, last = date.fromisoformat(first_typed.strip()), date.fromisoformat(last_typed.strip())
    except ValueError:
        raise Refusal(
            "I do not know the period “{typed}”. Type week, month, or two dates such as 2026-11-01..2026-11-30.",
            typed=typed,
        ) from None
    if last < first:
        raise Refusal(
            "The period ends before it begins. Type the earlier date first: {last}..{first}.",
            first=str(first),
            last=str(last),
        )
    if last - first > LONGEST:
        raise Refusal("Ten years is the longest period I export. Choose a shorter one.")
    if first.year < FIRST_YEAR or last.year > LAST_YEAR:
        raise Refusal(f"I export days from {FIRST_YEAR} to {LAST_YEAR}. Choose dates between them.")
    return Period(first=first, last=last, timezone=timezone)


def days_of(week: Week, *, timezone: str) -> Period:
    """A week's seven days in an IANA time zone."""
    return Period(first=week.monday, last=week.monday + timedelta(days=6), timezone=timezone)


def read_week(text: str, *, at: datetime, timezone: str) -> Week:
    """The week that somebody typed: nothing (this one), `last`, `46`, `W46` or `2026-W46`.

    A number alone is the latest week of that number that has begun.

    Args:
        at: the present, in UTC.
        timezone: the IANA zone whose weeks are meant.

    Raises:
        Refusal: the text is none of these, or names a week that is still to come.
    """
    now = Week.of(at, timezone=timezone)
    typed = " ".join(text.lower().split())
    if typed in {"", "week", "this week"}:
        return now
    if typed in {"last", "last week"}:
        return now.plus(-1)
    found = _WEEK.fullmatch(typed)
    # Years with a week 53 are up to seven years apart.
    years = ([int(found[1])] if found[1] else range(now.year, now.year - 8, -1)) if found else []
    weeks = [week for year in years if found and (week := _week(year, int(found[2])))]
    if not weeks:
        raise Refusal(
            "I do not know the week “{typed}”. Type last, a number such as 46, or 2026-W46.",
            typed=text.strip(),
        )
    begun = next((week for week in weeks if week <= now), None)
    if begun is None:
        raise Refusal(
            "Week {number} of {year} has not begun yet.", number=weeks[0].number, year=str(weeks[0].year)
        )
    return begun


def _week(year: int, number: int) -> Week | None:
    try:
        week = Week.parse(f"{year:04}-W{number:02}")
    except ValueError:
        return None
    return week if FIRST_YEAR <= year <= LAST_YEAR else None
