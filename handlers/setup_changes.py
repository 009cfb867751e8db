"""Changes of the setup: what an admin changes in Slack is kept with everything that follows."""

from collections.abc import Callable

from slack_bolt import BoltContext

from blocks.setup_fields import fingerprint
from domain.audit import Action, Event
from domain.differences import differences
from domain.people import Department, Store
from domain.refusals import Refusal
from domain.setup import refuse_non_admin
from domain.workspaces import Workspace
from handlers.changing import keep_change
from handlers.kit import caller_of, kit_of
from storage.database import Transaction

SUBJECT = "setup"
"""What the record says about changes in Slack is kept under this subject."""
MEANWHILE = "Somebody else changed this meanwhile, so nothing was saved. Open it again to see what it is now."
"""What is said to somebody who was overtaken."""
Change = Callable[[Transaction, Workspace], Workspace]
"""What an admin wants; raises like the domain's functions that it calls."""


def change_setup(context: BoltContext, change: Change) -> Workspace:
    """Change the workspace as an admin wants it, with everything that follows, in one transaction.

    Raises:
        Refusal: not asked by an admin, or the change cannot be.
        InvalidForm: as the change raises.
    """
    kit, caller = kit_of(context), caller_of(context)
    with kit.database.transaction(caller.workspace) as transaction:
        transaction.people.hold()
        before = transaction.people.workspace()
        refuse_non_admin(caller.user, workspace=before)
        after = change(transaction, before)
        if after != before:
            detail = {"changes": "\n".join(differences(before, after))}
            event = Event(
                action=Action.SETUP_CHANGED, by=caller.user, at=kit.now(), subject=SUBJECT, detail=detail
            )
            keep_change(transaction, event, before=before, after=after, new_id=kit.new_id)
    kit.wake()
    return after


def admins_workspace(context: BoltContext) -> Workspace:
    """The workspace as it is now.

    Raises:
        Refusal: not asked by an admin.
    """
    caller = caller_of(context)
    with kit_of(context).database.snapshot(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
    refuse_non_admin(caller.user, workspace=workspace)
    return workspace


def refuse_changed(now: Department | Store | Workspace | None, *, seen: str) -> None:
    """Say no to a form about something that is not any more as it was when the form was opened.

    Args:
        seen: its `fingerprint` then.

    Raises:
        Refusal: it has changed, or is gone.
    """
    if now is None or fingerprint(now) != seen:
        raise Refusal(MEANWHILE)
