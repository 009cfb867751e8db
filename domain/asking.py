"""Asking: who answers for a department, and what its check-in of a week asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.checkins import CheckIn
from domain.maturity import MaturityModel
from domain.maturity_questions import questions_of_week
from domain.people import Department, UserId
from domain.weeks import Week
from domain.workspaces import Workspace

TIME_TO_ANSWER = timedelta(days=2)
"""A department that joins after its week's check-in went out is asked at once when so much time is left, and with the
next one otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondent:
    """Who is asked, and for which absent lead when not as the lead."""

    user: UserId
    on_behalf_of: UserId | None = None

    @property
    def stand_in(self) -> UserId | None:
        """As `domain.answering` takes it: the person, when they stand in for the lead."""
        return self.user if self.on_behalf_of else None


def respondent(department: Department, *, workspace: Workspace, at: datetime) -> Respondent | None:
    """Who answers at this moment: the lead, or their delegate while they are away.

    A lead who is away and has named nobody who is there is asked all the same: they may answer late. None when there
    is no lead, or when the lead's account is gone.
    """
    lead = department.lead
    if lead is None or lead in workspace.deactivated:
        return None
    absence = workspace.absence_of(lead, at=at)
    delegate = absence.delegate if absence else None
    if (
        delegate is None
        or not workspace.is_staff(delegate)
        or workspace.absence_of(delegate, at=at) is not None
    ):
        return Respondent(user=lead)
    return Respondent(user=delegate, on_behalf_of=lead)


def answers_for(user: UserId, *, workspace: Workspace, at: datetime) -> tuple[Department, ...]:
    """The departments for which this person may answer now, as lead or as a delegate."""
    return tuple(
        one
        for one in workspace.departments
        if (asked := respondent(one, workspace=workspace, at=at)) and user in {asked.user, one.lead}
    )


def joined_since(workspace: Workspace, *, week: Week, opened: Iterable[CheckIn]) -> tuple[Department, ...]:
    """The departments that joined after their week's check-ins had gone out.

    Args:
        opened: the check-ins of that week; each department of then has one.
    """
    asked = {one.department for one in opened if one.week == week}
    return tuple(one for one in workspace.departments if one.key not in asked)


def in_time(workspace: Workspace, *, week: Week, at: datetime) -> bool:
    """Whether there is time enough to ask such a department in the week it joined; `at` is in UTC."""
    return at + TIME_TO_ANSWER <= workspace.timetable.close.within(week, timezone=workspace.timezone)


def ask(
    department: Department,
    *,
    week: Week,
    model: MaturityModel,
    history: Iterable[CheckIn],
    workspace: Workspace,
    chosen: Iterable[str] = (),
) -> CheckIn:
    """A department's new check-in of a week.

    Args:
        history: check-ins of the weeks before, as `questions_of_week` takes them.
        chosen: what an admin wants asked in this week.
    """
    return CheckIn(
        workspace=workspace.id,
        department=department.key,
        week=week,
        questions=questions_of_week(model, history, department=department.key, week=week, chosen=chosen),
        closes_at=workspace.timetable.close.within(week, timezone=workspace.timezone),
    )
