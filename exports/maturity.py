"""The sheets "Maturity" and "Moves": how far each department had come, week by week, and what it did next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction

from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from domain.checkins import CheckIn, CheckInState
from domain.maturity import Anchor, Capability, MaturityModel
from domain.maturity_score import Score, StageScore, standing
from domain.moves import Move
from domain.moves import Report as Said
from domain.weeks import Week
from exports.listings import Column, Listing, add_listing
from exports.looks import ACCENT_TINTS, COUNT, DAY, LEVEL, STRONG, TEXT, WHITE, Styles
from exports.report import Report
from exports.streaming import Body

EVERYBODY = "All departments"
TITLE = "Maturity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standpoint:
    """How far a department, or all together, had come with one capability by the end of a week."""

    week: Week
    department: str
    capability: Capability
    score: Score

    @property
    def level(self) -> Fraction | None:
        """0 to 3."""
        return self.score.capability(self.capability.key).level

    @property
    def stage(self) -> StageScore:
        """The score of the capability's stage."""
        return next(one for one in self.score.stages if one.stage == self.capability.stage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A move, by the check-in that ended with it, and the later one that asked what came of it."""

    check_in: CheckIn
    move: Move
    after: CheckIn | None


def add_maturity(report: Report, *, workbook: Workbook, styles: Styles) -> dict[str, Body]:
    """Add the sheet "Maturity"; none when nobody has told the report about a model.

    Returns:
        What it will hold, by its title.
    """
    if report.model is None:
        return {}
    levels = _levels(report, report.model)
    bodies = add_listing(levels, workbook=workbook, styles=styles, report=report)
    if levels.rows:
        place = next(number for number, one in enumerate(levels.columns, start=1) if one.look is LEVEL)
        letter = get_column_letter(place)
        shades = ColorScaleRule(  # type: ignore[no-untyped-call]  # openpyxl tells no types here
            start_type="num",
            start_value=0,
            start_color=WHITE,
            end_type="num",
            end_value=3,
            end_color=ACCENT_TINTS[2],
        )
        for title in bodies:
            last = len(levels.rows) + 1
            workbook[title].conditional_formatting.add(f"{letter}2:{letter}{last}", shades)
    return bodies


def moves_listing(report: Report) -> Listing[Taken]:
    """The sheet "Moves": one row a move, in the order of the check-ins that ended with it."""
    return Listing(
        title="Moves",
        rows=tuple(_taken(report)),
        nothing=f"No check-in from {report.days} ended with a move.",
        columns=(
            Column(heading="Move", width=46, look=STRONG, value=lambda row: row.move.what),
            Column(
                heading="Department",
                width=20,
                look=TEXT,
                value=lambda row: report.workspace.department_name(row.check_in.department),
            ),
            Column(heading="Who", width=18, look=TEXT, value=lambda row: report.name(row.move.who)),
            Column(heading="By", width=15, look=DAY, value=lambda row: _day(row.move.due, report)),
            Column(heading="Week", width=12, look=TEXT, value=lambda row: str(row.check_in.week)),
            Column(heading="Answered late", width=12, look=TEXT, value=_late),
            Column(heading="What came of it", width=16, look=TEXT, value=_outcome),
            Column(heading="In their words", width=46, look=TEXT, value=_word),
        ),
    )


def _levels(report: Report, model: MaturityModel) -> Listing[Standpoint]:
    stages = {one.key: one.name for one in model.stages}
    return Listing(
        title=TITLE,
        rows=tuple(_standpoints(report, model)),
        nothing=f"No department had answered a check-in from {report.days}.",
        columns=(
            Column(heading="Capability", width=26, look=STRONG, value=lambda row: row.capability.name),
            Column(heading="Stage", width=14, look=TEXT, value=lambda row: stages[row.capability.stage]),
            Column(heading="Department", width=20, look=TEXT, value=lambda row: row.department),
            Column(heading="Week", width=12, look=TEXT, value=lambda row: str(row.week)),
            Column(
                heading="Week begins", width=15, look=DAY, value=lambda row: _day(row.week.monday, report)
            ),
            Column(heading="Level, 0 to 3", width=13, look=LEVEL, value=_level),
            Column(heading="Answer", width=14, look=TEXT, value=_answer),
            Column(heading="Answered in week", width=14, look=TEXT, value=_answered),
            Column(heading="Stage, %", width=12, look=COUNT, value=lambda row: row.stage.percent),
            Column(
                heading="Stage held", width=12, look=TEXT, value=lambda row: "yes" if row.stage.held else "no"
            ),
        ),
    )


def _standpoints(report: Report, model: MaturityModel) -> Iterator[Standpoint]:
    """By week, then department, all together last, then in the model's order; without what nobody has answered."""
    departments = tuple(one.key for one in report.workspace.departments)
    for week in _weeks(report):
        now = standing(model, report.check_ins, departments=departments, week=week)
        named = [(report.workspace.department_name(key), score) for key, score in now.departments]
        for department, score in (*named, (EVERYBODY, now.organisation)):
            for capability in model.capabilities:
                found = Standpoint(week=week, department=department, capability=capability, score=score)
                if found.level is not None:
                    yield found


def _taken(report: Report) -> Iterator[Taken]:
    weeks = set(_weeks(report))
    for one in report.check_ins:
        if one.week in weeks and one.state.counts and one.move is not None:
            later = (
                other
                for other in report.check_ins
                if other.department == one.department and other.week > one.week and other.state.counts
            )
            yield Taken(
                check_in=one, move=one.move, after=min(later, key=lambda other: other.week, default=None)
            )


def _weeks(report: Report) -> list[Week]:
    """Those that the period touches, as far as they have begun."""
    timezone = report.period.timezone
    week = Week.of(report.period.start, timezone=timezone)
    last = Week.of(report.made_at, timezone=timezone)
    weeks = []
    while week <= last and week.monday <= report.period.last:
        weeks.append(week)
        week = week.plus(1)
    return weeks


def _day(day: date, report: Report) -> datetime:
    return datetime.combine(day, time(), report.zone)


def _level(row: Standpoint) -> float | None:
    return None if row.level is None else round(float(row.level), 2)


def _answer(row: Standpoint) -> str:
    """The chosen answer; a mean of several departments' is none."""
    return Anchor(int(row.level)).label if row.level is not None and row.department != EVERYBODY else ""


def _answered(row: Standpoint) -> str:
    return str(row.score.capability(row.capability.key).week or "")


def _late(row: Taken) -> str:
    return "yes" if row.check_in.state is CheckInState.LATE else "no"


def _outcome(row: Taken) -> str:
    found = _told(row)
    return found.outcome.value if found else "open"


def _word(row: Taken) -> str:
    found = _told(row)
    return found.word if found else ""


def _told(row: Taken) -> Said | None:
    """What the next check-in said about this move."""
    found = row.after.report if row.after else None
    return found if found and found.move == row.move else None
