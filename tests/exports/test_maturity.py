"""The sheets about maturity, read back."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle
from typing import Any

import pytest
from openpyxl import Workbook

from domain.checkins import CheckInState
from domain.moves import Move, Outcome
from domain.moves import Report as Said
from domain.people import Department
from domain.weeks import Week
from exports.report import Report
from tests.domain.maturity import MODEL, answered, check_in, levels
from tests.exports.ideas import MIA
from tests.exports.naughty import OWN
from tests.exports.reading import opened, records
from tests.exports.sample import DESK, sample_report

WEEK = Week.parse("2026-W47")
"""The sample's week."""
FIRST = Move(what="Answer within 4 h", who=MIA, due=date(2026, 11, 18))
CHECK_INS = (
    answered(levels(2, 2, 1, 0, 0, 0), "hr", WEEK.plus(-2), move=FIRST),
    answered(
        levels(3, 2, 1, 0, 0, 0),
        "marketing",
        state=CheckInState.LATE,
        week=WEEK,
        move=replace(FIRST, what="Ask one question"),
    ),
    answered(
        {"profiles": 3},
        "hr",
        WEEK,
        report=Said(move=FIRST, outcome=Outcome.DROPPED, word="Nobody was free"),
        move=FIRST,
    ),
    check_in("field-ops", WEEK),
)


def told(*check_ins: Any, **changes: Any) -> Report:
    plain: dict[str, Any] = {"check_ins": check_ins, "model": MODEL}
    return replace(sample_report(), **plain | changes)


@pytest.fixture(scope="module")
def workbook() -> Workbook:
    return opened(told(*CHECK_INS))


def test_each_answer_that_counts_has_its_row_week_by_week(workbook: Workbook) -> None:
    rows = records(workbook["Maturity"])
    # one week; hr and marketing have six capabilities each, and so have all departments together
    assert [row["Department"] for row in rows] == ["Marketing"] * 6 + ["HR"] * 6 + ["All departments"] * 6
    assert {(row["Week"], str(row["Week begins"])) for row in rows} == {("2026-W47", "2026-11-16 00:00:00")}
    by = {(row["Department"], row["Capability"]): row for row in rows}
    hr = by["HR", "Profiles"]
    assert (hr["Level, 0 to 3"], hr["Answer"], hr["Answered in week"]) == (3, "Always", "2026-W47")
    # (2*3 + 2) / 3 of 3
    assert (hr["Stage"], hr["Stage, %"], hr["Stage held"]) == ("Recruit", 89, "yes")
    assert by["HR", "Rhythm"]["Answered in week"] == "2026-W45"
    together = by["All departments", "Answering"]
    assert (together["Level, 0 to 3"], together["Answer"], together["Stage held"]) == (1, None, "no")


def test_a_longer_period_has_a_row_for_each_week_that_has_begun() -> None:
    report = told(*CHECK_INS)
    period = replace(report.period, first=date(2026, 11, 4), last=date(2026, 12, 31))

    rows = records(opened(replace(report, period=period))["Maturity"])
    assert sorted({str(row["Week"]) for row in rows}) == ["2026-W45", "2026-W46", "2026-W47"]


def test_each_move_has_its_row_and_what_came_of_it() -> None:
    report = told(*CHECK_INS)
    period = replace(report.period, first=date(2026, 11, 2))

    rows = records(opened(replace(report, period=period))["Moves"])
    assert [
        (row["Department"], row["Move"], row["What came of it"], row["In their words"]) for row in rows
    ] == [
        ("HR", "Answer within 4 h", "dropped", "Nobody was free"),
        ("Marketing", "Ask one question", "open", None),
        ("HR", "Answer within 4 h", "open", None),
    ]
    assert str(rows[0]["By"]) == "2026-11-18 00:00:00"
    assert rows[0]["Who"] == "Mia Okafor"
    assert [row["Answered late"] for row in rows] == ["no", "yes", "no"]


def test_both_are_tables_with_filters_and_levels_are_shaded(workbook: Workbook) -> None:
    assert workbook.sheetnames[4:] == ["Calendar", "Maturity", "Results", "Audit", "Moves"]
    for name in ("Maturity", "Moves"):
        (table,) = workbook[name].tables.values()
        assert table.ref == workbook[name].dimensions
        assert workbook[name].freeze_panes == "B2"
    (shaded,) = workbook["Maturity"].conditional_formatting
    assert str(shaded.sqref) == "F2:F19"
    assert workbook["Maturity"]["F2"].data_type == "n"
    assert workbook["Maturity"]["E2"].is_date


def test_without_answers_each_sheet_says_so() -> None:
    workbook = opened(told())

    assert str(workbook["Maturity"]["A1"].value).startswith("No department had answered a check-in from 16")
    assert str(workbook["Moves"]["A1"].value).startswith("No check-in from 16 to 22 November 2026")
    assert "Maturity" not in opened(sample_report()).sheetnames


@pytest.mark.parametrize("first", range(0, len(OWN), len(MODEL.capabilities)))
def test_names_and_moves_stay_text(first: int) -> None:
    """As many strings at once as there are capabilities to be called so."""
    texts = OWN[first : first + len(MODEL.capabilities)]
    named = zip(MODEL.capabilities, cycle(texts), strict=False)
    new = {f"new{number}": text for number, text in enumerate(texts)}
    departments = tuple(Department(key=key, name=text) for key, text in new.items())
    report = told(
        *(answered({"profiles": 1}, key, WEEK, move=replace(FIRST, what=text)) for key, text in new.items()),
        model=replace(MODEL, capabilities=tuple(replace(one, name=text) for one, text in named)),
        workspace=replace(DESK, departments=(*DESK.departments, *departments)),
    )

    workbook = opened(report)
    assert len(records(workbook["Moves"])) == len(texts)
    for name in ("Maturity", "Moves"):
        for row in workbook[name].iter_rows():
            assert all(cell.data_type != "f" for cell in row)


def test_a_removed_department_and_capability_are_left_out_of_levels_but_keep_their_moves() -> None:
    report = told(answered({"gone": 2, "profiles": 2}, "closed", WEEK, move=FIRST))

    workbook = opened(report)
    assert str(workbook["Maturity"]["A1"].value).startswith("No department")
    assert records(workbook["Moves"])[0]["Department"] == "closed"


def test_weeks_to_come_have_no_rows() -> None:
    report = told(*CHECK_INS)
    early = replace(report, made_at=report.made_at - timedelta(weeks=1))

    assert str(opened(early)["Moves"]["A1"].value).startswith("No check-in")
