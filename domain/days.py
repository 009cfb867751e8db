"""Days: a day of the calendar in the words people type."""

from calendar import monthrange
from contextlib import suppress
from datetime import MAXYEAR, date, timedelta

from domain.refusals import Refusal

EXAMPLES = "friday, tomorrow, next week, 2 weeks, end of month, 24 Dec or 2026-12-24"
"""What a person is told to type instead."""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_SHORT_WEEKDAYS = {"tues": 1, "wednes": 2, "thur": 3, "thurs": 3}
_SHORTEST = 3
_LONGEST_TEXT = 60
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_FILLERS = frozenset({"until", "till", "to", "on", "the", "of", "in", "for", "end", "through"})
_ENDINGS = ("st", "nd", "rd", "th")
_YEAR_DIGITS = 4
_DAYS_A_WEEK = 7


def read_day(text: str, *, today: date) -> date:
    """The day that is meant.

    `today`, `tomorrow`; a weekday, which is the next one after today, and with `next` before it the one of
    next week; `this week` and `next week`, `this month` and `next month`, which are their last days;
    `3 days`, `2 weeks`, `a month` from today; `24 Dec`, `Dec 24`, with or without a year, else the next
    one to come; `2026-12-24`. `until`, `the`, `of` and the like may stand around them.

    Raises:
        Refusal: it is none of these, no day of the calendar, or a date in which day and month cannot be told apart.
    """
    typed = text.strip()
    # Only the beginning is looked at: nobody types a day with more letters than this.
    words = [one for one in _words(typed) if one not in _FILLERS] if len(typed) <= _LONGEST_TEXT else []
    for reader in (_iso, _named, _weekday, _span, _date):
        with suppress(OverflowError):
            day = reader(words, today)
            if day is not None:
                return day
    if any(mark in typed for mark in "/.") and any(one.isdecimal() for one in typed):
        raise Refusal(
            "I cannot tell day and month apart in “{typed}”. Type 24 Dec or 2026-12-24.",
            typed=typed,
        )
    raise Refusal(
        "I do not know the day “{typed}”. Type for example {examples}.", typed=typed, examples=EXAMPLES
    )


def _words(text: str) -> list[str]:
    return text.casefold().replace(",", " ").split()


def _iso(words: list[str], _today: date) -> date | None:
    if len(words) != 1:
        return None
    try:
        return date.fromisoformat(words[0]) if words[0].count("-") == 2 else None  # noqa: PLR2004  # year-month-day
    except ValueError:
        raise Refusal("There is no day {typed} in the calendar.", typed=words[0]) from None


def _named(words: list[str], today: date) -> date | None:
    monday = today - timedelta(days=today.weekday())
    named = {
        "today": lambda: today,
        "tonight": lambda: today,
        "tomorrow": lambda: today + timedelta(days=1),
        "week": lambda: monday + timedelta(days=6),
        "this week": lambda: monday + timedelta(days=6),
        "next week": lambda: monday + timedelta(days=13),
        "month": lambda: _month_end(today.year, today.month),
        "this month": lambda: _month_end(today.year, today.month),
        "next month": lambda: _month_end(*_months_on(today, 1)),
        "year": lambda: date(today.year, 12, 31),
        "this year": lambda: date(today.year, 12, 31),
    }
    found = named.get(" ".join(words))
    return found() if found else None


def _weekday(words: list[str], today: date) -> date | None:
    *before, name = words or [""]
    weekday = _SHORT_WEEKDAYS.get(name, _place(name, _WEEKDAYS))
    if weekday is None or before not in ([], ["next"], ["this"]):
        return None
    if before == ["next"]:
        return today - timedelta(days=today.weekday()) + timedelta(days=_DAYS_A_WEEK + weekday)
    return today + timedelta(days=(weekday - today.weekday() - 1) % _DAYS_A_WEEK + 1)


def _span(words: list[str], today: date) -> date | None:
    match words:
        case [number, unit]:
            many = _NUMBERS.get(number) or _number(number)
            days = {"day": 1, "week": _DAYS_A_WEEK}.get(unit.removesuffix("s"))
            if many is None or many < 1:
                return None
            if days:
                return today + timedelta(days=many * days)
            if unit in {"month", "months"}:
                year, month = _months_on(today, many)
                return date(year, month, min(today.day, monthrange(year, month)[1]))
    return None


def _date(words: list[str], today: date) -> date | None:
    if len(words) not in {2, 3}:
        return None
    first, second = words[0], words[1]
    month = _place(first.rstrip("."), _MONTHS), _place(second.rstrip("."), _MONTHS)
    day = _day_number(second) if month[0] is not None else _day_number(first)
    place = month[0] if month[0] is not None else month[1]
    if place is None or day is None:
        return None
    if words[2:]:
        year = _number(words[2]) if len(words[2]) == _YEAR_DIGITS else None
        return _calendar_day(year, place + 1, day) if year else None
    passed = (place + 1, day) < (today.month, today.day)
    return _calendar_day(today.year + passed, place + 1, day)


def _calendar_day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Refusal(
            "There is no day {day} {month} {year} in the calendar.",
            day=str(day),
            month=_MONTHS[month - 1].title(),
            year=str(year),
        ) from None


def _place(word: str, names: tuple[str, ...]) -> int | None:
    """Which of the names this word is or begins, with three letters at least."""
    fits = [place for place, name in enumerate(names) if len(word) >= _SHORTEST and name.startswith(word)]
    return fits[0] if fits else None


def _day_number(word: str) -> int | None:
    for ending in _ENDINGS:
        word = word.removesuffix(ending)
    return _number(word.rstrip("."))


def _number(word: str) -> int | None:
    return int(word) if word.isdecimal() and len(word) <= _YEAR_DIGITS else None


def _months_on(today: date, months: int) -> tuple[int, int]:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    if year > MAXYEAR:
        raise OverflowError
    return year, month + 1


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
