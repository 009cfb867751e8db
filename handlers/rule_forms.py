"""Changing the rulebook: a rule is filled in, tried on the posts of the last 90 days, and only then put in force."""

import re
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from blocks.rule_details import EDIT, RETIRE
from blocks.rule_forms import (
    RETIRE_FORM,
    RULE_FORM,
    is_new,
    read_retirement,
    read_rule,
    retire_form,
    rule_form,
)
from blocks.rule_trials import TRIAL_FORM, in_force, read_trial, retired, trial_form
from domain.audit import Action, Event
from domain.comments import required_words
from domain.refusals import InvalidForm, Refusal
from domain.rule_problems import refuse_ruler, refuse_wrong_rule
from domain.rules import RuleDraft, RuleKind, RuleState
from domain.stated_rules import Usage
from handlers.kit import Asked, Kit, caller_of, kit_of
from handlers.rule_trials import MOST_TRIED, refuse_failing, tried
from handlers.rules import LOOKED_BACK, known_rule
from rulebook.rules import Rule
from storage.database import Transaction


def register(app: App) -> None:
    """Listen to the buttons of a rule's details and to the three forms; the commands come by `rule_commands`."""
    app.action(re.compile(f"^({EDIT}|{RETIRE})$"))(change_clicked)
    app.view(re.compile(f"^({'|'.join(_FORMS)})$"))(change_submitted)


def add_rule(asked: Asked) -> None:
    """`/social rules add`: the empty form."""
    with kit_of(asked.context).database.snapshot(caller_of(asked.context).workspace) as transaction:
        _refuse_ruler(asked.context, transaction)
    asked.client.views_open(trigger_id=asked.trigger_id, view=rule_form())
    asked.ack()


def edit_rule(asked: Asked) -> None:
    """`/social rules edit <rule>`: the form with the rule in it."""
    _refuse_nameless(asked, "edit")
    asked.client.views_open(trigger_id=asked.trigger_id, view=_edit_form(asked.words, asked.context))
    asked.ack()


def retire_rule(asked: Asked) -> None:
    """`/social rules retire <rule>`: the form asks why."""
    _refuse_nameless(asked, "retire")
    asked.client.views_open(trigger_id=asked.trigger_id, view=_retire_form(asked.words, asked.context))
    asked.ack()


def change_clicked(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """The buttons "Edit" and "Retire" in a rule's details."""
    form = {EDIT: _edit_form, RETIRE: _retire_form}[action["action_id"]]
    client.views_push(trigger_id=body["trigger_id"], view=form(action["value"], context))
    ack()


def change_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """One of the three forms, each with a story of its own below; one listener, since Bolt tries each in turn."""
    _FORMS[view["callback_id"]](ack, view, context)


def rule_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """A filled form: the rule has to be sound and keep its own examples; then its trial is shown."""
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    draft = read_rule(view)
    with kit.database.snapshot(caller.workspace) as transaction:
        _refuse_ruler(context, transaction)
        timezone = transaction.people.workspace().timezone
        if is_new(view):
            _refuse_twin(kit, transaction, draft)
        texts = transaction.findings.texts(since=at - LOOKED_BACK, most=MOST_TRIED + 1)
    refuse_wrong_rule(draft, today=at.astimezone(ZoneInfo(timezone)).date())
    trial = tried(kit, draft, [text for text, _ in texts[:MOST_TRIED]])
    refuse_failing(trial)
    with kit.database.transaction(caller.workspace) as transaction:
        revision = transaction.rules.add(draft, state=RuleState.TRIED, by=caller.user, at=at)
    flagged = [texts[place] for place in trial.flagged]
    form = trial_form(revision, tried=trial.tried, flagged=flagged, capped=len(texts) > MOST_TRIED)
    ack(response_action="push", view=form)


def trial_accepted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The admin has seen what the rule would have done, and wants it."""
    kit, caller = kit_of(context), caller_of(context)
    name, number = read_trial(view)
    with kit.database.transaction(caller.workspace) as transaction:
        _refuse_ruler(context, transaction)
        revision = transaction.rules.put_in_force(name, number=number)
        if revision is None:
            raise Refusal(
                "Somebody changed this rule meanwhile. Open it again: /social rules edit {name}", name=name
            )
        detail = {
            "revision": str(number),
            "level": revision.draft.level.value,
            "kind": revision.draft.kind.value,
        }
        transaction.audit.record(
            Event(action=Action.RULE_CHANGED, by=caller.user, at=kit.now(), subject=name, detail=detail)
        )
        count = len(kit.rulebooks.of(transaction).rules)
    ack(response_action="update", view=in_force(name, found=count))


def retirement_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The rule no longer counts."""
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    name, because = read_retirement(view)
    because = required_words(because, field="because", ask="Say why: the record keeps it.")
    with kit.database.transaction(caller.workspace) as transaction:
        _refuse_ruler(context, transaction)
        draft = _draft_of(known_rule(kit, transaction, name), transaction)
        transaction.rules.add(draft, state=RuleState.RETIRED, by=caller.user, at=at)
        transaction.audit.record(
            Event(
                action=Action.RULE_RETIRED, by=caller.user, at=at, subject=name, detail={"comment": because}
            )
        )
    ack(response_action="update", view=retired(name))


def _refuse_nameless(asked: Asked, word: str) -> None:
    """Say which word is missing, to those who may change rules at all.

    Raises:
        Refusal: no rule was named, or the person is no admin.
    """
    with kit_of(asked.context).database.snapshot(caller_of(asked.context).workspace) as transaction:
        _refuse_ruler(asked.context, transaction)
    if not asked.words:
        raise Refusal(
            "Which rule? Type its name behind “{word}”, such as /social rules {word} House.Superlatives. "
            "/social rules and a word of it finds the name.",
            word=word,
        )


def _refuse_ruler(context: BoltContext, transaction: Transaction) -> None:
    refuse_ruler(caller_of(context).user, workspace=transaction.people.workspace())


def _edit_form(typed: str, context: BoltContext) -> View:
    kit = kit_of(context)
    with kit.database.snapshot(caller_of(context).workspace) as transaction:
        _refuse_ruler(context, transaction)
        return rule_form(
            _retired_draft(typed, transaction) or _draft_of(known_rule(kit, transaction, typed), transaction)
        )


def _retire_form(typed: str, context: BoltContext) -> View:
    kit = kit_of(context)
    with kit.database.snapshot(caller_of(context).workspace) as transaction:
        _refuse_ruler(context, transaction)
        rule = known_rule(kit, transaction, typed)
        usage = transaction.findings.usage(since=kit.now() - LOOKED_BACK)
    return retire_form(rule.name, usage=usage.get(rule.name, Usage()))


def _retired_draft(typed: str, transaction: Transaction) -> RuleDraft | None:
    """The last state of a rule that was retired: editing brings it back."""
    gone = (one.draft for one in transaction.rules.newest() if one.state is RuleState.RETIRED)
    return next((one for one in gone if one.name.casefold() == typed.casefold()), None)


def _draft_of(rule: Rule, transaction: Transaction) -> RuleDraft:
    """The rule as a form holds it."""
    own = next((one.draft for one in transaction.rules.newest() if one.draft.name == rule.name), None)
    return own or RuleDraft(
        name=rule.name,
        kind=RuleKind.FILED,
        message="",
        level=rule.level,
        owner=rule.owner or "",
        reason=rule.reason or "",
        review=rule.review,
        tags=rule.tags,
    )


def _refuse_twin(kit: Kit, transaction: Transaction, draft: RuleDraft) -> None:
    if any(one.name.casefold() == draft.name.casefold() for one in kit.rulebooks.of(transaction).rules):
        raise InvalidForm({"name": f"There is a rule {draft.name} already: /social rules edit {draft.name}"})


_FORMS = {RULE_FORM: rule_submitted, TRIAL_FORM: trial_accepted, RETIRE_FORM: retirement_submitted}
