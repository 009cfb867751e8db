"""Check-ins: a lead answers, saves for later, or skips; `/social checkin` opens it any time."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from blocks.checkin_form import CHECKIN_FORM, SAVE, checkin_form, read_checkin, with_problems
from blocks.checkin_list import check_in_list
from blocks.checkin_said import saved, thanks
from blocks.checkins import CHECKIN, SKIP, START, read_skip, read_start
from domain.answering import CheckInForm, answer, refuse_answer, save, skip
from domain.asking import answers_for, ask
from domain.audit import Action
from domain.checkins import CheckIn, presets
from domain.checkins import asked as questions_of
from domain.maturity import MaturityModel
from domain.maturity_evidence import WEEKS, evidence
from domain.maturity_gaps import biggest_gap
from domain.maturity_score import GONE, standing
from domain.people import Role, UserId
from domain.refusals import InvalidForm, Refusal
from domain.weeks import Week
from domain.workspaces import Workspace
from handlers.checkin_settling import Around, Decide, around, found_check_in, settle_check_in
from handlers.kit import Asked, caller_of, kit_of
from handlers.opening import Show, in_front
from storage.database import Transaction


def register(app: App) -> None:
    """Listen to the messages' buttons and menu, and to the form."""
    app.action(re.compile(f"^{CHECKIN}"))(checkin_clicked)
    app.view(CHECKIN_FORM)(answers_submitted)


def checkin_clicked(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """Each control has its own story below; one listener for all, since Bolt tries each in turn."""
    stories = {
        START: lambda: start_clicked(action, body, client, context),
        SKIP: lambda: skip_chosen(action, context),
        SAVE: lambda: save_clicked(body, client, context),
    }
    stories[action["action_id"]]()
    ack()


def checkin_command(asked: Asked) -> None:
    """`/social checkin`: the form, or whoever has several of them and admins see all of this week."""
    kit, caller = kit_of(asked.context), caller_of(asked.context)
    at = kit.now()
    with kit.database.transaction(caller.workspace) as work:
        workspace = work.people.workspace()
        week = Week.of(at, timezone=workspace.timezone)
        model = work.maturity_models.in_force(kit.model())
        mine = _opened(work, model, caller.user, workspace=workspace, week=week, at=at)
        everybody = [one for one in work.checkins.history(since=week) if one.week == week]
    admin = Role.ADMIN in workspace.roles_of(caller.user)
    if not mine and not admin:
        raise Refusal(_NOT_YOURS, admins=workspace.admins)
    if len(mine) == 1 and not admin:
        show = partial(asked.client.views_open, trigger_id=asked.trigger_id)
        _open(mine[0].week, mine[0].department, lambda view: show(view=view), asked.context)
        asked.ack()
        return
    message = check_in_list(
        [(one, len(questions_of(one, model))) for one in mine],
        everybody if admin else (),
        reader=caller.user,
        workspace=workspace,
        week=week,
        at=at,
    )
    asked.ack(**message.payload())


_NOT_YOURS = "Check-ins go to the leads of departments, and you lead none. If you should, ask one of {admins} to name you."


def _opened(
    work: Transaction, model: MaturityModel, user: UserId, *, workspace: Workspace, week: Week, at: datetime
) -> list[CheckIn]:
    """This week's check-ins of the departments that somebody answers for, opened where the clock has not yet."""
    departments = answers_for(user, workspace=workspace, at=at)
    history, chosen = work.checkins.history(since=week.plus(-GONE)), work.checkins.chosen(week)
    work.checkins.open(
        ask(one, week=week, model=model, history=history, workspace=workspace, chosen=chosen)
        for one in departments
    )
    found = (work.checkins.seen(one.key, week=week) for one in departments)
    return [one for one in found if one]


def start_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """The form, from the message's button."""
    _open(*read_start(action["value"]), in_front(body, client), context)


def _open(week: Week, department: str, show: Show, context: BoltContext) -> None:
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.snapshot(caller.workspace) as work:
        check_in = found_check_in(work.checkins.seen(department, week=week))
        seen = around(work, check_in, kit=kit, at=at)
        records = _evidence(work, check_in, seen)
    refuse_answer(check_in, by=caller.user, at=at, workspace=seen.workspace, stand_in=seen.stand_in)
    show(
        checkin_form(
            check_in,
            questions_of(check_in, seen.model),
            before=seen.before(week),
            levels=presets(check_in, seen.history),
            evidence=records,
            by=caller.user,
            workspace=seen.workspace,
            at=at,
        )
    )


def skip_chosen(action: dict[str, Any], context: BoltContext) -> None:
    """The week is skipped, with a reason."""
    week, department, reason = read_skip(str((action.get("selected_option") or {}).get("value", "")))
    by = caller_of(context).user

    def skipped(check_in: CheckIn, seen: Around) -> CheckIn:
        return skip(check_in, reason, by=by, at=seen.at, workspace=seen.workspace, stand_in=seen.stand_in)

    settle_check_in(context, week, department, decide=skipped, action=Action.CHECKIN_SKIPPED)


def save_clicked(body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """What is there so far is kept for later; the form says so, or what is wrong."""
    view = body["view"]
    (week, department), form = read_checkin(view)
    decide = _taking(form, save, by=caller_of(context).user)
    try:
        check_in, _ = settle_check_in(context, week, department, decide=decide, action=Action.CHECKIN_SAVED)
        shown = saved(check_in)
    except InvalidForm as invalid:
        shown = with_problems(view, invalid)
    client.views_update(view_id=view["id"], hash=view.get("hash"), view=shown)


def answers_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The answers count, and the department reads where it stands."""
    (week, department), form = read_checkin(view)
    decide = _taking(form, answer, by=caller_of(context).user)
    check_in, seen = settle_check_in(context, week, department, decide=decide, action=Action.CHECKED_IN)
    others = [one for one in seen.history if one.week != week]
    score = standing(seen.model, [*others, check_in], departments=(department,), week=week).organisation
    shown = thanks(
        check_in,
        score,
        biggest_gap(seen.model, score),
        stages={one.key: one.name for one in seen.model.stages},
        name=seen.workspace.department_name(department),
    )
    ack(response_action="update", view=shown)


def _taking(form: CheckInForm, take: Callable[..., CheckIn], *, by: UserId) -> Decide:
    """The decision to answer or to save with what a form holds."""
    return lambda check_in, seen: take(
        check_in,
        form,
        before=seen.before(check_in.week),
        model=seen.model,
        by=by,
        at=seen.at,
        workspace=seen.workspace,
        stand_in=seen.stand_in,
    )


def _evidence(work: Transaction, check_in: CheckIn, seen: Around) -> dict[str, str]:
    """What the desk's record of the four weeks before says, by capability."""
    week, zone = check_in.week, seen.workspace.timezone
    facts = work.evidence.went_out(week.plus(-WEEKS).starts_at(timezone=zone), week.starts_at(timezone=zone))
    stores = len(seen.workspace.stores)
    return {
        one.key: evidence(one.evidence, facts, week=week, timezone=zone, stores=stores).line
        for one in questions_of(check_in, seen.model)
        if one.evidence
    }
