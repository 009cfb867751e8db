"""Digest wishes: whether a leader's digests come as direct messages, too."""

from typing import Any

from slack_bolt import Ack, BoltContext, Respond

from blocks.digest_buttons import YES, wished
from domain.audit import Action, Event
from domain.digest_readers import refuse_non_leader, wants_it
from domain.people import Role, UserId
from domain.workspaces import Workspace
from handlers.kit import caller_of, kit_of
from handlers.opening import Show
from storage.database import Transaction


def wish_clicked(ack: Ack, action: dict[str, Any], _: Show, context: BoltContext, respond: Respond) -> None:
    """A leader wants it as a direct message, or no longer."""
    workspace = keep_wish(context, wanted=action["value"] == YES)
    ack()
    respond(**wished(workspace, wanted=action["value"] == YES).payload(), replace_original=False)


def keep_wish(context: BoltContext, *, wanted: bool) -> Workspace:
    """Remember whether digests come to this leader as direct messages.

    Raises:
        Refusal: they are no leader.
    """
    kit, caller = kit_of(context), caller_of(context)
    with kit.database.transaction(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
        refuse_non_leader(caller.user, workspace=workspace)
        if transaction.digest_wishes.all().get(caller.user) is not wanted:
            transaction.digest_wishes.save(caller.user, wanted=wanted)
            detail = {"direct message": YES if wanted else "no"}
            event = Event(
                action=Action.DIGEST_WISHED, by=caller.user, at=kit.now(), subject=caller.user, detail=detail
            )
            transaction.audit.record(event)
    return workspace


def gets_digest(transaction: Transaction, user: UserId, *, workspace: Workspace) -> bool | None:
    """Whether digests come to this leader as direct messages; None for somebody who is no leader."""
    if Role.LEADER not in workspace.roles_of(user):
        return None
    return wants_it(user, workspace=workspace, wishes=transaction.digest_wishes.all())
