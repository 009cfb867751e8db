"""The setup's overview: everything that is set up, drawn for an admin."""

from typing import Any

from slack_bolt import BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from blocks.questions import questions_line
from blocks.setup import said_in_setup, setup_view
from domain.asking import in_time, joined_since
from domain.refusals import Refusal
from domain.runs import horizon, standings, went_out
from domain.setup import refuse_non_admin
from domain.timetable import Kind
from domain.weeks import Week
from handlers.kit import caller_of, kit_of


def overview(context: BoltContext) -> View:
    """The setup as it is now.

    Raises:
        Refusal: not asked by an admin.
    """
    caller = caller_of(context)
    with kit_of(context).database.snapshot(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
        refuse_non_admin(caller.user, workspace=workspace)
        at = kit_of(context).now()
        runs = transaction.runs.since(horizon(at, timezone=workspace.timezone)[0])
        stand = standings(workspace.timetable, timezone=workspace.timezone, runs=runs, at=at)
        week = next(one.next.week for one in stand if one.kind is Kind.CHECK_IN)
        chosen, version = transaction.checkins.chosen(week), transaction.maturity_models.newest()
        this = Week.of(at, timezone=workspace.timezone)
        opened = transaction.checkins.history(since=this)
        joined = joined_since(workspace, week=this, opened=opened) if went_out(runs, week=this) else ()
        return setup_view(
            workspace,
            policy=transaction.policies.newest(),
            tested=transaction.posts.any_proposed(),
            standings=stand,
            later=[] if in_time(workspace, week=this, at=at) else [one.key for one in joined],
            questions=questions_line(week, chosen=chosen, version=version),
            charter=transaction.charters.newest(),
        )


def show_under(view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """Bring the overview up to date, where it lies under this view."""
    first = view.get("root_view_id")
    if not first or first == view.get("id"):
        return
    try:
        shown = overview(context)
    except Refusal:
        shown = said_in_setup("✅ Saved. You are no admin any more.")
    client.views_update(view_id=first, view=shown)
