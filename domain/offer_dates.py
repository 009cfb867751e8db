"""Offer dates: the last day of an offer, as somebody wrote it into a post in English."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = r"(?P<{0}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{{0,6}}\.?"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_LAST = re.compile(
    r"\b(?:until|till?|through|thru|to|ends?|ending|by|before|expires?)\b\s{0,3}(?:on\s|the\s|this\s|midnight\s){0,3}"
    r"|(?<=\d)(?:st|nd|rd|th)?\s?[-–—]\s?",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    rf"(?:{_WEEKDAY},?\s)?(?:"
    r"(?P<iso>\d{4}-\d{2}-\d{2})"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH.format('month')}(?:,?\s(?P<year>20\d\d))?"
    rf"|{_MONTH.format('first')}\s(?P<then>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<late>20\d\d))?"
    r"|(?P<one>\d{1,2})[/.](?P<two>\d{1,2})(?:[/.](?P<full>20\d\d))?"
    r")\b|(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b"
    r"|(?P<near>today|tonight|tomorrow|weekend)\b",
    re.IGNORECASE,
)
_NOW = re.compile(r"\b(?:today|tonight)\sonly\b|\bonly\s(?:today|tonight)\b|\bthis\sweekend\b", re.IGNORECASE)
_PAST = timedelta(days=60)
"""A day without a year that is further back than this is meant to be next year's."""
_MONTHS_A_YEAR = 12


def last_day(text: str, *, seen: date) -> date | None:
    """The last day that a sentence gives, or None. Of several the last one counts, as in "from Friday to Sunday".

    Args:
        seen: the day on which people read it: "until Sunday" and "29 November" are meant from there.
    """
    return max(_days(text, seen), default=None)


def _days(text: str, seen: date) -> Iterator[date]:
    for intro in _LAST.finditer(text):
        written = _WRITTEN.match(text, intro.end())
        day = _day(written, seen) if written else None
        if day is not None:
            yield day
    for now in _NOW.finditer(text):
        yield _weekday(6, seen) if "weekend" in now.group().lower() else seen


def _day(written: re.Match[str], seen: date) -> date | None:
    found = {key: value.lower() for key, value in written.groupdict().items() if value}
    if "iso" in found:
        return _date(*found["iso"].split("-"), seen=seen)
    if "month" in found:
        return _date(found.get("year"), _MONTHS.index(found["month"]) + 1, found["day"], seen=seen)
    if "first" in found:
        return _date(found.get("late"), _MONTHS.index(found["first"]) + 1, found["then"], seen=seen)
    if "one" in found:
        one, two = int(found["one"]), int(found["two"])
        # Europe's order, unless only America's makes a date.
        day, month = (two, one) if two > _MONTHS_A_YEAR else (one, two)
        return _date(found.get("full"), month, day, seen=seen)
    if "weekday" in found:
        return _weekday(_DAYS.index(found["weekday"]), seen)
    near = {"tomorrow": seen + timedelta(days=1), "weekend": _weekday(6, seen)}
    return near.get(found["near"], seen)


def _weekday(number: int, seen: date) -> date:
    return seen + timedelta(days=(number - seen.weekday()) % 7)


def _date(year: str | None, month: str | int, day: str | int, *, seen: date) -> date | None:
    try:
        if year:
            return date(int(year), int(month), int(day))
        this = date(seen.year, int(month), int(day))
        return this if this >= seen - _PAST else this.replace(year=seen.year + 1)
    except ValueError:
        return None
