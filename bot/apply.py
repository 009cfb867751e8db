"""`apply`: a workspace file becomes the workspace; what changes is said line by line."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from bot.lookup import Lookup
from bot.workspace_file import DepartmentEntry, StoreEntry, WorkspaceFile, read_workspace_file
from domain.audit import Action, Event
from domain.people import Department, Store, Workspace, WorkspaceId
from storage.database import Database


def apply_changed_file(
    path: Path, *, workspace: WorkspaceId, database: Database, lookup: Lookup, at: datetime
) -> tuple[str, ...]:
    """`apply_file`, unless this very content was the last that was applied.

    So a restart does not take back what admins have changed in Slack since.

    Raises:
        WrongFile: as `apply_file`.
    """
    with database.transaction(workspace) as transaction:
        applied = transaction.audit.of(path.name)
    if applied and applied[-1].event.detail["content"] == _fingerprint(path):
        return ()
    return apply_file(path, workspace=workspace, database=database, lookup=lookup, at=at)


def apply_file(
    path: Path, *, workspace: WorkspaceId, database: Database, lookup: Lookup, at: datetime
) -> tuple[str, ...]:
    """Make the workspace what the file says. Applying it again changes nothing.

    Returns:
        What changed, a line each; empty when everything was so already.

    Raises:
        WrongFile: the file is wrong, or names somebody or something that is not there. Nothing is changed.
    """
    entry = read_workspace_file(path)
    with database.transaction(workspace) as transaction:
        zone = transaction.people.workspace().timezone
    # Slack is asked while no transaction is open; what is replaced is read again in the one that saves.
    named = _workspace(entry, id=workspace, zone=zone, lookup=lookup)
    with database.transaction(workspace) as transaction:
        kept = transaction.people.workspace()
        wanted = _applied(named, to=kept)
        changes = tuple(differences(kept, wanted))
        applied = transaction.audit.of(path.name)
        detail = {"content": _fingerprint(path), "changes": "\n".join(changes)}
        if changes or not applied or applied[-1].event.detail["content"] != detail["content"]:
            transaction.people.save(wanted)
            transaction.audit.record(
                Event(action=Action.SETTINGS_APPLIED, by=None, at=at, subject=path.name, detail=detail)
            )
    return changes


def _fingerprint(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def differences(old: Workspace, new: Workspace) -> Iterator[str]:
    """What differs between two workspaces, in words for the operator."""
    for name in ("desk", "leadership", "timezone", "admins", "leaders"):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield f"{name}: {_shown(before)} → {_shown(after)}"
    yield from _entry_differences("department", old.departments, new.departments)
    yield from _entry_differences("store", old.stores, new.stores)


def _entry_differences(
    what: str, old: Iterable[Department | Store], new: Iterable[Department | Store]
) -> Iterator[str]:
    before, after = {one.key: one for one in old}, {one.key: one for one in new}
    for key in before.keys() - after.keys():
        yield f"{what} {key}: removed"
    for key, one in after.items():
        if key not in before:
            yield f"{what} {key}: added ({one.name})"
        for field in fields(one) if key in before else ():
            was, is_now = getattr(before[key], field.name), getattr(one, field.name)
            if was != is_now:
                yield f"{what} {key}, {field.name}: {_shown(was)} → {_shown(is_now)}"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "nobody"
    return "none" if value in (None, "") else str(value)


def _applied(named: Workspace, *, to: Workspace) -> Workspace:
    """The workspace with all that the file names; what only Slack's side sets up stays as it is."""
    groups = {one.key: one.approver_group for one in to.departments}
    return replace(
        to,
        desk=named.desk,
        leadership=named.leadership,
        timezone=named.timezone,
        admins=named.admins,
        leaders=named.leaders,
        departments=tuple(replace(one, approver_group=groups.get(one.key, "")) for one in named.departments),
        stores=named.stores,
    )


def _workspace(entry: WorkspaceFile, *, id: WorkspaceId, zone: str, lookup: Lookup) -> Workspace:
    zone = entry.timezone or zone
    return Workspace(
        id=id,
        desk=lookup.channel(entry.desk),
        leadership=lookup.channel(entry.leadership) if entry.leadership else None,
        timezone=zone,
        admins=tuple(map(lookup.user, entry.admins)),
        leaders=tuple(map(lookup.user, entry.leaders)),
        departments=tuple(_department(one, lookup) for one in entry.department),
        stores=tuple(_store(one, zone, lookup) for one in entry.store),
    )


def _department(entry: DepartmentEntry, lookup: Lookup) -> Department:
    return Department(
        key=entry.key,
        name=entry.name,
        lead=lookup.user(entry.lead) if entry.lead else None,
        approvers=tuple(map(lookup.user, entry.approvers)),
        members=tuple(map(lookup.user, entry.members)),
    )


def _store(entry: StoreEntry, zone: str, lookup: Lookup) -> Store:
    return Store(
        key=entry.key,
        name=entry.name,
        region=entry.region,
        timezone=entry.timezone or zone,
        manager=lookup.user(entry.manager) if entry.manager else None,
    )
