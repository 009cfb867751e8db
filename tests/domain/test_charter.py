"""The charter: what may stand in it, who writes it, and what changed between two."""

from dataclasses import replace

import pytest

from domain.charter import (
    LINE_LIMIT,
    UNWRITTEN,
    WHY_LIMIT,
    Charter,
    CharterVersion,
    Gain,
    Goal,
    readers,
    tidied,
)
from domain.charter_changes import CharterOvertaken, charter_changes, charter_lines, write_charter
from domain.diffs import Change
from domain.people import Department, UserId
from domain.refusals import InvalidForm, Refusal
from tests.domain.stories import ADA, EVE, MIA, MONDAY, SAM, WORKSPACE, later

WRITTEN = Charter(
    home="Marketing, with a seat for every department",
    why="Customers should meet one company.\nNot four.",
    goals=(
        Goal(department="ecommerce", goal="Sell online", measure="orders from links"),
        Goal(department="hr", goal="Fill every vacancy", measure="applications"),
    ),
    gains=(Gain.WEB_SALES, Gain.HIRING),
    pays="4711 Brand",
)
FIRST = CharterVersion(charter=WRITTEN, number=1, by=ADA, at=MONDAY)


def written(charter: Charter, *, seen: int = 1, before: CharterVersion = FIRST, by: UserId = ADA) -> Charter:
    return write_charter(before, charter, seen=seen, by=by, workspace=WORKSPACE)


def test_an_admin_writes_it_and_blanks_around_words_go() -> None:
    loose = replace(
        WRITTEN,
        home="  Marketing, with a\nseat for  every department ",
        goals=(
            *reversed(WRITTEN.goals),
            Goal(department="marketing", goal=" ", measure=""),
            Goal(department="gone", goal="Be gone"),
        ),
        gains=(Gain.HIRING, Gain.WEB_SALES),
    )
    assert written(loose, seen=0, before=UNWRITTEN) == WRITTEN
    assert not WRITTEN.empty
    assert Charter().empty


def test_nobody_else_writes_it_and_is_told_whom_to_ask() -> None:
    with pytest.raises(Refusal, match="Only an admin can change this") as refused:
        written(Charter(), by=MIA)
    assert refused.value.parts == {"admins": (ADA,)}


def test_what_is_too_long_is_said_under_its_field() -> None:
    long = Charter(
        home="x" * (LINE_LIMIT + 1),
        why="y" * (WHY_LIMIT + 400),
        goals=(
            Goal(department="hr", goal="", measure="applications"),
            Goal(department="marketing", goal="z" * 300, measure="m" * LINE_LIMIT),
        ),
        pays="4" * LINE_LIMIT,
    )
    with pytest.raises(InvalidForm) as raised:
        written(long)
    assert raised.value.errors == {
        "home": "200 characters is the most, these are 201.",
        "why": "600 characters is the most, these are 1,000.",
        "goal_hr": "Say the goal that this figure measures.",
        "goal_marketing": "200 characters is the most, these are 300.",
    }


def test_goals_that_a_form_does_not_name_stay() -> None:
    only_hr = replace(WRITTEN, goals=(Goal(department="hr", goal="Hire kind people"),))
    assert written(only_hr).goals == (WRITTEN.goals[0], Goal(department="hr", goal="Hire kind people"))
    emptied = replace(WRITTEN, goals=(Goal(department="hr"),))
    assert written(emptied).goals == WRITTEN.goals[:1]
    fewer = replace(WORKSPACE, departments=WORKSPACE.departments[:1])
    assert tidied(WRITTEN, workspace=fewer).goals == WRITTEN.goals[:1]


def test_of_two_admins_at_once_the_second_is_told() -> None:
    now = CharterVersion(charter=replace(WRITTEN, pays="4712"), number=2, by=EVE, at=later())
    with pytest.raises(CharterOvertaken):
        written(replace(WRITTEN, home="HR"), seen=1, before=now)
    # Having seen it, they decide; and whoever wrote the very same has nothing to decide.
    assert written(replace(WRITTEN, home="HR"), seen=2, before=now).home == "HR"
    assert written(now.charter, seen=1, before=now) == now.charter


def test_changes_are_told_part_by_part_and_word_by_word() -> None:
    new = replace(
        WRITTEN,
        home="Marketing, with a chair for every department",
        goals=(Goal(department="ecommerce", goal="Sell online"), Goal(department="old", goal="Stay")),
        gains=(Gain.HIRING,),
    )
    changes = charter_changes(WRITTEN, new, workspace=WORKSPACE)
    assert [one.part for one in changes] == [
        "where social lives",
        "E-commerce: measure",
        "HR: goal",
        "HR: measure",
        "old: goal",
        "what counts as a gain",
    ]
    changed = [(run.change, run.text) for run in changes[0].runs if run.change is not Change.KEPT]
    assert changed == [(Change.REMOVED, "seat"), (Change.ADDED, "chair")]
    assert charter_lines(WRITTEN, new, workspace=WORKSPACE)[1:3] == (
        "charter, E-commerce: measure: orders from links → none",
        "charter, HR: goal: Fill every vacancy → none",
    )
    assert charter_lines(WRITTEN, WRITTEN, workspace=WORKSPACE) == ()
    assert charter_lines(Charter(), WRITTEN, workspace=WORKSPACE)[1] == (
        "charter, why: none → Customers should meet one company. Not four."
    )


def test_everybody_reads_it_once_store_managers_too() -> None:
    gone = replace(
        WORKSPACE,
        departments=(*WORKSPACE.departments, Department(key="it", name="IT", members=(UserId("U0GONE"),))),
        deactivated=frozenset({UserId("U0GONE")}),
    )
    told = readers(gone, told=())
    assert {ADA, EVE, MIA, SAM} <= set(told)
    assert UserId("U0GONE") not in told
    assert readers(gone, told={*map(str, told), "U0WHO"} - {SAM}) == (SAM,)
