"""The tables of the sheet "Summary"."""

from itertools import zip_longest
from textwrap import wrap

from domain.people import UserId
from domain.signoffs import Decision
from exports.cells import Value
from exports.figures import STEPS, Figures, departments
from exports.grid import Block, Grid
from exports.looks import NOTE
from exports.report import Report

MESSAGE_LIMIT = 56
"""Characters of a finding's message that fit into two columns; the sheet "Findings" has all of it."""
PEOPLE_LIMIT = 3
RULES_LIMIT = 10
WHOLE_LINE, HALF_LINE = 110, 50
"""Characters that fit into five columns, and into two."""


def put_states(grid: Grid, report: Report, figures: Figures, *, row: int) -> Block:
    """How many posts each department has in each state."""
    note = "Every post of this workbook, in the state it has now"
    grid.section(row, 2, "Posts by department and state", note)
    keys = departments(report)
    counted = figures.states
    return grid.table(
        row + 2,
        ["State", *(report.workspace.department_name(key) for key in keys), "All"],
        [
            *([state.value, *(line[key] for key in keys), line.total()] for state, line in counted.items()),
            ["All", *(sum(line[key] for line in counted.values()) for key in keys), len(report.posts)],
        ],
        total=True,
    )


def put_times(grid: Grid, report: Report, figures: Figures, *, row: int) -> Block:
    """How long approval takes, by proposing department."""
    note = "From proposal to the last signature, nights and weekends included; posts approved in these days"
    grid.section(row, 2, "Time to approval", note)
    return grid.table(
        row + 2,
        ["Proposed by", *(label for label, _ in STEPS), "Median hours"],
        [
            ["All" if key is None else report.workspace.department_name(key), *times.steps, times.median]
            for key, times in figures.times.items()
        ],
        total=True,
    )


def put_queues(grid: Grid, report: Report, figures: Figures, *, row: int) -> int:
    """Whose turn it is; returns the row after."""
    note = "Open posts and whose turn it is; a post can wait for several departments"
    grid.section(row, 2, "Waiting for", note)
    found = figures.queues
    if not found:
        grid.put(row + 2, 2, "Nothing is waiting.", NOTE)
        return row + 3
    return grid.table(
        row + 2,
        ["Whose turn", "Posts", "Longest wait, hours", "Since", "Who can act", ""],
        [
            [party, queue.posts, queue.longest, queue.since, _people(queue.people, report), None]
            for party, queue in found.items()
        ],
        texts=frozenset({0, 4, 5}),
    ).after


def put_answers(grid: Grid, report: Report, figures: Figures, *, row: int) -> int:
    """What each department decided, and how soon; returns the row after."""
    note = "Decisions taken in these days; hours from the submission of a version to the decision about it"
    grid.section(row, 2, "Sign-offs by department", note)
    found = figures.answers
    if not found:
        grid.put(row + 2, 2, "Nobody decided about a post in these days.", NOTE)
        return row + 3
    return grid.table(
        row + 2,
        ["Department", "Approved", "Changes requested", "Rejected", "Waived", "All", "Median hours"],
        [
            [
                report.workspace.department_name(key),
                *(one.counts[decision] for decision in Decision),
                one.counts.total(),
                one.median,
            ]
            for key, one in found.items()
        ],
    ).after


def put_findings(grid: Grid, figures: Figures, *, row: int) -> int:
    """Which rules had most to say; returns the row after."""
    note = "What the rulebook said about versions submitted in these days"
    grid.section(row, 2, "Most frequent findings", note)
    found = figures.findings[:RULES_LIMIT]
    if not found:
        grid.put(row + 2, 2, "Nothing. Well written.", NOTE)
        return row + 3
    return grid.table(
        row + 2,
        ["Rule", "Level", "Times", "Posts", "What it says, for example", ""],
        [[one.rule, one.level.value, one.times, one.posts, _shortened(one.message), None] for one in found],
        texts=frozenset({0, 1, 4, 5}),
    ).after


def put_charter(grid: Grid, report: Report, *, row: int) -> int:
    """Why social is done here and what each department wants of it; returns the row after."""
    charter = report.charter
    if charter.empty:
        return row
    grid.section(row, 2, "The charter", "As it is in force now; /social goals shows it any time")
    parts = [
        ("Where social lives", charter.home),
        ("Why", " ".join(charter.why.split())),
        ("What counts as a gain", ", ".join(charter.gains)),
        ("Who pays", charter.pays),
    ]
    lines: list[list[Value]] = []
    for part, said in parts:
        lines += _wrapped(part, wrap(said, WHOLE_LINE), [])
    for one in charter.goals:
        name = report.workspace.department_name(one.department)
        lines += _wrapped(name, wrap(one.goal, HALF_LINE), wrap(one.measure or "no measure yet", HALF_LINE))
    headings = ["Part", "What it says", "", "Measured by", "", ""]
    return grid.table(row + 2, headings, lines, texts=frozenset(range(6))).after


def _wrapped(part: str, said: list[str], measure: list[str]) -> list[list[Value]]:
    """One part over as many rows as its longest text needs, since nothing else on this sheet wraps."""
    rows = zip_longest(said, measure)
    return [
        [None if number else part, words, None, figure, None, None]
        for number, (words, figure) in enumerate(rows)
    ]


def _people(people: tuple[UserId, ...], report: Report) -> str:
    if not people:
        return "nobody can sign: name an approver"
    names = [report.name(user) for user in people[:PEOPLE_LIMIT]]
    more = len(people) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MESSAGE_LIMIT else line[: MESSAGE_LIMIT - 1].rstrip() + "…"
