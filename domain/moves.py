"""Moves: the one next step that a department takes from a check-in, and what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.people import UserId
from domain.sight import visible

WHAT_LIMIT = 200
"""Characters of a move: it is one step, and digests give it in one line."""
WORD_LIMIT = 500
"""Characters of what there is to say about how it went."""
LONGEST = timedelta(weeks=12)
"""What takes longer is a project, not the next move."""
_WEEK = timedelta(weeks=1)


class Outcome(StrEnum):
    """What came of a move, in the words that people choose."""

    DONE = "done"
    NOT_YET = "not yet"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A step: what, who, by when.

    Attributes:
        due: the day by which it shall have happened, in the workspace's zone.
    """

    what: str
    who: UserId
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a department said about the move before.

    Attributes:
        move: as it was when it was asked about.
        word: what there was to say; never empty for one that was dropped.
    """

    move: Move
    outcome: Outcome
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveForm:
    """What the check-in's last part holds, as typed: how the move before went, and the next one."""

    outcome: Outcome | None = None
    word: str = ""
    what: str = ""
    who: UserId | None = None
    due: date | None = None

    @property
    def empty(self) -> bool:
        """Whether no next move was given."""
        return not self.what.strip() and self.who is None and self.due is None


def report(form: MoveForm, before: Move | None) -> Report | None:
    """What was said about the move before; None when there was none or nothing was said."""
    if before is None or form.outcome is None:
        return None
    return Report(move=before, outcome=form.outcome, word=form.word.strip())


def next_move(form: MoveForm, before: Move | None, *, at: datetime, timezone: str) -> Move | None:
    """The move that the form gives; None while it is not whole.

    One that has not happened yet goes on when no other is given; if its day has passed, it has another week.

    Args:
        at: the present, in UTC.
        timezone: the workspace's IANA zone.
    """
    if before is not None and form.outcome is Outcome.NOT_YET and form.empty:
        today = _today(at, timezone)
        return before if before.due > today else replace(before, due=today + _WEEK)
    what = " ".join(form.what.split())
    return Move(what=what, who=form.who, due=form.due) if what and form.who and form.due else None


def problems(
    form: MoveForm, before: Move | None, *, whole: bool, at: datetime, timezone: str
) -> Iterator[tuple[str, str]]:
    """What keeps this part of the form from being taken: field and sentence.

    Args:
        before: the move of last time, which the form asks about.
        whole: whether everything has to be there; not when it is only saved.
    """
    if before is not None:
        yield from _report_problems(form, whole=whole)
    if len(form.what.strip()) > WHAT_LIMIT:
        yield "what", f"{WHAT_LIMIT} characters is the most for a move: one step, in one line."
    if form.due is not None:
        yield from _due_problems(form.due, today=_today(at, timezone))
    if whole and next_move(form, before, at=at, timezone=timezone) is None:
        if not visible(form.what):
            yield "what", "Say what you will do next: one small step."
        if form.who is None:
            yield "who", "Choose who sees to it."
        if form.due is None:
            yield "due", "Choose the day by which it has happened."


def _report_problems(form: MoveForm, *, whole: bool) -> Iterator[tuple[str, str]]:
    if whole and form.outcome is None:
        yield "outcome", "Say what came of it: done, not yet or dropped."
    if whole and form.outcome is Outcome.DROPPED and not visible(form.word):
        yield "word", "Say in a few words why it was dropped: others may be about to try the same."
    if len(form.word.strip()) > WORD_LIMIT:
        yield "word", f"{WORD_LIMIT} characters is the most here."


def _due_problems(due: date, *, today: date) -> Iterator[tuple[str, str]]:
    if due < today:
        yield "due", "This day has passed. Choose today or a later one."
    elif due - today > LONGEST:
        yield "due", f"Choose a day within {LONGEST.days // 7} weeks: a move is one small step."


def _today(at: datetime, timezone: str) -> date:
    return at.astimezone(ZoneInfo(timezone)).date()
