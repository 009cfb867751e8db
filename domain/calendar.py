"""The calendar: what goes out, and how a customer near one store meets it, across departments and networks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from domain.journey import Step
from domain.networks import Network
from domain.people import Store
from domain.posts import PostId, State
from domain.weeks import Week
from domain.zones import zone

CROWDED = 3
"""So many posts on one day are more than a customer takes in (PRODUCT.md, section 1: the impression is singular)."""
TO_COME = frozenset({State.IN_REVIEW, State.CHANGES_REQUESTED, State.APPROVED})
"""What is on its way out."""
PLANNED = TO_COME | {State.ON_HOLD, State.PUBLISHED, State.MEASURED}
"""What a calendar shows: that, what is held up, and what went out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A post at its time, as much of it as a calendar shows; `publish_at` is in UTC, `stores` are keys."""

    post: PostId
    title: str
    department: str
    publish_at: datetime
    state: State
    stores: tuple[str, ...]
    networks: tuple[Network, ...] = ()
    step: Step | None = None

    def reaches(self, store: Store | None) -> bool:
        """Whether a customer near this store meets it; without a store, whether every customer does."""
        return not self.stores or (store is not None and store.key in self.stores)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomersDay:
    """What a customer meets on one day, by time."""

    day: date
    meets: tuple[Coming, ...]

    @property
    def crowded(self) -> bool:
        """Whether it is too much at once."""
        return len(self.meets) >= CROWDED


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomersWeek:
    """A week as a customer meets it.

    Attributes:
        store: near which; None for what every customer meets.
        timezone: the IANA zone whose days these are.
        days: all seven, Monday first.
    """

    week: Week
    store: Store | None
    timezone: str
    days: tuple[CustomersDay, ...]

    @property
    def meets(self) -> tuple[Coming, ...]:
        """Everything, by time."""
        return tuple(post for day in self.days for post in day.meets)

    @property
    def unserved(self) -> tuple[Step, ...]:
        """The steps of the customer's way that no post of the week serves, in their order."""
        return unserved(one.step for one in self.meets)

    @property
    def without_step(self) -> int:
        """How many posts say no step."""
        return sum(one.step is None for one in self.meets)


def unserved(steps: Iterable[Step | None]) -> tuple[Step, ...]:
    """The steps that are none of these, in the order of the customer's way."""
    served = set(steps)
    return tuple(one for one in Step if one not in served)


def customers_week(
    coming: Iterable[Coming], *, store: Store | None, week: Week, timezone: str
) -> CustomersWeek:
    """What a customer near a store meets in a week: what touches no store, and what touches theirs.

    Args:
        coming: posts of that week, by time; those outside it are left out.
        timezone: the IANA zone whose days these are: the store's own.
    """
    met = dict(by_day((one for one in coming if one.reaches(store)), timezone=timezone))
    days = (week.monday + timedelta(days=number) for number in range(7))
    return CustomersWeek(
        week=week,
        store=store,
        timezone=timezone,
        days=tuple(CustomersDay(day=one, meets=met.get(one, ())) for one in days),
    )


def busiest_store(coming: Iterable[Coming], *, stores: Sequence[Store]) -> Store | None:
    """The store that most of these posts touch, of several the first; None when they touch none of these stores."""
    touched = Counter(key for one in coming for key in set(one.stores))
    found = max(stores, key=lambda one: touched[one.key], default=None)
    return found if found and touched[found.key] else None


def met_near(coming: Sequence[Coming], *, stores: Sequence[Store]) -> tuple[Store | None, tuple[Coming, ...]]:
    """What a customer near one store meets: the store that most posts touch, and these with those for everybody.

    No store, when no post touches any; then it is what a customer meets anywhere.
    """
    store = busiest_store(coming, stores=stores)
    return store, tuple(one for one in coming if one.reaches(store))


def by_day(coming: Iterable[Coming], *, timezone: str) -> tuple[tuple[date, tuple[Coming, ...]], ...]:
    """The same posts, which come by time, under the days of an IANA zone on which they go out."""
    here = zone(timezone)
    days = groupby(coming, key=lambda one: one.publish_at.astimezone(here).date())
    return tuple((day, tuple(posts)) for day, posts in days)
