"""`stores`: a file of stores is looked at, what would change is shown, and then it is imported."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from slack_sdk import WebClient

from blocks.text import plural
from bot.complaints import WrongFile
from domain.people import WorkspaceId
from domain.refusals import Refusal
from domain.store_plan import StorePlan
from domain.workspaces import Workspace
from exports.sheets import BYTES_LIMIT
from handlers.addresses import owners_of
from handlers.store_import import StoreImport, Wishes, change_lines, keep_import, read_import, refuse_needed
from storage.database import Database, Transaction


def look_at_stores(
    path: Path, *, wishes: Wishes, transaction: Transaction, client: WebClient, at: datetime
) -> tuple[StoreImport, StorePlan]:
    """What the file would change. Nothing is changed.

    Args:
        transaction: a snapshot of the workspace.

    Raises:
        WrongFile: it cannot be read, something in it is wrong (every problem by its cell), or posts need what would go.
    """
    try:
        with path.open("rb") as file:
            data = file.read(BYTES_LIMIT + 1)
    except OSError as error:
        raise WrongFile(f"{path}: it cannot be read ({error.strerror}).") from None
    try:
        found = read_import(
            data,
            wishes=wishes,
            workspace=transaction.people.workspace(),
            owners_of=lambda named: owners_of(named, client=client),
        )
        if found.plan is not None:
            refuse_needed(transaction, found.plan, at=at)
            return found, found.plan
    except Refusal as refused:
        raise WrongFile(f"{path}: {refused}") from None
    told = "\n".join(f"{path}: {one}" for one in found.problems)
    raise WrongFile(f"{told}\nNothing was changed.")


def plan_lines(found: StoreImport, plan: StorePlan, *, workspace: Workspace) -> Iterator[str]:
    """What would change, a line each, and what is worth a look."""
    yield from change_lines(workspace, plan)
    for region, near in plan.regions.items():
        yield f"Note: region {region} is new{f'; did you mean {near}?' if near else ''}."
    if found.unused:
        yield f"Note: not used: {', '.join(found.unused)}."
    if plan.kept:
        stay = ("store that is not in the file stays", "stores that are not in the file stay")
        yield f"Note: {plural(len(plan.kept), *stay)}; --remove-missing removes what is not there."


def summary(plan: StorePlan) -> str:
    """What would change, in numbers."""
    return f"{len(plan.new):,} new, {len(plan.changed):,} changed, {len(plan.gone):,} removed"


def import_stores(
    path: Path,
    found: StoreImport,
    *,
    seen: Workspace,
    workspace: WorkspaceId,
    database: Database,
    new_id: Callable[[], str],
    at: datetime,
) -> None:
    """Import what was shown.

    Args:
        seen: the workspace for which it was shown.

    Raises:
        WrongFile: it cannot be imported (any more). Nothing is changed.
    """
    try:
        with database.transaction(workspace) as transaction:
            keep_import(transaction, found, file=path.name, before=seen, by=None, at=at, new_id=new_id)
    except Refusal as refused:
        raise WrongFile(f"{path}: {refused}") from None
