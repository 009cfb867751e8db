"""A workspace: everything its admins set up, and who is what in it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from domain.campaign import Campaign
from domain.checklist import SHIPPED_CHECKLIST, Item
from domain.freeze import Freeze
from domain.journey import Step, StepName
from domain.people import (
    SHIPPED_DEPARTMENTS,
    Absence,
    ChannelId,
    Department,
    Role,
    Store,
    UserId,
    WorkspaceId,
)
from domain.timetable import SHIPPED_TIMETABLE, Timetable


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
        step_names: of the steps of the customer's way that the company calls otherwise.
        campaigns: all that were ever begun, the newest last.
        checklist: what is ticked before a promise that stores have to keep goes out; never empty.
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
    step_names: tuple[StepName, ...] = ()
    checklist: tuple[Item, ...] = SHIPPED_CHECKLIST

    def department(self, key: str) -> Department | None:
        """The department with this key, or None."""
        return next((one for one in self.departments if one.key == key), None)

    def department_name(self, key: str) -> str:
        """The name people know; the key itself for a department that no longer exists."""
        found = self.department(key)
        return found.name if found else key

    def step_name(self, step: Step) -> str:
        """What the company calls a step of the customer's way."""
        return next((one.name for one in self.step_names if one.step is step), step.value)

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

    def knows(self, user: UserId) -> bool:
        """Whether this person is anybody here: holds a role, with a Slack account that is still there."""
        return user not in self.deactivated and bool(self.roles_of(user))

    def stores_of(self, user: UserId) -> tuple[Store, ...]:
        """The stores that this person manages, in the workspace's order."""
        return tuple(one for one in self.stores if one.manager == user)

    def limited(self, user: UserId) -> bool:
        """Whether this person is somebody here only as manager of stores: they act for these and nothing else."""
        return self.roles_of(user) == {Role.CONTRIBUTOR} and not self.departments_of(user)

    def is_staff(self, user: UserId) -> bool:
        """Whether this person is somebody here beyond any store: in a department, a leader or an admin."""
        return self.knows(user) and not self.limited(user)

    def roles_of(self, user: UserId) -> frozenset[Role]:
        """Every role this person holds; empty for somebody the workspace does not know."""
        # Departments first: there can be thousands of stores.
        belongs = self.departments_of(user) or any(store.manager == user for store in self.stores)
        held = {
            Role.CONTRIBUTOR: bool(belongs),
            Role.APPROVER: any(user in one.approvers for one in self.departments),
            Role.LEADER: user in self.leaders,
            Role.ADMIN: user in self.admins,
        }
        return frozenset(role for role, holds in held.items() if holds)
