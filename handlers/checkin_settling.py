"""Settling check-ins: what is decided about one is kept with its line in the record, and the messages follow."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from slack_bolt import BoltContext

from domain.asking import respondent
from domain.audit import Action, Event
from domain.checkins import CheckIn, last_move
from domain.maturity import MaturityModel
from domain.maturity_score import GONE
from domain.moves import Move
from domain.notices import NoticeKind
from domain.people import UserId
from domain.refusals import Refusal
from domain.weeks import Week
from domain.workspaces import Workspace
from handlers.kit import Kit, caller_of, kit_of
from handlers.wanting import want_each, wanted_again
from storage.database import Transaction

ASKING = (NoticeKind.CHECK_IN, NoticeKind.CHECK_IN_REMINDER)
"""The messages that follow what becomes of a check-in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What deciding about a check-in needs besides it.

    Attributes:
        history: the department's check-ins of the twelve weeks before and of later ones.
        stand_in: who answers for a lead who is away.
        model: the maturity model in force.
    """

    workspace: Workspace
    history: tuple[CheckIn, ...]
    stand_in: UserId | None
    model: MaturityModel
    at: datetime

    def before(self, week: Week) -> Move | None:
        """The move that a week's check-in opens by asking about."""
        return last_move(self.history, week=week)


Decide = Callable[[CheckIn, Around], CheckIn]


def settle_check_in(
    context: BoltContext, week: Week, department: str, *, decide: Decide, action: Action
) -> tuple[CheckIn, Around]:
    """Decide about a check-in that nobody else changes meanwhile, and keep it; the same once more is not kept twice."""
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.transaction(caller.workspace) as work:
        before = found_check_in(work.checkins.get(department, week=week))
        seen = around(work, before, kit=kit, at=at)
        after = decide(before, seen)
        if replace(after, at=before.at) == before:
            return before, seen
        work.checkins.save(after)
        detail = {"state": after.state.value, **({"reason": after.reason.value} if after.reason else {})}
        work.audit.record(Event(action=action, by=caller.user, at=at, subject=after.subject, detail=detail))
        show_check_in(work, after, at=at, new_id=kit.new_id)
    kit.wake()
    return after, seen


def show_check_in(work: Transaction, check_in: CheckIn, *, at: datetime, new_id: Callable[[], str]) -> None:
    """Every message that asks for this check-in is drawn anew."""
    told = [one for kind in ASKING for one in work.notices.of(kind, check_in.subject)]
    want_each(work, wanted_again(told), new_id=new_id, at=at)


def found_check_in(check_in: CheckIn | None) -> CheckIn:
    """The check-in.

    Raises:
        Refusal: there is none.
    """
    if check_in is None:
        raise Refusal("This check-in is no longer kept. Type /social checkin for this week's.")
    return check_in


def around(work: Transaction, check_in: CheckIn, *, kit: Kit, at: datetime) -> Around:
    """What deciding about this check-in needs besides it."""
    workspace = work.people.workspace()
    department = workspace.department(check_in.department)
    asked_now = respondent(department, workspace=workspace, at=at) if department else None
    return Around(
        workspace=workspace,
        history=work.checkins.history(since=check_in.week.plus(-GONE), department=check_in.department),
        stand_in=asked_now.stand_in if asked_now else None,
        model=work.maturity_models.in_force(kit.model()),
        at=at,
    )
