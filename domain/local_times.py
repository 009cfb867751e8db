"""Local times: what clocks in several stores show at one moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.people import Store
from domain.zones import zone


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalTime:
    """What the clocks of some stores show.

    Attributes:
        shown: day and time there, without a zone.
        stores: those whose clocks show this, in their order.
    """

    shown: datetime
    stores: tuple[Store, ...]


def local_times(at: datetime, stores: Iterable[Store]) -> tuple[LocalTime, ...]:
    """What clocks in these stores show at this moment, the earliest first; empty where all show the same.

    Args:
        at: in UTC.
    """
    found: dict[datetime, list[Store]] = {}
    clocks: dict[str, datetime] = {}
    for one in stores:
        if one.timezone not in clocks:
            clocks[one.timezone] = at.astimezone(zone(one.timezone)).replace(tzinfo=None)
        found.setdefault(clocks[one.timezone], []).append(one)
    differ = len(found) > 1
    return tuple(LocalTime(shown=shown, stores=tuple(found[shown])) for shown in sorted(found) if differ)
