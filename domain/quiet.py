"""Quiet: the hours and days in which nobody is reminded."""

from datetime import datetime, time

from domain.zones import zone

QUIET_FROM = time(20)
QUIET_UNTIL = time(8)
"""Evenings and nights by each person's own clock (PRODUCT.md section 8)."""
_SATURDAY = 5


def allowed(moment: datetime, *, timezone: str) -> bool:
    """Whether somebody in this zone may be reminded at this moment: by day, Monday to Friday."""
    there = moment.astimezone(zone(timezone))
    return there.weekday() < _SATURDAY and QUIET_UNTIL <= there.time() < QUIET_FROM
