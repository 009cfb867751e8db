"""Check-ins: what a department says about itself, once a week."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.maturity import Anchor, Capability, MaturityModel
from domain.moves import Move, MoveForm, Report
from domain.people import UserId, WorkspaceId
from domain.weeks import Week


class CheckInState(StrEnum):
    """Where a check-in stands."""

    OPEN = "open"
    SAVED = "saved"
    ANSWERED = "answered"
    LATE = "late"
    SKIPPED = "skipped"

    @property
    def waiting(self) -> bool:
        """Whether its department has yet to answer, and may be reminded."""
        return self in {CheckInState.OPEN, CheckInState.SAVED}

    @property
    def counts(self) -> bool:
        """Whether its answers make the score."""
        return self in {CheckInState.ANSWERED, CheckInState.LATE}


class SkipReason(StrEnum):
    """Why a check-in was skipped; the label people choose with one click."""

    UNCHANGED = "Nothing has changed"
    AWAY = "Away this week"
    BUSY = "No time this week"
    NOT_OURS = "These questions are not ours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a department said about one capability."""

    capability: str
    level: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A figure that came with an answer, in the unit that its measure had then."""

    capability: str
    measure: str
    value: float
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """One department's check-in of one week; workspace, department and week name it.

    Attributes:
        questions: keys of the capabilities it asks about, in order; at most seven.
        closes_at: from when on answers are late, in UTC, as was said when it was opened.
        answers: so far given; those of a saved one do not count yet.
        report: what came of the move before.
        move: the next one.
        draft: of a saved one, how the move before went and the next one, as typed so far.
        by: who answered, saved or skipped last.
        at: when, in UTC.
        reason: set when it was skipped.
    """

    workspace: WorkspaceId
    department: str
    week: Week
    questions: tuple[str, ...]
    closes_at: datetime
    state: CheckInState = CheckInState.OPEN
    answers: tuple[Answer, ...] = ()
    readings: tuple[Reading, ...] = ()
    report: Report | None = None
    move: Move | None = None
    draft: MoveForm | None = None
    by: UserId | None = None
    at: datetime | None = None
    reason: SkipReason | None = None

    @property
    def subject(self) -> str:
        """What notices, buttons and the record call it: the week and the department's key."""
        return f"{self.week}/{self.department}"


def read_subject(text: str) -> tuple[Week, str]:
    """The week and the department's key of a check-in, from its `subject`.

    Raises:
        ValueError: this is none.
    """
    week, _, department = text.partition("/")
    return Week.parse(week), department


def asked(check_in: CheckIn, model: MaturityModel) -> tuple[Capability, ...]:
    """What the form asks about: the check-in's questions that are still in the model."""
    return tuple(one for key in check_in.questions if (one := model.capability(key)))


def presets(check_in: CheckIn, history: Iterable[CheckIn]) -> dict[str, Anchor]:
    """What the form shows as chosen: what was saved, else the department's last answer to each question.

    Args:
        history: check-ins of this department, in any order.
    """
    counting = [one for one in history if one.state.counts and one.week < check_in.week]
    said = {
        answer.capability: answer.level
        for one in (*sorted(counting, key=lambda one: one.week), check_in)
        for answer in one.answers
    }
    return {key: said[key] for key in check_in.questions if key in said}


def last_move(history: Iterable[CheckIn], *, week: Week) -> Move | None:
    """The move that this week's check-in opens by asking about: the one the department's last answer ended with."""
    before = [one for one in history if one.state.counts and one.week < week]
    return max(before, key=lambda one: one.week).move if before else None
