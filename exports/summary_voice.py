"""What the sheet "Summary" says of one customer and one voice: figures beside those before, and who reviews whom."""

from collections import defaultdict
from statistics import median

from domain.calendar import unserved
from domain.digest import WIDE
from domain.signoffs import Decision
from exports.figures import decisions, departments, hours_to_answer
from exports.grid import Grid
from exports.looks import NOTE
from exports.report import Report


def put_beside(grid: Grid, report: Report, *, row: int) -> int:
    """What happened in these days and in as many before; returns the row after."""
    if report.beside is None:
        return row
    now, before = report.beside
    note = "These days up to the present, beside the same part of as many days before"
    if now.steps and (left := unserved(now.steps)):
        names = ", ".join(f"“{report.workspace.step_name(one)}”" for one in left)
        note += f"; no post that went out served {names}"
    grid.section(row, 2, "One customer, one voice", note)
    figures = (
        ("Posts that went out", lambda of: sum(of.went_out.values())),
        (f"… seen by {WIDE} or more departments", lambda of: of.seen_widely),
        ("… that name no campaign", lambda of: of.purposeless),
        ("… before every store was ready", lambda of: of.unready),
        ("Stores these left out", lambda of: of.left_out),
        ("Journey steps served", lambda of: len(of.steps)),
        ("Posts approved", lambda of: of.approved),
        ("Posts rejected", lambda of: of.rejected),
        ("Posts expired", lambda of: of.expired),
        ("Clashes settled", lambda of: of.settled),
        ("Forms the rulebook stopped", lambda of: of.stopped),
        ("Posts measured", lambda of: of.measured),
    )
    return grid.table(
        row + 2,
        ["Figure", "", "These days", "Before", "Change"],
        [[name, None, count(now), count(before), count(now) - count(before)] for name, count in figures],
        texts=frozenset({0, 1}),
    ).after


def reviews(report: Report) -> dict[tuple[str, str], list[float]]:
    """Who reviewed whom: the hours to each decision of the period, by the department that proposed and the one that decided."""
    taken: dict[tuple[str, str], list[float]] = defaultdict(list)
    for post, one in decisions(report):
        if one.decision is not Decision.WAIVED:
            taken[post.department, one.department].append(hours_to_answer(post, one))
    return taken


def put_reviews(grid: Grid, report: Report, *, row: int) -> int:
    """Whose posts each department decided about, how often and how soon; returns the row after."""
    note = (
        "Decisions of these days about each department's posts, by the seat they fill; waivers are left out"
    )
    grid.section(row, 2, "Who reviews whom", note)
    found = reviews(report)
    if not found:
        grid.put(row + 2, 2, "Nobody decided about a post in these days.", NOTE)
        return row + 3
    keys = [*dict.fromkeys([*departments(report), *(by for _, by in found)])]
    whose = [one for one in keys if any(pair[0] == one for pair in found)]
    names = [report.workspace.department_name(key) for key in keys]
    counted = grid.table(
        row + 2,
        ["Posts of", *names],
        [
            [report.workspace.department_name(one), *(len(found.get((one, by), ())) for by in keys)]
            for one in whose
        ],
    )
    return grid.table(
        counted.after,
        ["Median hours", *names],
        [
            [
                report.workspace.department_name(one),
                *(float(median(found[one, by])) if (one, by) in found else None for by in keys),
            ]
            for one in whose
        ],
    ).after
