"""A workspace between value and row."""

from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from domain.campaign import Campaign
from domain.freeze import Freeze, Kept, Scope, ScopeKind
from domain.journey import Step, StepName
from domain.people import Absence, ChannelId, Department, Store, UserId, WorkspaceId
from domain.timetable import SHIPPED_TIMETABLE, Kind, WeekTime
from domain.workspaces import Workspace
from storage.checklists import checklist_of, checklist_values
from storage.rows.people import WorkspaceRow


def workspace_values(workspace: Workspace) -> dict[str, Any]:
    """The columns that keep this workspace."""
    return {
        "workspace": workspace.id,
        "desk": workspace.desk,
        "leadership": workspace.leadership,
        "timezone": workspace.timezone,
        "admins": list(workspace.admins),
        "leaders": list(workspace.leaders),
        "departments": [asdict(one) for one in workspace.departments],
        "stores": [asdict(one) for one in workspace.stores],
        "timetable": {kind: str(workspace.timetable.of(kind)) for kind in Kind},
        "absences": [_absence_values(one) for one in workspace.absences],
        "deactivated": sorted(workspace.deactivated),
        "freezes": [_freeze_values(one) for one in workspace.freezes],
        "campaigns": [_campaign_values(one) for one in workspace.campaigns],
        "step_names": {one.step.value: one.name for one in workspace.step_names},
        "checklist": checklist_values(workspace.checklist),
    }


def workspace_of(row: WorkspaceRow) -> Workspace:
    """The workspace that a row keeps."""
    return Workspace(
        id=WorkspaceId(row.workspace),
        desk=ChannelId(row.desk) if row.desk is not None else None,
        leadership=ChannelId(row.leadership) if row.leadership is not None else None,
        timezone=row.timezone,
        admins=_users(row.admins),
        leaders=_users(row.leaders),
        departments=tuple(_department(one) for one in row.departments),
        stores=tuple(Store(**{**one, "manager": _user(one["manager"])}) for one in row.stores),
        timetable=SHIPPED_TIMETABLE.with_times(
            {Kind(kind): WeekTime.parse(when) for kind, when in row.timetable.items()}
        ),
        absences=tuple(_absence(one) for one in row.absences),
        deactivated=frozenset(_users(row.deactivated)),
        freezes=tuple(map(_freeze, row.freezes)),
        campaigns=tuple(map(_campaign, row.campaigns)),
        step_names=tuple(StepName(step=Step(key), name=name) for key, name in row.step_names.items()),
        checklist=checklist_of(row.checklist),
    )


def _department(kept: dict[str, Any]) -> Department:
    return Department(
        key=kept["key"],
        name=kept["name"],
        lead=_user(kept["lead"]),
        approvers=_users(kept["approvers"]),
        members=_users(kept["members"]),
        approver_group=kept.get("approver_group", ""),  # not there in what was kept before there were groups
    )


def _absence_values(absence: Absence) -> dict[str, Any]:
    return {
        "user": absence.user,
        "since": absence.since.astimezone(UTC).isoformat(),
        "until": absence.until.astimezone(UTC).isoformat(),
        "delegate": absence.delegate,
    }


def _absence(kept: dict[str, Any]) -> Absence:
    return Absence(
        user=UserId(kept["user"]),
        since=datetime.fromisoformat(kept["since"]),
        until=datetime.fromisoformat(kept["until"]),
        delegate=_user(kept["delegate"]),
    )


def _freeze_values(freeze: Freeze) -> dict[str, Any]:
    return {
        **asdict(freeze),
        "at": _moment(freeze.at),
        "since": _moment(freeze.since),
        "until": _moment(freeze.until) if freeze.until else None,
        "kept": [{**asdict(one), "at": _moment(one.at)} for one in freeze.kept],
    }


def _freeze(kept: dict[str, Any]) -> Freeze:
    scope = kept["scope"]
    return Freeze(
        id=kept["id"],
        scope=Scope(kind=ScopeKind(scope["kind"]), keys=tuple(scope["keys"]), words=tuple(scope["words"])),
        reason=kept["reason"],
        by=UserId(kept["by"]),
        at=datetime.fromisoformat(kept["at"]),
        since=datetime.fromisoformat(kept["since"]),
        until=datetime.fromisoformat(kept["until"]) if kept["until"] else None,
        kept=tuple(
            Kept(
                post=one["post"],
                by=UserId(one["by"]),
                at=datetime.fromisoformat(one["at"]),
                reason=one["reason"],
            )
            for one in kept["kept"]
        ),
        begun=kept["begun"],
    )


def _campaign_values(campaign: Campaign) -> dict[str, Any]:
    return {
        **asdict(campaign),
        "first": campaign.first.isoformat(),
        "last": campaign.last.isoformat(),
        "at": _moment(campaign.at),
        "closed_at": _moment(campaign.closed_at) if campaign.closed_at else None,
    }


def _campaign(kept: dict[str, Any]) -> Campaign:
    return Campaign(
        **{
            **kept,
            "owner": UserId(kept["owner"]),
            "departments": tuple(kept["departments"]),
            "first": date.fromisoformat(kept["first"]),
            "last": date.fromisoformat(kept["last"]),
            "at": datetime.fromisoformat(kept["at"]),
            "closed_by": _user(kept["closed_by"]),
            "closed_at": datetime.fromisoformat(kept["closed_at"]) if kept["closed_at"] else None,
        }
    )


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _user(kept: str | None) -> UserId | None:
    return None if kept is None else UserId(kept)


def _users(kept: list[str]) -> tuple[UserId, ...]:
    return tuple(UserId(one) for one in kept)
