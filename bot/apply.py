"""`apply`: a workspace file becomes the workspace; what changes is said line by line."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from bot.complaints import WrongFile
from bot.lookup import Lookup
from bot.named import Names, named_workspace
from bot.removals import Removals, removals, with_all
from bot.workspace_entries import WorkspaceFile
from bot.workspace_file import misplaced, read_workspace_file
from domain.audit import Action, Event
from domain.charter import tidied
from domain.charter_changes import charter_lines
from domain.differences import differences
from domain.journey import Step
from domain.people import SHIPPED_DEPARTMENTS, WorkspaceId
from domain.refusals import Refusal
from domain.step_names import name_problems, with_names
from domain.store_plan import refuse_removal
from domain.timetable import Timetable
from domain.workspaces import Workspace
from handlers.changing import keep_change
from handlers.charter_news import keep_charter
from storage.database import Database, Transaction


def apply_changed_file(
    path: Path,
    *,
    workspace: WorkspaceId,
    database: Database,
    lookup: Lookup,
    new_id: Callable[[], str],
    at: datetime,
    may_remove: Callable[[Removals], bool] = lambda _: False,
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
    return apply_file(
        path,
        workspace=workspace,
        database=database,
        lookup=lookup,
        new_id=new_id,
        at=at,
        may_remove=may_remove,
    )


def apply_file(
    path: Path,
    *,
    workspace: WorkspaceId,
    database: Database,
    lookup: Lookup,
    new_id: Callable[[], str],
    at: datetime,
    may_remove: Callable[[Removals], bool] = lambda _: False,
) -> tuple[str, ...]:
    """Make the workspace what the file says. Applying it again changes nothing.

    Posts under way follow in the same transaction: they are asked anew, and their cards show it.

    Args:
        may_remove: asked before anything goes that the file does not name; without leave departments and stores stay.

    Returns:
        What changed, a line each; empty when everything was so already.

    Raises:
        WrongFile: the file is wrong, names somebody or something that is not there, or lacks a store that a post names.
            Nothing is changed.
    """
    entry = read_workspace_file(path)
    with database.transaction(workspace) as transaction:
        zone = transaction.people.workspace().timezone
    # Slack is asked while no transaction is open; what is replaced is read again in the one that saves.
    names = Names(path=path, lookup=lookup)
    named = named_workspace(entry, id=workspace, zone=zone, names=names)
    with database.snapshot(workspace) as seen:
        gone = _gone(seen, named)
    goes = bool(gone) and may_remove(gone)
    with database.transaction(workspace) as transaction:
        transaction.people.hold()
        before = transaction.people.workspace()
        applied_to = _applied(named, to=before)
        if goes:
            _refuse_unseen(_gone(transaction, named), gone, transaction, at=at, path=path)
        else:
            applied_to = with_all(before, applied_to)
        wanted = replace(applied_to, timetable=_timetable(entry, before.timetable, path))
        wanted = _with_steps(wanted, entry, path)
        wanted = _with_checklist(wanted, entry)
        charter = transaction.charters.newest().charter
        written = tidied(entry.charter.charter(charter), workspace=wanted)
        in_charter = charter_lines(charter, written, workspace=wanted)
        changes = (*differences(before, wanted), *in_charter)
        applied = transaction.audit.of(path.name)
        detail = {"content": _fingerprint(path), "changes": "\n".join(changes)}
        if changes or not applied or applied[-1].event.detail["content"] != detail["content"]:
            event = Event(action=Action.SETTINGS_APPLIED, by=None, at=at, subject=path.name, detail=detail)
            keep_change(transaction, event, before=before, after=wanted, new_id=new_id)
            if in_charter:
                keep_charter(transaction, written, workspace=wanted, by=None, at=at, new_id=new_id)
    return tuple(map(names.beside_ids, changes))


def _gone(transaction: Transaction, named: Workspace) -> Removals:
    before = transaction.people.workspace()
    return removals(before, _applied(named, to=before), names=transaction.people.names())


def _refuse_unseen(
    gone: Removals, shown: Removals, transaction: Transaction, *, at: datetime, path: Path
) -> None:
    """Say no where more would go than was shown, or a store that posts still need."""
    if not gone.within(shown):
        raise WrongFile(
            f"{path}: somebody changed the setup meanwhile, so nothing was changed. Apply it once more."
        )
    try:
        refuse_removal(gone.stores, posts=transaction.posts.under_way(at=at, held=False))
    except Refusal as refused:
        raise WrongFile(f"{path}: {refused}") from None


def warnings(workspace: Workspace) -> Iterator[str]:
    """What an operator should know of a workspace although nothing in its file is wrong."""
    for one in workspace.departments:
        if not one.approvers:
            yield f"department {one.key}: it has no approver, so posts that need {one.name} will wait"


def _fingerprint(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _applied(named: Workspace, *, to: Workspace) -> Workspace:
    """The workspace with all that the file names; what only Slack's side sets up stays as it is.

    So do shipped departments that it does not name, as long as nobody is in them: routes may need their seats, and the
    setup in Slack is where one goes that a company does not have.
    """
    groups = {one.key: one.approver_group for one in to.departments}
    listed = {one.key for one in named.departments}
    shipped = tuple(one for one in to.departments if one in SHIPPED_DEPARTMENTS and one.key not in listed)
    return replace(
        to,
        desk=named.desk,
        leadership=named.leadership,
        timezone=named.timezone,
        admins=named.admins,
        leaders=named.leaders,
        departments=(
            *(replace(one, approver_group=groups.get(one.key, "")) for one in named.departments),
            *shipped,
        ),
        stores=named.stores,
    )


def _with_steps(workspace: Workspace, entry: WorkspaceFile, path: Path) -> Workspace:
    names = entry.steps.names({one: workspace.step_name(one) for one in Step})
    for step, said in name_problems(names).items():
        raise misplaced(path, ("steps", step.value), said)
    return with_names(workspace, names)


def _with_checklist(workspace: Workspace, entry: WorkspaceFile) -> Workspace:
    lines = tuple(one.item() for one in entry.readiness)
    return replace(workspace, checklist=lines or workspace.checklist)


def _timetable(entry: WorkspaceFile, before: Timetable, path: Path) -> Timetable:
    timetable = before.with_times(entry.times.times())
    for kind, said in timetable.faults().items():
        raise misplaced(path, ("times", kind.field), said)
    return timetable
