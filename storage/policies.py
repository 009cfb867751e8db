"""Policies: every version that was in force; the newest is."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert
from sqlmodel import Session, col, select

from domain.networks import Network
from domain.people import UserId, WorkspaceId
from domain.policy import BEFORE_ANY_CHANGE, Policy, PolicyVersion
from domain.routes import Condition, Route
from storage.dialects import hold, share
from storage.rows.policies import PolicyRow
from storage.rows.row import table

_VERSIONS = (
    select(PolicyRow)
    .where(PolicyRow.workspace == bindparam("workspace"))
    .order_by(col(PolicyRow.number).desc())
)
_NEWEST = _VERSIONS.limit(1)
_ADD = insert(table(PolicyRow))
_WORDS = ("departments", "tags", "finding_tags", "regions", "campaigns")
"""The parts of a condition that are words and nothing else."""


class Policies:
    """The policy of one workspace, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session
        self._name = f"policy {workspace}"

    def newest(self) -> PolicyVersion:
        """The version in force, for reading; number 0 is the shipped policy, when nobody changed it."""
        row = self._session.exec(_NEWEST, params={"workspace": self._workspace}).one_or_none()
        return _version_of(row) if row else BEFORE_ANY_CHANGE

    def current(self) -> Policy:
        """The policy to decide with: it stays in force until this transaction ends.

        Raises:
            Unavailable: somebody is changing it for too long.
        """
        share(self._session, self._name)
        return self.newest().policy

    def history(self) -> tuple[PolicyVersion, ...]:
        """Every version, the newest first."""
        return tuple(map(_version_of, self._session.exec(_VERSIONS, params={"workspace": self._workspace})))

    def replace(self, policy: Policy, *, by: UserId | None, at: datetime) -> PolicyVersion:
        """Put a policy in force, once nobody decides with the old one any more.

        Raises:
            Unavailable: somebody else decides or changes it for too long.
        """
        hold(self._session, self._name)
        number = self.newest().number + 1
        values = {
            "workspace": self._workspace,
            "number": number,
            "by": by,
            "at": at,
            "routes": [_route_values(one) for one in policy.routes],
        }
        self._session.execute(_ADD, values)
        return PolicyVersion(policy=policy, number=number, by=by, at=at)


def _version_of(row: PolicyRow) -> PolicyVersion:
    return PolicyVersion(
        policy=Policy(routes=tuple(map(_route_of, row.routes))),
        number=row.number,
        by=None if row.by is None else UserId(row.by),
        at=row.at,
    )


def _route_values(route: Route) -> dict[str, Any]:
    return {
        "name": route.name,
        "because": route.because,
        "departments": list(route.departments),
        "when": [_condition_values(one) for one in route.when],
        "approvers": route.approvers,
        "after": list(route.after),
        "readiness": route.readiness,
    }


def _condition_values(condition: Condition) -> dict[str, Any]:
    return {
        **{part: sorted(getattr(condition, part)) for part in _WORDS},
        "networks": sorted(condition.networks),
        "stores": condition.stores,
        "shows_people": condition.shows_people,
        "over_budget": condition.over_budget,
    }


def _route_of(kept: dict[str, Any]) -> Route:
    return Route(
        name=kept["name"],
        because=kept["because"],
        departments=tuple(kept["departments"]),
        when=tuple(map(_condition_of, kept["when"])),
        approvers=kept["approvers"],
        after=tuple(kept["after"]),
        readiness=kept["readiness"],
    )


def _condition_of(kept: dict[str, Any]) -> Condition:
    return Condition(
        **{part: frozenset(kept[part]) for part in _WORDS},
        networks=frozenset(map(Network, kept["networks"])),
        stores=kept["stores"],
        shows_people=kept["shows_people"],
        over_budget=kept["over_budget"],
    )
