"""What a freeze is: what it stops, from when to when, and what keeps running in spite of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.people import UserId


class ScopeKind(StrEnum):
    """By what a freeze chooses posts."""

    ALL = "all"
    DEPARTMENT = "department"
    CAMPAIGN = "campaign"
    REGION = "region"
    STORE = "store"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which posts a freeze touches.

    Attributes:
        keys: of departments, campaigns or stores, or names of regions; a post belongs to one of them.
        words: topics; where there are any, only posts in which one of them occurs.
    """

    kind: ScopeKind = ScopeKind.ALL
    keys: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One post that goes on although a freeze touches it: by id, with who said so, when (UTC) and why."""

    post: str
    by: UserId
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    """Nothing that it touches is approved or goes out, until somebody thaws it or its time is over.

    Attributes:
        at: when it was asked for, in UTC.
        since: its first moment, in UTC; later than `at` where it was planned.
        until: when it thaws by itself, in UTC; None where somebody has to.
        kept: the posts that go on.
        begun: whether it was announced. From then on it counts by whatever clock.
    """

    id: str
    scope: Scope
    reason: str
    by: UserId
    at: datetime
    since: datetime
    until: datetime | None = None
    kept: tuple[Kept, ...] = ()
    begun: bool = False

    def counts(self, at: datetime) -> bool:
        """Whether it is in force at this moment; past its end too, as only thawing looks at what became overdue."""
        return self.begun or self.since <= at
