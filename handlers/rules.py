"""`/social rules`: reading the rulebook, and one rule of it."""

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

from blocks.messages import Message
from blocks.rule_details import rule_details
from blocks.rule_words import DAYS
from blocks.rules import DETAILS, PAGE, Reader, read_page, rules_message
from domain.exceptions import granters
from domain.people import Role, WorkspaceId
from domain.refusals import Refusal
from domain.stated_rules import Usage, sought
from handlers.kit import Asked, Kit, caller_of, kit_of
from rulebook.loading import UnknownRuleError
from rulebook.rules import Rule
from storage.database import Transaction

LOOKED_BACK = timedelta(days=DAYS)
PAGES = re.compile(rf"{PAGE}_\d+")
"""The action ids of the buttons that turn the pages."""


def register(app: App) -> None:
    """Listen to the list's buttons; the command comes by `handlers.commands`."""
    app.action(DETAILS)(details_clicked)
    app.action(PAGES)(page_clicked)


def list_rules(asked: Asked) -> None:
    """`/social rules [words]`: the rules in which these words stand."""
    kit, caller = kit_of(asked.context), caller_of(asked.context)
    asked.ack(**_page(kit, caller.workspace, words=asked.words, page=0).payload())


def page_clicked(ack: Ack, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
    """Another page of the list."""
    words, page = read_page(action["value"])
    message = _page(kit_of(context), caller_of(context).workspace, words=words, page=page)
    ack()
    respond(**message.payload(), replace_original=True)


def details_clicked(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """Everything about one rule, with what this person may do about it."""
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.snapshot(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
        rule = known_rule(kit, transaction, action["value"])
        usage = transaction.findings.usage(since=at - LOOKED_BACK)
        dated = transaction.exceptions.dated()
    reader = Reader(
        changes=Role.ADMIN in workspace.roles_of(caller.user), exempts=caller.user in granters(workspace)
    )
    view = rule_details(
        rule,
        usage=usage.get(rule.name, Usage()),
        exemptions=[one for one in dated if one.rule == rule.name and one.holds(at=at)],
        workspace=workspace,
        reader=reader,
        today=at.astimezone(ZoneInfo(workspace.timezone)).date(),
    )
    client.views_open(trigger_id=body["trigger_id"], view=view)
    ack()


def known_rule(kit: Kit, transaction: Transaction, typed: str) -> Rule:
    """The rule in force that somebody named, in whatever case, with its style or without.

    Raises:
        Refusal: there is none, or the name is of several.
    """
    rulebook = kit.rulebooks.of(transaction)
    try:
        return rulebook.rule(typed)
    except UnknownRuleError:
        wanted = typed.casefold()
        found = [
            one
            for one in rulebook.rules
            if wanted in {one.name.casefold(), one.name.rpartition(".")[2].casefold()}
        ]
    if len(found) != 1:
        raise Refusal("There is no rule “{name}”. /social rules and a word of it finds it.", name=typed)
    return found[0]


def _page(kit: Kit, workspace_id: WorkspaceId, *, words: str, page: int) -> Message:
    at: datetime = kit.now()
    with kit.database.snapshot(workspace_id) as transaction:
        workspace = transaction.people.workspace()
        usage = transaction.findings.usage(since=at - LOOKED_BACK)
        rulebook = kit.rulebooks.of(transaction)
    today = at.astimezone(ZoneInfo(workspace.timezone)).date()
    found = sought(rulebook.rules, words, usage=usage, today=today)
    return rules_message(found, usage=usage, workspace=workspace, today=today, sought=words, page=page)
