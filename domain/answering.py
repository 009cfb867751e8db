"""Answering: a filled check-in form becomes answers; or the check-in is saved for later, or skipped."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.checkins import Answer, CheckIn, CheckInState, Reading, SkipReason, asked
from domain.maturity import Anchor, Capability, MaturityModel
from domain.measures import Measure, read_measure
from domain.moves import Move, MoveForm, next_move, report
from domain.moves import problems as move_problems
from domain.people import UserId
from domain.refusals import InvalidForm, Refusal
from domain.weeks import Week
from domain.workspaces import Workspace

LATEST = 4
"""Weeks after which a check-in can no longer be answered: by then all its questions have come round again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInForm:
    """What the "Check-in" form holds, as submitted.

    Attributes:
        levels: capability to the chosen level, 0 to 3; left out where nothing was chosen.
        figures: (capability, measure) to what was typed.
    """

    levels: Mapping[str, int] = field(default_factory=dict)
    figures: Mapping[tuple[str, str], str] = field(default_factory=dict)
    move: MoveForm = field(default_factory=MoveForm)


def level_field(capability: str) -> str:
    """The name by which `InvalidForm` calls the question about a capability."""
    return f"level.{capability}"


def figure_field(capability: str, measure: str) -> str:
    """The name by which `InvalidForm` calls the input for a measure."""
    return f"figure.{capability}.{measure}"


def answer(
    check_in: CheckIn,
    form: CheckInForm,
    *,
    before: Move | None,
    model: MaturityModel,
    by: UserId,
    at: datetime,
    workspace: Workspace,
    stand_in: UserId | None = None,
) -> CheckIn:
    """The check-in, answered; late when it has closed. Until then the same person may answer once more.

    Args:
        before: the move it opens by asking about, as `last_move` gives it.
        stand_in: who answers for a lead who is away.

    Raises:
        Refusal: this person does not answer it, or it can no longer be answered.
        InvalidForm: something is missing or cannot be right, with a sentence for each field.
    """
    refuse_answer(check_in, by=by, at=at, workspace=workspace, stand_in=stand_in)
    return replace(
        _filled(check_in, form, before=before, model=model, whole=True, at=at, timezone=workspace.timezone),
        state=CheckInState.LATE if at >= check_in.closes_at else CheckInState.ANSWERED,
        move=next_move(form.move, before, at=at, timezone=workspace.timezone),
        draft=None,
        by=by,
        at=at,
        reason=None,
    )


def save(
    check_in: CheckIn,
    form: CheckInForm,
    *,
    before: Move | None,
    model: MaturityModel,
    by: UserId,
    at: datetime,
    workspace: Workspace,
    stand_in: UserId | None = None,
) -> CheckIn:
    """The check-in with what there is so far, to be finished later.

    Raises:
        Refusal: as `answer`; and it has been answered, which counts.
        InvalidForm: a figure or a day cannot be right. Nothing is missing yet.
    """
    refuse_answer(check_in, by=by, at=at, workspace=workspace, stand_in=stand_in)
    if check_in.state.counts:
        raise Refusal("You have answered already, and that counts. Send it again to change your answers.")
    return replace(
        _filled(check_in, form, before=before, model=model, whole=False, at=at, timezone=workspace.timezone),
        state=CheckInState.SAVED,
        draft=form.move,
        by=by,
        at=at,
        reason=None,
    )


def skip(
    check_in: CheckIn,
    reason: SkipReason,
    *,
    by: UserId,
    at: datetime,
    workspace: Workspace,
    stand_in: UserId | None = None,
) -> CheckIn:
    """The check-in, skipped this week. It may still be answered; what was saved is kept.

    Raises:
        Refusal: as `answer`; and it has been answered.
    """
    refuse_answer(check_in, by=by, at=at, workspace=workspace, stand_in=stand_in)
    if check_in.state.counts:
        raise Refusal("You have answered already, so there is nothing left to skip.")
    return replace(check_in, state=CheckInState.SKIPPED, reason=reason, by=by, at=at)


def refuse_answer(
    check_in: CheckIn, *, by: UserId, at: datetime, workspace: Workspace, stand_in: UserId | None = None
) -> None:
    """Say no before a form is opened for answers that could not count.

    Raises:
        Refusal: with the reason.
    """
    department = workspace.department(check_in.department)
    if department is None:
        raise Refusal("This department is no longer here, so its check-in is closed.")
    respondents = tuple(one for one in (department.lead, stand_in) if one is not None)
    if not respondents:
        raise Refusal(
            "{department} has no lead yet, so nobody can answer for it. An admin names one.",
            department=department.name,
        )
    if by not in respondents:
        raise Refusal(
            "{who} answers for {department}. Talk to them if you see it differently.",
            who=respondents[-1],
            department=department.name,
        )
    if check_in.state.counts and check_in.by is not None and check_in.at is not None:
        _refuse_second(check_in, answered_by=check_in.by, answered_at=check_in.at, by=by, at=at)
    if Week.of(at, timezone=workspace.timezone).since(check_in.week) > LATEST:
        raise Refusal(
            "The check-in of week {week} was more than {weeks} weeks ago; its questions have come round since. "
            "Type /social checkin for this week's.",
            week=check_in.week.number,
            weeks=LATEST,
        )


def _refuse_second(
    check_in: CheckIn, *, answered_by: UserId, answered_at: datetime, by: UserId, at: datetime
) -> None:
    if by != answered_by:
        raise Refusal("{who} answered this check-in {when}.", who=answered_by, when=answered_at)
    if at >= check_in.closes_at:
        raise Refusal(
            "You answered {when}, and week {week} is closed. The next check-in asks anew.",
            when=answered_at,
            week=check_in.week.number,
        )


def _filled(
    check_in: CheckIn,
    form: CheckInForm,
    *,
    before: Move | None,
    model: MaturityModel,
    whole: bool,
    at: datetime,
    timezone: str,
) -> CheckIn:
    """The check-in with answers, readings and report of the form."""
    errors = dict(move_problems(form.move, before, whole=whole, at=at, timezone=timezone))
    answers: list[Answer] = []
    readings: list[Reading] = []
    for capability in asked(check_in, model):
        level = form.levels.get(capability.key)
        if level in set(Anchor):
            answers.append(Answer(capability=capability.key, level=Anchor(level)))
        elif whole or level is not None:
            errors[level_field(capability.key)] = "Choose the statement that fits best."
        for measure in capability.measures:
            typed = form.figures.get((capability.key, measure.key), "")
            try:
                readings += _readings(capability, measure, typed)
            except Refusal as refused:
                errors[figure_field(capability.key, measure.key)] = str(refused)
    if errors:
        raise InvalidForm(errors)
    return replace(
        check_in, answers=tuple(answers), readings=tuple(readings), report=report(form.move, before)
    )


def _readings(capability: Capability, measure: Measure, typed: str) -> tuple[Reading, ...]:
    value = read_measure(typed, measure)
    if value is None:
        return ()
    return (Reading(capability=capability.key, measure=measure.key, value=value, unit=measure.unit),)
