"""`/social resume`: what is frozen, and thawing it."""

from typing import Any

from slack_bolt import Ack, BoltContext, Respond

from blocks.freezes import freezes_list, thawed_now
from domain.audit import Action
from domain.freezes import find_freeze, thaw
from domain.refusals import Refusal
from domain.thawing import outlook
from handlers.freezing import Hand, keep_thaw
from handlers.kit import Asked, caller_of, kit_of
from storage.database import Transaction


def resume_command(asked: Asked) -> None:
    """`/social resume`: what is frozen, and what thawing it would do."""
    kit, caller = kit_of(asked.context), caller_of(asked.context)
    at = kit.now()
    with kit.database.snapshot(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
        outlooks = {}
        for one in workspace.freezes:
            posts = transaction.posts.under_way(at=min(one.since, at), held=False)
            after = thaw(workspace, id=one.id, by=None)
            outlooks[one.id] = outlook(posts, freeze=one, before=workspace, after=after, at=at)
    asked.ack(**freezes_list(outlooks, workspace=workspace, reader=caller.user, at=at).payload())


def thaw_clicked(ack: Ack, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
    """It is over."""
    kit, caller = kit_of(context), caller_of(context)
    hand = Hand(by=caller.user, at=kit.now(), new_id=kit.new_id)
    with kit.database.transaction(caller.workspace) as transaction:
        transaction.people.hold()
        _refuse_thawed(transaction, action["value"])
        old, did = keep_thaw(transaction, action["value"], hand=hand)
    kit.wake()
    ack()
    respond(**thawed_now(did, planned_only=not old.counts(hand.at)).payload(), replace_original=True)


def _refuse_thawed(transaction: Transaction, id: str) -> None:
    """Say who was first.

    Raises:
        Refusal: this freeze is over.
    """
    if find_freeze(transaction.people.workspace(), id) is not None:
        return
    for one in transaction.audit.of(id):
        if one.event.action is Action.THAWED and one.event.by is not None:
            raise Refusal(
                "{who} thawed this {when}. Type /social resume to see what is still frozen.",
                who=one.event.by,
                when=one.event.at,
            )
