"""Maturity as the digest tells it: where the stages stand, the next move and the trend."""

from slack_sdk.models.blocks import Block

from blocks.digest_departments import named
from blocks.digest_page import Part, day_said, said_of
from blocks.maturity_trend import told_chart, trend_figures, trend_words
from blocks.text import escape, inline, mention, plural
from domain.maturity_lines import current_line, standing_line
from domain.maturity_report import MaturityReport
from domain.workspaces import Workspace

MOVE_SHOWN = 32
"""Weight of a move on a phone's screen."""


def maturity_briefly(report: MaturityReport, *, workspace: Workspace) -> list[str]:
    """The stage that is held, the one to work on, and the next move."""
    if not report.answered:
        return maturity_in_full(report, workspace=workspace)
    stands = said_of([current_line(report)])
    return [": ".join([*stands, *_move_briefly(report, workspace=workspace)])]


def maturity_in_full(report: MaturityReport, *, workspace: Workspace) -> list[str]:
    """Where each stage stands and the next move; a week that nobody answered stands nowhere of its own."""
    if report.answered:
        return [*said_of([standing_line(report)]), *_next_move(report, workspace=workspace)]
    asked = plural(len(report.asked), "department", "departments")
    none = (
        [f"0 of {asked} answered the check-in; leads answer with `/social checkin`"] if report.asked else []
    )
    return [*none, *_next_move(report, workspace=workspace)]


def trend_shown(report: MaturityReport, *, charts: bool) -> list[Block]:
    """The trend as a chart, else every figure of it in words; nothing before there are two weeks to compare."""
    if not _goes_on(report):
        return []
    chart = told_chart(report) if charts else None
    return [chart] if chart else list(trend_words(report))


def trend_in_full(report: MaturityReport) -> Part:
    """Every figure of the trend; nothing where `trend_shown` shows nothing."""
    return Part(*trend_figures(report)) if _goes_on(report) else Part("", [])


def _goes_on(report: MaturityReport) -> bool:
    return bool(report.answered) and sum(one.percent is not None for one in report.trend) > 1


def _next_move(report: MaturityReport, *, workspace: Workspace) -> list[str]:
    """The same move as on the Home: the one due for longest, else the next; nobody is named for being late."""
    if not report.moves:
        return []
    first = report.moves[0]
    what = f"“{named(first.move.what)}”"
    due = f"{first.move.due:%a} {day_said(first.move.due)}"
    if first.overdue:
        department = named(workspace.department_name(first.department))
        return [f"Next move, open since {due}: {what} · {department}"]
    return [f"Next move: {what}, {mention(first.move.who)}, by {due}"]


def _move_briefly(report: MaturityReport, *, workspace: Workspace) -> list[str]:
    if not report.moves:
        return []
    first = report.moves[0]
    what = f"next move “{escape(inline(first.move.what, limit=MOVE_SHOWN))}”"
    if first.overdue:
        return [f"{what}, {named(workspace.department_name(first.department))}"]
    return [f"{what}, {mention(first.move.who)}, by {first.move.due:%a} {day_said(first.move.due)}"]
