"""Zones: local days and times of people whose time zone may be wrong or unknown."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def zone(name: str) -> tzinfo:
    """The IANA zone of this name; UTC when there is none, as people's zones come from outside."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def known_zone(name: str) -> bool:
    """Whether there is an IANA zone of this name."""
    return name == "UTC" or zone(name) is not UTC


def end_of(day: date, *, timezone: str) -> datetime:
    """The first moment after this day in this zone, in UTC."""
    return local(day + timedelta(days=1), time(), timezone=timezone)


def local(day: date, clock: time, *, timezone: str) -> datetime:
    """The moment, in UTC, at which clocks of this zone show this time on this day.

    A time that the clocks jump over is the moment after the jump by as much; of one that they show twice
    it is the first (PEP 495, `fold=0`).
    """
    return datetime.combine(day, clock, zone(timezone)).astimezone(UTC)
