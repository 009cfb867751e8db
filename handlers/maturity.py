"""Maturity: `/social maturity`, the buttons to other weeks, and the Home's "See all"."""

import re
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookResponse

from blocks.maturity import TURN, maturity_form, maturity_message, read_week
from blocks.messages import Message
from domain.maturity import MaturityModel, Source
from domain.maturity_evidence import WEEKS, Evidence, evidence
from domain.maturity_report import MaturityReport, maturity_report, since
from domain.weeks import Week
from domain.workspaces import Workspace
from handlers.kit import Asked, caller_of, kit_of
from storage.database import Transaction


def register(app: App) -> None:
    """Listen to the buttons that lead to other weeks."""
    app.action(re.compile(f"^{TURN}"))(week_turned)


def maturity_command(asked: Asked) -> None:
    """`/social maturity`: how far the departments have come, told to whoever asks."""
    report, workspace = _report(None, asked.context)
    asked.ack()
    assert asked.context.respond is not None
    show(maturity_message(report, workspace=workspace), asked.context.respond)


def week_turned(
    ack: Ack,
    action: dict[str, Any],
    body: dict[str, Any],
    client: WebClient,
    context: BoltContext,
    respond: Respond,
) -> None:
    """Another week, in the place of the one that was shown."""
    report, workspace = _report(read_week(action["value"]), context)
    ack()
    if view := body.get("view"):
        client.views_update(
            view_id=view["id"], hash=view["hash"], view=maturity_form(report, workspace=workspace)
        )
    else:
        show(maturity_message(report, workspace=workspace), respond, replace_original=True)


def see_all_clicked(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """The Home's "See all": a form, since a Home has no thread to answer in."""
    report, workspace = _report(read_week(action["value"]), context)
    client.views_open(trigger_id=body["trigger_id"], view=maturity_form(report, workspace=workspace))
    ack()


def report_of(
    transaction: Transaction,
    shipped: MaturityModel,
    *,
    workspace: Workspace,
    at: datetime,
    week: Week | None = None,
) -> MaturityReport:
    """Everything about one week's maturity, from the record; the present week's unless another is asked for.

    A week still to come is told as the present one.

    Args:
        shipped: the model where no other was put in force.
    """
    present = Week.of(at, timezone=workspace.timezone)
    week = min(week or present, present)
    return maturity_report(
        transaction.maturity_models.in_force(shipped),
        transaction.checkins.history(since=since(week)),
        workspace=workspace,
        week=week,
        at=at,
        evidence=_evidence(transaction, week=week, workspace=workspace),
    )


def show(message: Message, respond: Respond, *, replace_original: bool | None = None) -> None:
    """Answer with native blocks; in words where Slack refuses the layout."""
    answer = respond(**message.payload(), replace_original=replace_original)
    if message.simpler is not None and _refused(answer):
        respond(**message.simpler_payload(), replace_original=replace_original)


def _refused(answer: WebhookResponse) -> bool:
    """Whether Slack said no to the blocks; one that did not answer in time may still show them."""
    return "invalid_blocks" in answer.body or "msg_blocks_too_long" in answer.body


def _report(week: Week | None, context: BoltContext) -> tuple[MaturityReport, Workspace]:
    kit, caller = kit_of(context), caller_of(context)
    with kit.database.snapshot(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
        return report_of(transaction, kit.model(), workspace=workspace, at=kit.now(), week=week), workspace


def _evidence(transaction: Transaction, *, week: Week, workspace: Workspace) -> dict[Source, Evidence]:
    timezone = workspace.timezone
    start, end = (one.starts_at(timezone=timezone) for one in (week.plus(-WEEKS), week))
    posts = transaction.evidence.went_out(start, end)
    return {
        one: evidence(one, posts, week=week, timezone=timezone, stores=len(workspace.stores))
        for one in Source
    }
