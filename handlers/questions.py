"""Check-in questions in the setup: admins see what comes next, choose, and change words and weights."""

from collections.abc import Sequence
from typing import Any

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from blocks.questions import (
    QUESTIONS_FORM,
    REWORD,
    ROTATE,
    questions_form,
    read_questions,
    read_week,
)
from blocks.setup import QUESTIONS
from blocks.wording import WORDING_FORM, read_wording, wording_form
from domain.audit import Action, Event
from domain.maturity_changes import model_changes, reword
from domain.maturity_questions import choose_questions, reasons
from domain.maturity_score import GONE
from domain.refusals import Refusal
from domain.runs import Slot, horizon, standings
from domain.setup import refuse_non_admin
from domain.timetable import Kind
from domain.weeks import Week
from domain.workspaces import Workspace
from handlers.kit import Kit, caller_of, kit_of
from handlers.setup_overview import show_under
from storage.database import Transaction

SUBJECT = "maturity"
"""What the record says about changes of the model in Slack is kept under this subject."""


def questions_submitted(ack: Ack, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """What an admin has chosen; the form then shows what is asked with it."""
    week, keys = read_questions(view)
    _choose(week, keys, context)
    ack(response_action="update", view=_view(context))
    show_under(view, client, context)


def wording_submitted(ack: Ack, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """Other words or another weight; they count at once."""
    kit, caller = kit_of(context), caller_of(context)
    key, version, wording = read_wording(view)
    at = kit.now()
    with kit.database.transaction(caller.workspace) as work:
        work.maturity_models.hold()
        before, workspace = work.maturity_models.newest(), work.people.workspace()
        model = before.model if before else kit.model()
        changed = reword(model, key, wording, by=caller.user, workspace=workspace)
        if version != (before.number if before else 0):
            raise Refusal(
                "Somebody else changed the questions meanwhile, so nothing was saved. Open it again."
            )
        if changes := "\n".join(model_changes(model, changed)):
            work.maturity_models.replace(changed, by=caller.user, at=at)
            event = Event(
                action=Action.MATURITY_CHANGED,
                by=caller.user,
                at=at,
                subject=SUBJECT,
                detail={"changes": changes},
            )
            work.audit.record(event)
    ack()
    if view.get("previous_view_id"):
        client.views_update(view_id=view["previous_view_id"], view=_view(context))
    show_under(view, client, context)


def _choose(week: Week, keys: Sequence[str], context: BoltContext) -> None:
    """Keep what an admin wants asked in a week; nothing for the rotation.

    Raises:
        Refusal: not asked by an admin, too many, one that is gone, or the week's check-ins went out meanwhile.
    """
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.transaction(caller.workspace) as work:
        workspace = work.people.workspace()
        refuse_non_admin(caller.user, workspace=workspace)
        if _next(work, workspace, kit=kit).week != week:
            raise Refusal(
                "The check-ins of week {number} went out meanwhile. Open the questions again to choose for the next one.",
                number=week.number,
            )
        chosen = choose_questions(work.maturity_models.in_force(kit.model()), keys)
        if set(chosen) != set(work.checkins.chosen(week)):
            work.checkins.choose(chosen, week=week, by=caller.user, at=at)
            detail = {"questions": ", ".join(chosen) or "as they rotate"}
            work.audit.record(
                Event(action=Action.QUESTIONS_CHOSEN, by=caller.user, at=at, subject=str(week), detail=detail)
            )


def _next(work: Transaction, workspace: Workspace, *, kit: Kit) -> Slot:
    """The check-in that opens next."""
    at, zone = kit.now(), workspace.timezone
    runs = work.runs.since(horizon(at, timezone=zone)[0])
    every = standings(workspace.timetable, timezone=zone, runs=runs, at=at)
    return next(one.next for one in every if one.kind is Kind.CHECK_IN)


def _view(context: BoltContext) -> View:
    """What the next check-in asks, as it stands now.

    Raises:
        Refusal: not asked by an admin.
    """
    kit, caller = kit_of(context), caller_of(context)
    with kit.database.snapshot(caller.workspace) as work:
        workspace = work.people.workspace()
        refuse_non_admin(caller.user, workspace=workspace)
        slot = _next(work, workspace, kit=kit)
        model, chosen = work.maturity_models.in_force(kit.model()), work.checkins.chosen(slot.week)
        history = work.checkins.history(since=slot.week.plus(-GONE))
    begun = {one.department for one in history if one.week == slot.week}
    asked = [
        (one.name, reasons(model, history, department=one.key, week=slot.week, chosen=chosen))
        for one in workspace.departments
        if one.key not in begun
    ]
    names = [one.name for one in workspace.departments if one.key in begun]
    return questions_form(model, asked, chosen=chosen, begun=names, slot=slot)


def _questions_clicked(
    _: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    client.views_push(trigger_id=body["trigger_id"], view=_view(context))


def _rotate_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    _choose(read_week(action["value"]), (), context)
    client.views_update(view_id=body["view"]["id"], view=_view(context))
    show_under(body["view"], client, context)


def _reword_chosen(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    kit, caller = kit_of(context), caller_of(context)
    key = str((action.get("selected_option") or {}).get("value", ""))
    with kit.database.snapshot(caller.workspace) as work:
        refuse_non_admin(caller.user, workspace=work.people.workspace())
        version = work.maturity_models.newest()
    capability = (version.model if version else kit.model()).capability(key)
    if capability is None:
        raise Refusal("There is no question “{key}” any more. Choose another one.", key=key)
    form = wording_form(capability, version=version.number if version else 0)
    client.views_push(trigger_id=body["trigger_id"], view=form)


CLICKS = {QUESTIONS: _questions_clicked, ROTATE: _rotate_clicked, REWORD: _reword_chosen}
FORMS = {QUESTIONS_FORM: questions_submitted, WORDING_FORM: wording_submitted}
"""What `handlers.setting_up` hands on to here."""
