"""Policies: every version that was in force; the newest is."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlmodel import Session

from domain.journey import Step
from domain.networks import Network
from domain.people import UserId, WorkspaceId
from domain.policy import BEFORE_ANY_CHANGE, Policy, PolicyVersion
from domain.routes import Condition, Route
from domain.trusted_routes import SHIPPED_TRUSTED, TrustedRoute
from storage.numbered import Numbered
from storage.rows.policies import PolicyRow

_WORDS = ("departments", "tags", "finding_tags", "regions", "campaigns")
"""The parts of a condition that are words and nothing else."""


class Policies:
    """The policy of one workspace, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._versions = Numbered(PolicyRow, name="policy", workspace=workspace, session=session)

    def newest(self) -> PolicyVersion:
        """The version in force, for reading; number 0 is the shipped policy, when nobody changed it."""
        row = self._versions.newest()
        return _version_of(row) if row else BEFORE_ANY_CHANGE

    def current(self) -> Policy:
        """The policy to decide with: it stays in force until this transaction ends.

        Raises:
            Unavailable: somebody is changing it for too long.
        """
        self._versions.share()
        return self.newest().policy

    def history(self) -> tuple[PolicyVersion, ...]:
        """Every version, the newest first."""
        return tuple(map(_version_of, self._versions.all()))

    def replace(self, policy: Policy, *, by: UserId | None, at: datetime) -> PolicyVersion:
        """Put a policy in force, once nobody decides with the old one any more.

        Raises:
            Unavailable: somebody else decides or changes it for too long.
        """
        number = self._versions.add(
            by=by,
            at=at,
            routes=[_route_values(one) for one in policy.routes],
            trusted=[_trusted_values(one) for one in policy.trusted],
        )
        return PolicyVersion(policy=policy, number=number, by=by, at=at)


def _version_of(row: PolicyRow) -> PolicyVersion:
    return PolicyVersion(
        policy=Policy(
            routes=tuple(map(_route_of, row.routes)),
            trusted=SHIPPED_TRUSTED if row.trusted is None else tuple(map(_trusted_of, row.trusted)),
        ),
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


def _trusted_values(trusted: TrustedRoute) -> dict[str, Any]:
    return {**asdict(trusted), "templates": sorted(trusted.templates)}


def _trusted_of(kept: dict[str, Any]) -> TrustedRoute:
    return TrustedRoute(**{**kept, "templates": frozenset(kept["templates"])})


def _condition_values(condition: Condition) -> dict[str, Any]:
    return {
        **{part: sorted(getattr(condition, part)) for part in _WORDS},
        "networks": sorted(condition.networks),
        "stores": condition.stores,
        "shows_people": condition.shows_people,
        "over_budget": condition.over_budget,
        "steps": sorted(condition.steps),
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
        steps=frozenset(map(Step, kept.get("steps", ()))),
    )
