"""People: the workspace as its admins set it up, and the members the bot has met."""

from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, bindparam, or_, update
from sqlmodel import Session, select

from domain.people import (
    Absence,
    ChannelId,
    Department,
    Freeze,
    Kept,
    Member,
    Scope,
    ScopeKind,
    Store,
    UserId,
    Workspace,
    WorkspaceId,
)
from domain.timetable import SHIPPED_TIMETABLE, Kind, WeekTime
from storage.dialects import dialect_of, hold, insert_into
from storage.rows.people import MemberRow, WorkspaceRow
from storage.rows.row import table
from storage.unavailable import Unavailable

_WORKSPACES = table(WorkspaceRow)
_MEMBERS = table(MemberRow)
_WORKSPACE = (
    select(WorkspaceRow)
    .where(WorkspaceRow.workspace == bindparam("workspace"))
    .execution_options(populate_existing=True)
)
_REPLACE = (
    update(_WORKSPACES)
    .where(
        _WORKSPACES.c.workspace == bindparam("its_workspace"),
        _WORKSPACES.c.revision == bindparam("read"),
    )
    .returning(_WORKSPACES.c.revision)
)
_MEMBER = (
    select(MemberRow)
    .where(MemberRow.workspace == bindparam("workspace"), MemberRow.user == bindparam("user"))
    .execution_options(populate_existing=True)
)


@cache
def _add(dialect: str) -> Executable:
    return (
        insert_into(_WORKSPACES, dialect=dialect).on_conflict_do_nothing().returning(_WORKSPACES.c.revision)
    )


@cache
def _see(dialect: str) -> Executable:
    seen = insert_into(_MEMBERS, dialect=dialect)
    # Most of the time nothing is new; then nothing is written.
    changed = or_(_MEMBERS.c.name != seen.excluded.name, _MEMBERS.c.timezone != seen.excluded.timezone)
    return seen.on_conflict_do_update(
        index_elements=["workspace", "user"],
        set_={"name": seen.excluded.name, "timezone": seen.excluded.timezone},
        where=changed,
    )


class People:
    """The people of one workspace, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session
        self._revision: int | None = None

    def workspace(self) -> Workspace:
        """The workspace as it was last saved, or with its defaults when it never was."""
        row = self._session.exec(_WORKSPACE, params={"workspace": self._workspace}).one_or_none()
        self._revision = row.revision if row else 0
        return _workspace_of(row) if row else Workspace(id=self._workspace)

    def hold(self) -> None:
        """Freeze and thaw alone, until this transaction ends: whoever is second then sees what was first.

        Raises:
            Unavailable: somebody else does so for too long.
        """
        hold(self._session, f"freezes {self._workspace}")

    def save(self, workspace: Workspace) -> None:
        """Save all of it. What was read earlier in this transaction is what is replaced.

        Raises:
            ValueError: another workspace's; a fault of the program.
            Unavailable: somebody saved another change since it was read here; nothing was overwritten.
        """
        if workspace.id != self._workspace:
            raise ValueError(f"{workspace.id} is another workspace")
        if self._revision is None:
            self.workspace()
        assert self._revision is not None
        values = _values(workspace) | {"revision": self._revision + 1}
        if self._revision == 0:
            saved = self._session.execute(_add(dialect_of(self._session)), values).scalar()
        else:
            which = {"its_workspace": self._workspace, "read": self._revision}
            saved = self._session.execute(_REPLACE, values | which).scalar()
        if saved is None:
            raise Unavailable("Somebody else changed the setup at the same moment.")
        self._revision = saved

    def saw(self, member: Member) -> None:
        """Remember somebody's name and time zone as Slack gave them last."""
        values = {
            "workspace": self._workspace,
            "user": member.user,
            "name": member.name,
            "timezone": member.timezone,
        }
        self._session.execute(_see(dialect_of(self._session)), values)

    def member(self, user: UserId) -> Member | None:
        """Somebody the bot has met, or None."""
        row = self._session.exec(_MEMBER, params={"workspace": self._workspace, "user": user}).one_or_none()
        return Member(user=UserId(row.user), name=row.name, timezone=row.timezone) if row else None

    def members(self) -> tuple[Member, ...]:
        """Everybody the bot has met."""
        rows = self._session.exec(select(MemberRow).where(MemberRow.workspace == self._workspace))
        return tuple(Member(user=UserId(one.user), name=one.name, timezone=one.timezone) for one in rows)

    def names(self) -> dict[UserId, str]:
        """The name of everybody the bot has met."""
        rows = self._session.exec(
            select(MemberRow.user, MemberRow.name).where(MemberRow.workspace == self._workspace)
        )
        return {UserId(user): name for user, name in rows}


def _values(workspace: Workspace) -> dict[str, Any]:
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
    }


def _workspace_of(row: WorkspaceRow) -> Workspace:
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


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _user(kept: str | None) -> UserId | None:
    return None if kept is None else UserId(kept)


def _users(kept: list[str]) -> tuple[UserId, ...]:
    return tuple(UserId(one) for one in kept)
