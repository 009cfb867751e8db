"""People: who belongs to which department, and what they may do."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from domain.timetable import SHIPPED_TIMETABLE, Timetable

WorkspaceId = NewType("WorkspaceId", str)
ChannelId = NewType("ChannelId", str)


class UserId(str):
    """A Slack user's id. A type of its own, so that a sentence can mention the person it names."""

    __slots__ = ()


class Role(StrEnum):
    """What somebody may do in a workspace; a person can hold several."""

    CONTRIBUTOR = "contributor"
    APPROVER = "approver"
    LEADER = "leader"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody the bot has met: their Slack name and IANA time zone, as Slack last gave them."""

    user: UserId
    name: str
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """One of the departments that share the desk.

    Attributes:
        approver_group: id of the Slack user group that stands for the approvers; empty when they are
            named one by one.
    """

    key: str
    name: str
    lead: UserId | None = None
    approvers: tuple[UserId, ...] = ()
    members: tuple[UserId, ...] = ()
    approver_group: str = ""

    def has(self, user: UserId) -> bool:
        """Whether this person works here, in whatever role."""
        return user == self.lead or user in self.approvers or user in self.members


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A shop of the retailer. Its manager may propose posts."""

    key: str
    name: str
    region: str = ""
    timezone: str = "UTC"
    manager: UserId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Somebody is away and may have named who signs for them meanwhile.

    Attributes:
        since: the first moment, in UTC.
        until: the first moment at which they are back, in UTC.
    """

    user: UserId
    since: datetime
    until: datetime
    delegate: UserId | None = None

    def covers(self, at: datetime) -> bool:
        """Whether they are away at this moment."""
        return self.since <= at < self.until


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """What several posts are for.

    Attributes:
        name: by which posts, routes and freezes know it; never changes.
        purpose: one sentence, which stands on the card of each of its posts.
        departments: keys of those that take part; empty for all.
        first: its first day, in the workspace's zone.
        last: its last day; posts can name it until then.
        measure: key of the measure of results by which it is counted; empty for none.
        counts: what is counted, where that measure is each post's own figure.
        target: how much its posts shall bring together, in the measure's unit; None without one.
        gap: hours that are to lie between two of its posts on a network; None where nobody said.
        budget: in whole units of the company's currency; None where nobody said.
        tracking: whether the links of its posts shall carry UTM values.
        revision: raised with each change.
        at: when it was changed last, in UTC.
        closed_at: since when no new post can name it, in UTC; None while it is open.
    """

    name: str
    purpose: str
    owner: UserId
    departments: tuple[str, ...] = ()
    first: date
    last: date
    measure: str = ""
    counts: str = ""
    target: float | None = None
    gap: int | None = None
    cost_centre: str = ""
    budget: int | None = None
    tracking: bool = False
    revision: int = 1
    at: datetime
    closed_by: UserId | None = None
    closed_at: datetime | None = None


SHIPPED_DEPARTMENTS = (
    Department(key="ecommerce", name="E-commerce"),
    Department(key="marketing", name="Marketing"),
    Department(key="hr", name="HR"),
    Department(key="field-ops", name="Field operations"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A Slack team and everything an admin sets up for it.

    Attributes:
        desk: the one channel where posts are proposed and approved.
        leadership: where digests go; None until an admin names it.
        timezone: the IANA zone in which the workspace's days and weeks begin.
        timetable: when check-ins and digest are, week by week.
        absences: who is, was or will be away; of several at one moment the latest entry counts.
        deactivated: people whose Slack account is gone; they can neither be asked nor decide.
        freezes: those in force and those planned, in the order in which they were asked for.
        campaigns: all that were ever begun, the newest last.
    """

    id: WorkspaceId
    desk: ChannelId | None = None
    leadership: ChannelId | None = None
    timezone: str = "UTC"
    admins: tuple[UserId, ...] = ()
    leaders: tuple[UserId, ...] = ()
    departments: tuple[Department, ...] = SHIPPED_DEPARTMENTS
    stores: tuple[Store, ...] = ()
    timetable: Timetable = SHIPPED_TIMETABLE
    absences: tuple[Absence, ...] = ()
    deactivated: frozenset[UserId] = frozenset()
    freezes: tuple[Freeze, ...] = ()
    campaigns: tuple[Campaign, ...] = ()

    def department(self, key: str) -> Department | None:
        """The department with this key, or None."""
        return next((one for one in self.departments if one.key == key), None)

    def department_name(self, key: str) -> str:
        """The name people know; the key itself for a department that no longer exists."""
        found = self.department(key)
        return found.name if found else key

    def with_department(self, changed: Department) -> "Workspace":
        """The workspace with this department in the place of the one with its key."""
        return replace(
            self, departments=tuple(changed if one.key == changed.key else one for one in self.departments)
        )

    @property
    def everybody(self) -> frozenset[UserId]:
        """Everybody it names, in whatever role; those whose account is gone included."""
        named = {*self.admins, *self.leaders, *(one.manager for one in self.stores)}
        for one in self.departments:
            named |= {one.lead, *one.approvers, *one.members}
        return frozenset(user for user in named if user is not None)

    def regions_of(self, stores: Iterable[str]) -> frozenset[str]:
        """The regions in which the stores with these keys are."""
        wanted = set(stores)
        return frozenset(one.region for one in self.stores if one.key in wanted and one.region)

    def absence_of(self, user: UserId, *, at: datetime | None) -> Absence | None:
        """Why somebody is not there at this moment; None when they are, or when no moment is given."""
        return next(
            (one for one in reversed(self.absences) if at and one.user == user and one.covers(at)), None
        )

    def departments_of(self, user: UserId) -> tuple[Department, ...]:
        """Where this person works, in the workspace's order."""
        return tuple(one for one in self.departments if one.has(user))

    def roles_of(self, user: UserId) -> frozenset[Role]:
        """Every role this person holds; empty for somebody the workspace does not know."""
        manages = any(store.manager == user for store in self.stores)
        held = {
            Role.CONTRIBUTOR: manages or bool(self.departments_of(user)),
            Role.APPROVER: any(user in one.approvers for one in self.departments),
            Role.LEADER: user in self.leaders,
            Role.ADMIN: user in self.admins,
        }
        return frozenset(role for role, holds in held.items() if holds)
