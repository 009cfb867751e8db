"""People: the workspace as its admins set it up, and the members the bot has met."""

from functools import cache

from sqlalchemy import Executable, bindparam, or_, update
from sqlmodel import Session, select

from domain.people import Member, UserId, WorkspaceId
from domain.workspaces import Workspace
from storage.dialects import dialect_of, insert_into
from storage.ground import hold_ground, share_ground
from storage.rows.people import MemberRow, WorkspaceRow
from storage.rows.row import table
from storage.unavailable import Overtaken
from storage.workspace_rows import workspace_of, workspace_values

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
        return workspace_of(row) if row else Workspace(id=self._workspace)

    def share(self) -> None:
        """Let the workspace as it is read from here on stay so until this transaction ends. Posts held do the same.

        Raises:
            Unavailable: somebody is changing it for too long.
        """
        share_ground(self._session, self._workspace)

    def hold(self) -> None:
        """Change it alone, until this transaction ends: whoever is second then sees what was first.

        To be called before anything is shared and before posts are held. Nobody holds another post meanwhile, be it one
        that does not exist yet.

        Raises:
            Unavailable: somebody else changes it, or decides by it, for too long.
        """
        hold_ground(self._session, self._workspace)

    def save(self, workspace: Workspace) -> None:
        """Save all of it. What was read earlier in this transaction is what is replaced.

        Raises:
            ValueError: another workspace's; a fault of the program.
            Overtaken: somebody saved another change since it was read here; nothing was overwritten.
        """
        if workspace.id != self._workspace:
            raise ValueError(f"{workspace.id} is another workspace")
        if self._revision is None:
            self.workspace()
        assert self._revision is not None
        values = workspace_values(workspace) | {"revision": self._revision + 1}
        if self._revision == 0:
            saved = self._session.execute(_add(dialect_of(self._session)), values).scalar()
        else:
            which = {"its_workspace": self._workspace, "read": self._revision}
            saved = self._session.execute(_REPLACE, values | which).scalar()
        if saved is None:
            raise Overtaken("Somebody else changed the setup at the same moment.")
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
        return _member_of(row) if row else None

    def members(self) -> tuple[Member, ...]:
        """Everybody the bot has met."""
        rows = self._session.exec(select(MemberRow).where(MemberRow.workspace == self._workspace))
        return tuple(map(_member_of, rows))

    def names(self) -> dict[UserId, str]:
        """The name of everybody the bot has met."""
        rows = self._session.exec(
            select(MemberRow.user, MemberRow.name).where(MemberRow.workspace == self._workspace)
        )
        return {UserId(user): name for user, name in rows}


def _member_of(row: MemberRow) -> Member:
    return Member(user=UserId(row.user), name=row.name, timezone=row.timezone)
