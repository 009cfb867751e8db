"""An admin changes the checklist: what is left out, what stands twice, and what ticks stay."""

from dataclasses import replace

import pytest

from domain.checklist import SHIPPED_CHECKLIST, Item, Promise
from domain.checklist_change import NAME_LIMIT, change_checklist, checklist_lines, name_field
from domain.differences import differences
from domain.readiness import readiness_of
from domain.refusals import InvalidForm, Refusal
from domain.workspaces import Workspace
from tests.domain.stories import ADA, FAY, WORKSPACE, proposed, ready

LINES = dict(enumerate(SHIPPED_CHECKLIST))


def changed(**names: str | None) -> Workspace:
    """The checklist with other names, by `line_<number>`; None takes a line away."""
    lines = dict(LINES)
    for field, name in names.items():
        number = int(field.removeprefix("line_"))
        before = lines.get(number, Item(key=f"new{number}", name=""))
        lines[number] = replace(before, name=name or "")
    return change_checklist(WORKSPACE, lines, by=ADA)


def test_a_renamed_line_keeps_its_ticks_and_an_added_one_has_none() -> None:
    post = ready(proposed(stores=("S001",)))
    renamed = readiness_of(post, workspace=changed(line_0="  Everybody   briefed "))
    assert renamed is not None
    assert renamed.complete
    assert renamed.items[0].name == "Everybody briefed"

    added = readiness_of(post, workspace=changed(line_5="Queue barriers"))
    assert added is not None
    assert [one.name for one in added.units[0].missing] == ["Queue barriers"]


def test_a_line_without_a_name_is_taken_away_and_one_has_to_stay() -> None:
    assert [one.key for one in changed(line_0=None, line_1="\u2060").checklist] == [
        "signage",
        "till",
        "hours",
    ]
    with pytest.raises(InvalidForm) as refused:
        changed(**{f"line_{number}": None for number in LINES})
    assert list(refused.value.errors) == [name_field(0)]


def test_what_is_too_long_or_stands_twice_is_said_under_its_line() -> None:
    with pytest.raises(InvalidForm) as refused:
        changed(line_1="x" * (NAME_LIMIT + 1), line_3="STAFF briefed")
    assert list(refused.value.errors) == [name_field(1), name_field(3)]
    assert "above already" in refused.value.errors[name_field(3)]


def test_only_admins_change_it() -> None:
    with pytest.raises(Refusal):
        change_checklist(WORKSPACE, LINES, by=FAY)


def test_the_record_names_the_lines_and_what_they_are_asked_for() -> None:
    items = (Item(key="a", name="Staff"), Item(key="b", name="Till", promises=frozenset({Promise.OFFER})))
    assert checklist_lines(items) == "Staff, Till (offer)"
    (line,) = differences(WORKSPACE, replace(WORKSPACE, checklist=items))
    assert line.startswith("readiness checklist: Staff briefed, ")
    assert line.endswith("→ Staff, Till (offer)")
    assert not list(differences(WORKSPACE, WORKSPACE))
