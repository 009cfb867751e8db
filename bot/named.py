"""What a workspace file names, found in Slack: the people, channels, departments and stores as values."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from bot.complaints import WrongFile
from bot.lookup import Lookup
from bot.workspace_entries import DepartmentEntry, StoreEntry, WorkspaceFile
from bot.workspace_file import misplaced
from domain.people import ChannelId, Department, Store, UserId, WorkspaceId
from domain.workspaces import Workspace

Id = TypeVar("Id", UserId, ChannelId)
_ID = re.compile(r"\b[CGUW][A-Z0-9]+\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Finds what a file names, says where what cannot be found stands, and remembers which id goes by which name."""

    path: Path
    lookup: Lookup
    given: dict[str, str] = field(default_factory=dict)

    def user(self, named: str, *place: str | int) -> UserId:
        """Somebody, by id, @handle or address."""
        return self._found(self.lookup.user, named, place)

    def users(self, named: Iterable[str], *place: str | int) -> tuple[UserId, ...]:
        """`user` for each of them."""
        return tuple(self.user(one, *place, number) for number, one in enumerate(named))

    def person(self, named: str, *place: str | int) -> UserId:
        """The same, of people only: a bot cannot sign."""
        return self._found(self.lookup.person, named, place)

    def people(self, named: Iterable[str], *place: str | int) -> tuple[UserId, ...]:
        """`person` for each of them."""
        return tuple(self.person(one, *place, number) for number, one in enumerate(named))

    def channel(self, named: str, *place: str | int) -> ChannelId:
        """A channel, by id or #name."""
        return self._found(self.lookup.channel, named, place)

    def _found(self, look_up: Callable[[str], Id], named: str, place: tuple[str | int, ...]) -> Id:
        try:
            found = look_up(named)
        except WrongFile as error:
            raise misplaced(self.path, place, str(error)) from None
        if found != named:
            self.given[found] = named
        return found

    def beside_ids(self, line: str) -> str:
        """The line, with the name that the file gives behind each id."""
        return _ID.sub(lambda id: f"{id[0]} ({self.given[id[0]]})" if id[0] in self.given else id[0], line)


def named_workspace(entry: WorkspaceFile, *, id: WorkspaceId, zone: str, names: Names) -> Workspace:
    """The workspace as the file has it, and nothing that it does not tell of.

    Args:
        zone: the time zone (IANA name) where the file names none.

    Raises:
        WrongFile: it names somebody or something that is not there.
    """
    zone = entry.timezone or zone
    return Workspace(
        id=id,
        desk=names.channel(entry.desk, "desk"),
        leadership=names.channel(entry.leadership, "leadership") if entry.leadership else None,
        timezone=zone,
        admins=names.people(entry.admins, "admins"),
        leaders=names.users(entry.leaders, "leaders"),
        departments=tuple(_department(one, number, names) for number, one in enumerate(entry.department)),
        stores=tuple(_store(one, number, zone, names) for number, one in enumerate(entry.store)),
    )


def _department(entry: DepartmentEntry, number: int, names: Names) -> Department:
    return Department(
        key=entry.key,
        name=entry.name,
        lead=names.person(entry.lead, "department", number, "lead") if entry.lead else None,
        approvers=names.people(entry.approvers, "department", number, "approvers"),
        members=names.users(entry.members, "department", number, "members"),
    )


def _store(entry: StoreEntry, number: int, zone: str, names: Names) -> Store:
    return Store(
        key=entry.key,
        name=entry.name,
        city=entry.city,
        region=entry.region,
        timezone=entry.timezone or zone,
        manager=names.user(entry.manager, "store", number, "manager") if entry.manager else None,
    )
