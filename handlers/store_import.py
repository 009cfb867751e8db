"""Importing stores: a file is read, its plan is shown, and what was seen is kept, wholly or not at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from domain.audit import Action, Event
from domain.differences import differences
from domain.people import UserId
from domain.refusals import Refusal
from domain.setup import refuse_non_admin
from domain.sheets import Problem
from domain.store_file import read_store_file, stores_in
from domain.store_managers import strangers
from domain.store_plan import StorePlan, plan_stores, refuse_removal
from domain.workspaces import Workspace
from exports.sheets import read_sheet
from handlers.changing import keep_change
from storage.database import Transaction

LINES_KEPT = 2_000
"""Lines of what changed that the record keeps; of more it says how many."""
OwnersOf = Callable[[Sequence[str]], Mapping[str, UserId]]
"""Who e-mail addresses and user ids are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What an admin says about a file.

    Attributes:
        new_regions: regions that there are not yet are right.
        remove: stores that the file does not mention go.
    """

    new_regions: bool = False
    remove: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreImport:
    """What was found in a file.

    Attributes:
        plan: what would change; None where there are problems.
        unused: headings that are of no use here.
    """

    plan: StorePlan | None
    problems: tuple[Problem, ...] = ()
    unused: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """What tells whether it would still change the same."""
        plan = self.plan
        seen = (plan.new, plan.changed, plan.gone) if plan else ()
        return sha256(repr(seen).encode()).hexdigest()[:16]


def read_import(data: bytes, *, wishes: Wishes, workspace: Workspace, owners_of: OwnersOf) -> StoreImport:
    """What a file would change, or what is wrong with it.

    Raises:
        Refusal: it cannot be read at all, or there would be too many stores.
    """
    file, problems = read_store_file(read_sheet(data))
    if file is None:
        return StoreImport(plan=None, problems=problems)
    stores, problems = stores_in(
        file,
        workspace=workspace,
        owners=owners_of(strangers(file.managers(), known=workspace.everybody)),
        new_regions=wishes.new_regions,
        remove=wishes.remove,
    )
    if problems:
        return StoreImport(plan=None, problems=problems, unused=file.unused)
    plan = plan_stores(stores, workspace=workspace, remove=wishes.remove)
    return StoreImport(plan=plan, unused=file.unused)


def keep_import(
    transaction: Transaction,
    found: StoreImport,
    *,
    file: str,
    before: Workspace,
    by: UserId | None,
    at: datetime,
    new_id: Callable[[], str],
) -> None:
    """Keep the stores as planned, with a line in the record.

    Args:
        file: its name.
        before: the workspace for which the plan was made.
        by: None for whoever runs the program.

    Raises:
        Refusal: not asked by an admin, the stores have changed meanwhile, or posts need what would go.
    """
    plan = found.plan
    assert plan is not None
    transaction.people.hold()
    now = transaction.people.workspace()
    if by is not None:
        refuse_non_admin(by, workspace=now)
    if now.stores != before.stores:
        raise Refusal(
            "Somebody else changed the stores meanwhile, so nothing was imported. Look at the file again."
        )
    refuse_needed(transaction, plan, at=at)
    after = replace(now, stores=plan.after)
    lines = change_lines(now, plan)
    more = [f"and {len(lines) - LINES_KEPT:,} more"] if len(lines) > LINES_KEPT else []
    detail = {
        "new": str(len(plan.new)),
        "changed": str(len(plan.changed)),
        "removed": str(len(plan.gone)),
        "changes": "\n".join([*lines[:LINES_KEPT], *more]),
    }
    event = Event(action=Action.STORES_IMPORTED, by=by, at=at, subject=file, detail=detail)
    keep_change(transaction, event, before=now, after=after, new_id=new_id)


def refuse_needed(transaction: Transaction, plan: StorePlan, *, at: datetime) -> None:
    """Say no to a plan that removes stores of posts that are still to go out.

    Raises:
        Refusal: with some of the posts.
    """
    if plan.gone:
        refuse_removal(plan.gone, posts=transaction.posts.under_way(at=at, held=False))


def change_lines(workspace: Workspace, plan: StorePlan) -> tuple[str, ...]:
    """What would change, a line each."""
    return tuple(differences(workspace, replace(workspace, stores=plan.after)))
