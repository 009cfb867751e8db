"""People: who belongs to which department, and what they may do."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

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
        return user in self.people

    @property
    def people(self) -> tuple[UserId, ...]:
        """Everybody who works here, once each, whoever leads it first."""
        lead = () if self.lead is None else (self.lead,)
        return tuple(dict.fromkeys((*lead, *self.approvers, *self.members)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A shop of the retailer. Its manager may propose posts.

    Attributes:
        city: where customers would say it is; empty where nobody said.
    """

    key: str
    name: str
    city: str = ""
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


SHIPPED_DEPARTMENTS = (
    Department(key="ecommerce", name="E-commerce"),
    Department(key="marketing", name="Marketing"),
    Department(key="hr", name="HR"),
    Department(key="field-ops", name="Field operations"),
)
