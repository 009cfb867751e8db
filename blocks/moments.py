"""Moments: when something was or will be, in each reader's own zone where Slack can."""

from datetime import UTC, datetime, timedelta

from blocks.text import plural
from domain.countdown import in_minutes

_MINUTE = timedelta(minutes=1)


def when(moment: datetime) -> str:
    """Day and time inside a sentence, in each reader's own zone: "today at 21:08", "Nov 27, 2026 at 10:00"."""
    return _date(moment, f"{_NO_CAPITAL}{{date_short_pretty}} at {{time}}")


def planned(moment: datetime) -> str:
    """The same with the day of the week, for what is still to come: "Friday, November 27th, 2026 at 10:00"."""
    return _date(moment, f"{_NO_CAPITAL}{{date_long_pretty}} at {{time}}")


def last_day(end: datetime) -> str:
    """The last day of something that ends at a midnight: "Nov 29, 2026".

    Args:
        end: the first moment after it, in UTC.
    """
    return f"<!date^{int(noon_before(end).timestamp())}^{{date_short}}|{noon_before(end):%a %d %b %Y}>"


def noon_before(midnight: datetime) -> datetime:
    """The noon of the day that ends there: the same day for readers up to eleven hours east and west."""
    return midnight - timedelta(hours=12)


_NO_CAPITAL = "\u200b"
"""Slack gives a date a capital letter where its layout begins with the day, also inside a sentence."""


def _date(moment: datetime, layout: str) -> str:
    """A date that Slack words for each reader ("Formatting message text", date formatting)."""
    return f"<!date^{int(moment.timestamp())}^{layout}|{utc(moment)}>"


def utc(moment: datetime) -> str:
    """Day and time in UTC, for places that cannot show the reader's own."""
    return f"{moment.astimezone(UTC):%a %d %b %Y %H:%M} UTC"


def until(moment: datetime, *, at: datetime) -> str:
    """How long it still is, as in "in 21 h"; a begun minute counts whole."""
    left = moment - at
    return f"in {_span(in_minutes(left) if left >= _MINUTE else left)}"


def ago(moment: datetime, *, at: datetime) -> str:
    """How long it has been, as in "3 h ago"."""
    return f"{_span(at - moment)} ago"


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 1:
        return "less than a minute"
    if minutes < 60:  # noqa: PLR2004  # minutes of an hour
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h" if hours < 48 else plural(hours // 24, "day", "days")  # noqa: PLR2004  # two days
