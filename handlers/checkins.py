"""Check-ins: a lead answers, saves for later, or skips; `/social checkin` opens it any time."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from blocks.checkin_form import CHECKIN_FORM, SAVE, checkin_form, read_checkin, saved, thanks, with_problems
from blocks.checkins import CHECKIN, SKIP, START, check_in_list, read_skip, read_start
from domain.answering import CheckInForm, answer, refuse_answer, save, skip
from domain.asking import answers_for, ask, respondent
from domain.audit import Action, Event
from domain.checkins import CheckIn, asked, last_move, presets
from domain.maturity import Capability
from domain.maturity_evidence import WEEKS, evidence
from domain.maturity_gaps import biggest_gap
from domain.maturity_score import GONE, standing
from domain.moves import Move
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import Role, UserId, Workspace
from domain.refusals import InvalidForm, Refusal
from domain.weeks import Week
from handlers.kit import Asked, Kit, caller_of, kit_of
from handlers.opening import Show, in_front
from storage.database import Transaction

ASKING = (NoticeKind.CHECK_IN, NoticeKind.CHECK_IN_REMINDER)
"""The messages that follow what becomes of a check-in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What deciding about a check-in needs besides it.

    Attributes:
        history: the department's check-ins of the twelve weeks before and of later ones.
        stand_in: who answers for a lead who is away.
    """

    workspace: Workspace
    history: tuple[CheckIn, ...]
    stand_in: UserId | None
    at: datetime

    def before(self, week: Week) -> Move | None:
        """The move that a week's check-in opens by asking about."""
        return last_move(self.history, week=week)


Decide = Callable[[CheckIn, Around], CheckIn]


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
        mine = _opened(work, kit, caller.user, workspace=workspace, week=week, at=at)
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
        [(one, len(_questions(one, kit))) for one in mine],
        everybody if admin else (),
        reader=caller.user,
        workspace=workspace,
        week=week,
        at=at,
    )
    asked.ack(**message.payload())


_NOT_YOURS = "Check-ins go to the leads of departments, and you lead none. If you should, ask one of {admins} to name you."


def _opened(
    work: Transaction, kit: Kit, user: UserId, *, workspace: Workspace, week: Week, at: datetime
) -> list[CheckIn]:
    """This week's check-ins of the departments that somebody answers for, opened where the clock has not yet."""
    departments = answers_for(user, workspace=workspace, at=at)
    history = work.checkins.history(since=week.plus(-GONE))
    model = kit.model()
    new = (ask(one, week=week, model=model, history=history, workspace=workspace) for one in departments)
    work.checkins.open(new)
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
        check_in = _found(work.checkins.seen(department, week=week))
        around = _around(work, check_in, at=at)
        records = _evidence(work, check_in, around.workspace, kit=kit)
    refuse_answer(check_in, by=caller.user, at=at, workspace=around.workspace, stand_in=around.stand_in)
    show(
        checkin_form(
            check_in,
            asked(check_in, kit.model()),
            before=around.before(week),
            levels=presets(check_in, around.history),
            evidence=records,
            by=caller.user,
            workspace=around.workspace,
            at=at,
        )
    )


def skip_chosen(action: dict[str, Any], context: BoltContext) -> None:
    """The week is skipped, with a reason."""
    week, department, reason = read_skip(str((action.get("selected_option") or {}).get("value", "")))
    by = caller_of(context).user

    def skipped(check_in: CheckIn, around: Around) -> CheckIn:
        return skip(
            check_in,
            reason,
            by=by,
            at=around.at,
            workspace=around.workspace,
            stand_in=around.stand_in,
        )

    _settle(context, week, department, decide=skipped, action=Action.CHECKIN_SKIPPED)


def save_clicked(body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """What is there so far is kept for later; the form says so, or what is wrong."""
    view = body["view"]
    (week, department), form = read_checkin(view)
    decide = _taking(form, save, kit=kit_of(context), by=caller_of(context).user)
    try:
        check_in, _ = _settle(context, week, department, decide=decide, action=Action.CHECKIN_SAVED)
        shown = saved(check_in)
    except InvalidForm as invalid:
        shown = with_problems(view, invalid)
    client.views_update(view_id=view["id"], hash=view.get("hash"), view=shown)


def answers_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The answers count, and the department reads where it stands."""
    kit = kit_of(context)
    (week, department), form = read_checkin(view)
    decide = _taking(form, answer, kit=kit, by=caller_of(context).user)
    check_in, around = _settle(context, week, department, decide=decide, action=Action.CHECKED_IN)
    model = kit.model()
    others = [one for one in around.history if one.week != week]
    score = standing(model, [*others, check_in], departments=(department,), week=week).organisation
    shown = thanks(
        check_in,
        score,
        biggest_gap(model, score),
        stages={one.key: one.name for one in model.stages},
        name=around.workspace.department_name(department),
    )
    ack(response_action="update", view=shown)


def _taking(form: CheckInForm, take: Callable[..., CheckIn], *, kit: Kit, by: UserId) -> Decide:
    """The decision to answer or to save with what a form holds."""
    return lambda check_in, around: take(
        check_in,
        form,
        before=around.before(check_in.week),
        model=kit.model(),
        by=by,
        at=around.at,
        workspace=around.workspace,
        stand_in=around.stand_in,
    )


def _settle(
    context: BoltContext, week: Week, department: str, *, decide: Decide, action: Action
) -> tuple[CheckIn, Around]:
    """Decide about a check-in that nobody else changes meanwhile, and keep it; the same once more is not kept twice."""
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.transaction(caller.workspace) as work:
        before = _found(work.checkins.get(department, week=week))
        around = _around(work, before, at=at)
        after = decide(before, around)
        if replace(after, at=before.at) == before:
            return before, around
        work.checkins.save(after)
        detail = {"state": after.state.value, **({"reason": after.reason.value} if after.reason else {})}
        work.audit.record(Event(action=action, by=caller.user, at=at, subject=after.subject, detail=detail))
        show_check_in(work, after, at=at, new_id=kit.new_id)
    kit.wake()
    return after, around


def show_check_in(work: Transaction, check_in: CheckIn, *, at: datetime, new_id: Callable[[], str]) -> None:
    """Every message that asks for this check-in is drawn anew."""
    told = [one for kind in ASKING for one in work.notices.of(kind, check_in.subject)]
    wanted = [Wanted(kind=one.kind, subject=one.subject, place=one.place) for one in told]
    work.notices.want_all([(one, NoticeId(new_id())) for one in wanted], at=at)


def _found(check_in: CheckIn | None) -> CheckIn:
    if check_in is None:
        raise Refusal("This check-in is no longer kept. Type /social checkin for this week's.")
    return check_in


def _around(work: Transaction, check_in: CheckIn, *, at: datetime) -> Around:
    workspace = work.people.workspace()
    department = workspace.department(check_in.department)
    asked_now = respondent(department, workspace=workspace, at=at) if department else None
    return Around(
        workspace=workspace,
        history=work.checkins.history(since=check_in.week.plus(-GONE), department=check_in.department),
        stand_in=asked_now.stand_in if asked_now else None,
        at=at,
    )


def _questions(check_in: CheckIn, kit: Kit) -> tuple[Capability, ...]:
    return asked(check_in, kit.model())


def _evidence(work: Transaction, check_in: CheckIn, workspace: Workspace, *, kit: Kit) -> dict[str, str]:
    """What the desk's record of the four weeks before says, by capability."""
    week, zone = check_in.week, workspace.timezone
    facts = work.evidence.went_out(week.plus(-WEEKS).starts_at(timezone=zone), week.starts_at(timezone=zone))
    stores = len(workspace.stores)
    return {
        one.key: evidence(one.evidence, facts, week=week, timezone=zone, stores=stores).line
        for one in asked(check_in, kit.model())
        if one.evidence
    }
