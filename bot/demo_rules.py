"""The demo's rulebook: a rule made in Slack, a dated exception, a watched channel."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.demo_retailer import HALL
from domain.audit import Action, Event
from domain.exceptions import exempt
from domain.findings import Level
from domain.people import UserId
from domain.rules import RuleDraft, RuleKind, RuleState
from domain.workspaces import Workspace
from handlers.kit import Kit
from handlers.rules import known_rule
from storage.database import Transaction

Change = Callable[[Kit, Transaction, Workspace, datetime], Event]
"""Changes the rulebook; what it returns goes into the record."""

RULE_ADDED, EXEMPTED, WATCHED = "rule added", "exempted", "watched"
PAST = ((50, RULE_ADDED), (6, WATCHED), (2, EXEMPTED))
"""What happened to the rulebook, and how many days before today."""
REMARKED_UPON = "That staff party was the best party ever!! Photos follow."
"""What somebody says in the watched channel when the demo opens."""

_MIA = UserId("U0MIA")


def _add_rule(_: Kit, transaction: Transaction, workspace: Workspace, at: datetime) -> Event:
    draft = RuleDraft(
        name="Team.ShopWords",
        kind=RuleKind.SUBSTITUTION,
        swaps=(("click & collect", "click and collect"), ("instore", "in store"), ("on-line", "online")),
        message="one spelling everywhere, on the till as in posts",
        level=Level.WARNING,
        owner="marketing",
        reason="The same words on the till, on the web and in posts: customers search for them.",
        review=(at + timedelta(days=47)).date(),
        tags=("spelling",),
        good=("Click and collect until nine.",),
        bad=("Click & collect until nine.", "Only instore."),
    )
    tried = transaction.rules.add(draft, state=RuleState.TRIED, by=workspace.admins[0], at=at)
    transaction.rules.put_in_force(draft.name, number=tried.number)
    detail = {"revision": str(tried.number), "level": draft.level.value, "kind": draft.kind.value}
    return Event(action=Action.RULE_CHANGED, by=workspace.admins[0], at=at, subject=draft.name, detail=detail)


def _exempt(kit: Kit, transaction: Transaction, workspace: Workspace, at: datetime) -> Event:
    rule = known_rule(kit, transaction, "House.OfferEndDate")
    until = (at + timedelta(days=10)).date()
    because = "Black Friday prices end when the stock does, and the shop's page says so."
    exemption = exempt(rule, until=until, because=because, by=_MIA, at=at, workspace=workspace)
    transaction.exceptions.add(exemption)
    detail = {"until": str(until), "comment": because}
    return Event(action=Action.EXCEPTION_GRANTED, by=_MIA, at=at, subject=rule.name, detail=detail)


def _watch(_: Kit, transaction: Transaction, workspace: Workspace, at: datetime) -> Event:
    transaction.watching.watch(HALL)
    return Event(action=Action.CHANNEL_WATCHED, by=workspace.admins[0], at=at, subject=HALL)


CHANGES: Mapping[str, Change] = {RULE_ADDED: _add_rule, EXEMPTED: _exempt, WATCHED: _watch}
