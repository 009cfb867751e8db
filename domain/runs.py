"""Runs: what of the timetable is due, and what has been settled for good."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import count, takewhile

from domain.timetable import Kind, Timetable
from domain.weeks import Week

CATCH_UP: Mapping[Kind, timedelta] = {
    Kind.CHECK_IN: timedelta(days=3),
    Kind.REMINDER: timedelta(days=1),
    Kind.CLOSE: timedelta(days=7),
    Kind.DIGEST: timedelta(days=4),
}
"""How late each kind is still of use; check-in and reminder moreover only until the check-in closes."""
APART = timedelta(hours=12)
"""A reminder that comes sooner after the check-in only nags."""
LOOK_BACK = 12
"""Weeks in which what was missed is still recorded. A clock that stood still for longer begins anew."""

LATE = "The clock was not running when it was due, and later it was of no use any more."
CLOSED = "The clock was not running when it was due, and the check-in had closed since."
NAGGING = "The check-in itself went out late, shortly before."
UNASKED = "There was no check-in in this week."
BEGAN = "It was due before the clock began here."


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One thing that happens once: a kind in a week.

    Attributes:
        due: from when on, in UTC.
    """

    kind: Kind
    week: Week
    due: datetime


class Outcome(StrEnum):
    """What became of a slot."""

    RAN = "ran"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A slot that is settled for good.

    Attributes:
        at: when it was settled, in UTC.
        why: why it was skipped, in a sentence; empty when it ran.
    """

    slot: Slot
    at: datetime
    why: str = ""

    @property
    def outcome(self) -> Outcome:
        """Whether it ran."""
        return Outcome.SKIPPED if self.why else Outcome.RAN


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a kind stands.

    Attributes:
        last: what was settled last, if anything.
        next: what comes next; its `due` is past when it is late.
    """

    kind: Kind
    last: Run | None
    next: Slot


def due_now(
    timetable: Timetable,
    *,
    timezone: str,
    runs: Collection[Run],
    at: datetime,
    kinds: Collection[Kind] = tuple(Kind),
) -> tuple[Run, ...]:
    """What is to be settled now, oldest first: as it will be on record if it is done, or why it is skipped.

    A week is settled once, whatever its zone or time was then: moving either never makes it run again. Of a kind
    that has never run within `LOOK_BACK`, the latest slot is skipped, so that it begins with the next one.

    Args:
        timezone: the workspace's IANA zone.
        runs: what is settled, at least of the weeks of `horizon`.
        at: the present, in UTC.
    """
    first, last = horizon(at, timezone=timezone)
    # What a clock that was wrong has settled far ahead says nothing about now.
    known = [one for one in runs if first <= one.slot.week <= last]
    began = {one.slot.kind for one in known}
    slots = [
        slot
        for kind in kinds
        for slot in _came(kind, timetable, timezone=timezone, settled=_weeks(kind, known), at=at)
    ]
    for slot in sorted(slots, key=lambda one: (one.due, tuple(Kind).index(one.kind))):
        close = timetable.close.within(slot.week, timezone=timezone)
        why = _why_not(slot, close=close, runs=known, at=at) if slot.kind in began else BEGAN
        known.append(Run(slot=slot, at=at, why=why))
    return tuple(known[len(known) - len(slots) :])


def went_out(runs: Iterable[Run], *, week: Week) -> bool:
    """Whether a week's check-ins were sent."""
    return any(
        one.slot.kind is Kind.CHECK_IN and one.slot.week == week and one.outcome is Outcome.RAN
        for one in runs
    )


def standings(
    timetable: Timetable, *, timezone: str, runs: Collection[Run], at: datetime
) -> tuple[Standing, ...]:
    """What was settled last and what is due next, of each kind.

    Args:
        runs: as `due_now` takes them.
    """
    return tuple(
        Standing(
            kind=kind,
            last=max((one for one in runs if one.slot.kind is kind), key=lambda one: one.at, default=None),
            next=_next(kind, timetable, timezone=timezone, runs=runs, at=at),
        )
        for kind in Kind
    )


def horizon(at: datetime, *, timezone: str) -> tuple[Week, Week]:
    """The first and the last week that `due_now` looks at."""
    now = Week.of(at, timezone=timezone)
    return now.plus(-LOOK_BACK), now.plus(1)


def _weeks(kind: Kind, runs: Collection[Run]) -> set[Week]:
    return {one.slot.week for one in runs if one.slot.kind is kind}


def _came(
    kind: Kind, timetable: Timetable, *, timezone: str, settled: Collection[Week], at: datetime
) -> list[Slot]:
    """The slots of this kind whose time has come and that are not settled, oldest first."""
    first, last = horizon(at, timezone=timezone)
    slots = _slots(kind, timetable, timezone=timezone, since=first)
    came = [slot for slot in takewhile(lambda one: one.week <= last, slots) if slot.due <= at]
    if not settled:
        return came[-1:]
    return [slot for slot in came if slot.week > min(settled) and slot.week not in settled]


def _next(kind: Kind, timetable: Timetable, *, timezone: str, runs: Collection[Run], at: datetime) -> Slot:
    first, _ = horizon(at, timezone=timezone)
    settled = _weeks(kind, runs)
    began = min((week for week in settled if week >= first), default=None)
    return next(
        slot
        for slot in _slots(kind, timetable, timezone=timezone, since=first)
        if slot.week not in settled and (slot.due > at or (began is not None and slot.week > began))
    )


def _slots(kind: Kind, timetable: Timetable, *, timezone: str, since: Week) -> Iterator[Slot]:
    """Every slot of this kind from a week on, without end."""
    weeks = (since.plus(weeks) for weeks in count())
    when = timetable.of(kind)
    return (Slot(kind=kind, week=week, due=when.within(week, timezone=timezone)) for week in weeks)


def _why_not(slot: Slot, *, close: datetime, runs: Collection[Run], at: datetime) -> str:
    """Why it is not worth doing any more; empty while it is."""
    if at - slot.due > CATCH_UP[slot.kind]:
        return LATE
    if slot.kind is Kind.DIGEST:
        return ""
    if slot.kind is not Kind.CLOSE and at >= close:
        return CLOSED
    asked = next((one for one in runs if one.slot.kind is Kind.CHECK_IN and one.slot.week == slot.week), None)
    if asked is None:
        return ""
    if asked.outcome is Outcome.SKIPPED:
        return UNASKED
    return NAGGING if slot.kind is Kind.REMINDER and at - asked.at < APART else ""
