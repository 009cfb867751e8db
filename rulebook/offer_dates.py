"""Offer dates: the last day of an offer, as somebody wrote it into a post."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from rulebook.offer_languages import OfferLanguage, either

_PAST = timedelta(days=60)
"""A day without a year that is further back than this is meant to be next year's."""
_MONTHS_A_YEAR = 12
_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class _Patterns:
    """How days are written in one language."""

    last: re.Pattern[str]
    written: re.Pattern[str]
    now: re.Pattern[str]
    months: dict[str, int]
    weekdays: dict[str, int]
    """A weekend ends with its Sunday."""
    tomorrow: frozenset[str]


def last_day(text: str, *, seen: date, language: OfferLanguage) -> date | None:
    """The last day that a sentence gives, or None. Of several the last one counts, as in "from Friday to Sunday".

    Args:
        seen: the day on which people read it: "until Sunday" and "29 November" are meant from there.
    """
    return max(_days(text, seen, _patterns(language)), default=None)


def _days(text: str, seen: date, patterns: _Patterns) -> Iterator[date]:
    for intro in patterns.last.finditer(text):
        written = patterns.written.match(text, intro.end())
        day = _day(written, seen, patterns) if written else None
        if day is not None:
            yield day
    for now in patterns.now.finditer(text):
        yield seen if now["today"] else _weekday(_SUNDAY, seen)


def _day(written: re.Match[str], seen: date, patterns: _Patterns) -> date | None:
    found = {key: value.lower() for key, value in written.groupdict().items() if value}
    if "iso" in found:
        return _date(*found["iso"].split("-"), seen=seen)
    if "month" in found:
        return _date(found.get("year"), patterns.months[found["month"]], found["day"], seen=seen)
    if "first" in found:
        return _date(found.get("late"), patterns.months[found["first"]], found["then"], seen=seen)
    if "one" in found:
        one, two = int(found["one"]), int(found["two"])
        # Europe's order, unless only America's makes a date.
        day, month = (two, one) if two > _MONTHS_A_YEAR else (one, two)
        return _date(found.get("full"), month, day, seen=seen)
    if found["near"] in patterns.weekdays:
        return _weekday(patterns.weekdays[found["near"]], seen)
    return seen + timedelta(days=found["near"] in patterns.tomorrow)


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


@cache
def _patterns(language: OfferLanguage) -> _Patterns:
    given = language.given
    months = {name: number for number, names in enumerate(given["months"], start=1) for name in names}
    weekdays = {name: number for number, names in enumerate(given["weekdays"]) for name in names}
    ordinal, month = f"{either(given['ordinals'])}?", rf"(?P<{{0}}>{either(months)})[^\W\d_]{{{{0,6}}}}\.?"
    weekdays |= dict.fromkeys(given["weekend"], _SUNDAY)
    near = either([*weekdays, *given["today"], *given["tomorrow"]])
    return _Patterns(
        last=re.compile(
            rf"\b{either(given['until'])}(?!\w)\s{{0,3}}(?:{either(given['that_day'])}\s){{0,3}}"
            rf"|(?<=\d){ordinal}\s?[-–—]\s?",
            re.IGNORECASE,
        ),
        written=re.compile(
            rf"(?:{either(weekdays)}[.,]{{0,2}}\s(?:{either(given['that_day'])}\s)?)?(?:"
            r"(?P<iso>\d{4}-\d{2}-\d{2})"
            rf"|(?P<day>\d{{1,2}}){ordinal}\s(?:{either(given['of'])}\s)?{month.format('month')}(?:,?\s(?P<year>20\d\d))?"
            rf"|{month.format('first')}\s(?P<then>\d{{1,2}}){ordinal}(?:,?\s(?P<late>20\d\d))?"
            r"|(?P<one>\d{1,2})[/.](?P<two>\d{1,2})(?:[/.](?P<full>20\d\d))?"
            rf")(?!\w)|(?P<near>{near})(?!\w)",
            re.IGNORECASE,
        ),
        now=re.compile(
            rf"\b(?:(?P<today>{either(given['only_today'])})|{either(given['this_weekend'])})\b",
            re.IGNORECASE,
        ),
        months=months,
        weekdays=weekdays,
        tomorrow=frozenset(given["tomorrow"]),
    )
