"""Quiet: the hours and days in which nobody is reminded."""

from datetime import datetime, time, timedelta

from domain.zones import local, zone

QUIET_FROM = time(20)
QUIET_UNTIL = time(8)
"""Evenings and nights by each person's own clock (PRODUCT.md section 8)."""
_SATURDAY = 5


def allowed(moment: datetime, *, timezone: str) -> bool:
    """Whether somebody in this zone may be reminded at this moment: by day, Monday to Friday."""
    there = moment.astimezone(zone(timezone))
    return there.weekday() < _SATURDAY and QUIET_UNTIL <= there.time() < QUIET_FROM


def next_allowed(moment: datetime, *, timezone: str) -> datetime:
    """This moment, or the next one at which somebody in this zone may be reminded, in UTC."""
    day = moment.astimezone(zone(timezone)).date()
    found = moment
    # A day may be missing from a zone's calendar (Samoa had no 30 December 2011), so each is tried.
    while not allowed(found, timezone=timezone) or found < moment:
        found = local(day, QUIET_UNTIL, timezone=timezone)
        day += timedelta(days=1)
    return found
