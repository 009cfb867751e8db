"""The maturity report: everything there is to say about one week's maturity, as values; others put it into words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.checkins import CheckIn, CheckInState
from domain.maturity import Anchor, MaturityModel, Source
from domain.maturity_evidence import Evidence
from domain.maturity_gaps import (
    Disagreement,
    EvidenceGap,
    Gap,
    biggest_gap,
    disagreements,
    evidence_gaps,
    unanswered,
)
from domain.maturity_score import Score, Standing, standing
from domain.maturity_trend import REACH, StageChange, changes, trend
from domain.open_moves import OpenMove, open_moves
from domain.periods import days_of
from domain.weeks import Week
from domain.workspaces import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A department's answer that differs from the one it gave before."""

    department: str
    capability: str
    was: Anchor
    now: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class MaturityReport:
    """What `maturity_report` found.

    Attributes:
        first: the earliest week that can be looked at: of the first check-in that was handed in, or this one.
        last: the present week.
        trend: the organisation's score of the last twelve weeks, the latest being this one.
        changes: what became of each stage since the week before.
        steps: the answers that changed since the week before, the widest change first.
        unanswered: keys of the capabilities nobody has said anything about that still counts.
        answered: keys of the departments whose check-in of this very week counts.
        asked: keys of those that have one.
        late: keys of those whose check-in counts although it had closed when it came.
        after: keys of those that answered when the week was over; it counts from the week on in which it came.
    """

    model: MaturityModel
    week: Week
    first: Week
    last: Week
    now: Standing
    trend: tuple[Score, ...]
    changes: tuple[StageChange, ...]
    steps: tuple[Step, ...]
    gap: Gap | None
    unanswered: tuple[str, ...]
    disagreements: tuple[Disagreement, ...]
    evidence_gaps: tuple[EvidenceGap, ...]
    moves: tuple[OpenMove, ...]
    answered: tuple[str, ...]
    asked: tuple[str, ...]
    late: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def score(self) -> Score:
        """All departments together."""
        return self.now.organisation

    @property
    def empty(self) -> bool:
        """Whether no answer counts in this week."""
        return self.score.percent is None


def since(week: Week) -> Week:
    """From which week on check-ins are needed to report on this one."""
    return week.plus(-REACH)


def maturity_report(
    model: MaturityModel,
    check_ins: Iterable[CheckIn],
    *,
    workspace: Workspace,
    week: Week,
    at: datetime,
    evidence: Mapping[Source, Evidence] | None = None,
) -> MaturityReport:
    """Everything about the maturity of one week, counted by the departments and the model of today.

    Args:
        check_ins: those from `since(week)` on at least, in any order.
        at: the present, in UTC; a week that is over is told as of its Sunday.
        evidence: what the record of the whole desk said in that week.
    """
    end = days_of(week, timezone=workspace.timezone).end
    given = tuple(check_ins)
    history = tuple(_as_of(one, end) for one in given)
    departments = tuple(one.key for one in workspace.departments)
    present = Week.of(at, timezone=workspace.timezone)
    today = at.astimezone(ZoneInfo(workspace.timezone)).date()
    now = standing(model, history, departments=departments, week=week)
    before = standing(model, history, departments=departments, week=week.plus(-1))
    this_week = [one for one in history if one.week == week and one.department in departments]
    as_of_now = [one for one in given if one.week == week and one.department in departments]
    return MaturityReport(
        model=model,
        week=week,
        first=min((one.week for one in history), default=present),
        last=present,
        now=now,
        trend=trend(model, history, departments=departments, week=week),
        changes=changes(before.organisation, now.organisation),
        steps=_steps(model, before, now),
        gap=biggest_gap(model, now.organisation),
        unanswered=tuple(one.key for one in unanswered(model, now.organisation)),
        disagreements=disagreements(model, now),
        evidence_gaps=evidence_gaps(model, now, evidence or {}),
        moves=open_moves(
            history,
            departments=departments,
            week=week,
            today=min(today, week.monday + timedelta(days=6)),
        ),
        answered=tuple(one.department for one in this_week if one.state.counts),
        asked=tuple(one.department for one in this_week),
        late=tuple(one.department for one in this_week if one.state is CheckInState.LATE),
        after=tuple(one.department for one in as_of_now if one.state.counts and one not in this_week),
    )


def _as_of(check_in: CheckIn, end: datetime) -> CheckIn:
    """What was known of it then: a late answer says something from the week on in which it came."""
    if check_in.at is None or check_in.at < end:
        return check_in
    return CheckIn(
        workspace=check_in.workspace,
        department=check_in.department,
        week=check_in.week,
        questions=check_in.questions,
        closes_at=check_in.closes_at,
    )


def _steps(model: MaturityModel, before: Standing, now: Standing) -> tuple[Step, ...]:
    earlier = dict(before.departments)
    found = [
        Step(department=key, capability=one.key, was=Anchor(int(was)), now=Anchor(int(level)))
        for one in model.capabilities
        for key, score in now.departments
        if (was := earlier[key].capability(one.key).level) is not None
        and (level := score.capability(one.key).level) is not None
        and level != was
    ]
    return tuple(sorted(found, key=lambda one: -abs(one.now - one.was)))
