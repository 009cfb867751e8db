"""Exemptions: a rule that blocks nobody up to a day, and the posts that waited for nothing else."""

from typing import Any

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient

from blocks.exceptions import exempt_form, read_exemption
from domain.audit import Action, Event
from domain.exceptions import exempt, refuse_granter
from domain.exemptions import Exemption
from domain.posts import Post
from domain.settling import settled
from domain.workspaces import Workspace
from handlers.deciding import find
from handlers.kit import Kit, caller_of, kit_of
from handlers.pleading import tell_granters
from handlers.record import record
from handlers.rules import LOOKED_BACK, known_rule
from handlers.showing import show_posts
from storage.database import Transaction


def exempt_clicked(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """An approver wants a rule to block nobody for a while: the form asks until when, and why."""
    kit, caller = kit_of(context), caller_of(context)
    with kit.database.snapshot(caller.workspace) as transaction:
        refuse_granter(caller.user, workspace=transaction.people.workspace())
        rule = known_rule(kit, transaction, action["value"])
    client.views_push(trigger_id=body["trigger_id"], view=exempt_form(rule.name))
    ack()


def exemption_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The dated exception for a rule. Posts that waited for nothing else are approved by it.

    The cards of those that its granter wrote say why they are not.
    """
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    name, until, because = read_exemption(view)
    with kit.database.transaction(caller.workspace) as transaction:
        rule = known_rule(kit, transaction, name)
        found = transaction.findings.waiting_on(rule.name, since=at - LOOKED_BACK)
        waiting = [one.id for one in transaction.posts.these(found)]  # before the end of the record is held
        workspace = transaction.people.workspace()
        exemption = exempt(rule, until=until, because=because, by=caller.user, at=at, workspace=workspace)
        transaction.exceptions.add(exemption)
        detail = {"until": str(until), "comment": exemption.because}
        transaction.audit.record(
            Event(action=Action.EXCEPTION_GRANTED, by=caller.user, at=at, subject=rule.name, detail=detail)
        )
        for post_id in waiting:
            post = find(transaction, post_id)
            if not any(one.blocks and one.rule == rule.name for one in post.version.findings):
                continue
            if caller.user in post.writers:
                show_posts(transaction, [post], new_id=kit.new_id, at=at)
            else:
                _let_pass(kit, transaction, post, exemption, workspace=workspace)
    kit.wake()
    ack(response_action="clear")


def _let_pass(
    kit: Kit, transaction: Transaction, post: Post, exemption: Exemption, *, workspace: Workspace
) -> None:
    """An open post that the exempted rule blocked."""
    event = Event(
        action=Action.EXCEPTION_GRANTED,
        by=exemption.by,
        at=exemption.at,
        subject=post.id,
        detail={"comment": exemption.because},
    )
    record(kit, transaction, settled(post, by=exemption.by, at=exemption.at, workspace=workspace), event)
    tell_granters(kit, transaction, post, at=exemption.at)
