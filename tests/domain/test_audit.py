from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta, timezone
from typing import Any

import pytest

from domain.audit import FIRST, Action, Entry, Event, UnreadableEntryError, entry, first_break
from tests.domain.stories import EVE, WORKSPACE, later


def trail(*subjects: str) -> list[Entry]:
    lines: list[Entry] = []
    for number, subject in enumerate(subjects, start=1):
        event = Event(
            action=Action.PROPOSED, by=EVE, at=later(), subject=subject, detail={"title": "Jackets"}
        )
        previous = lines[-1].hash if lines else FIRST
        lines.append(entry(event, workspace=WORKSPACE.id, number=number, previous=previous))
    return lines


def test_a_whole_trail_has_no_break() -> None:
    assert first_break(trail("P1", "P2", "P3")) is None
    assert first_break([]) is None


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "P9"},
        {"version": 9},
        {"detail": {"title": "Trousers"}},
        {"by": None},
        {"action": Action.REJECTED},
        {"at": later(2)},
    ],
)
def test_a_changed_line_is_found(change: dict[str, Any]) -> None:
    lines = trail("P1", "P2", "P3")
    lines[1] = replace(lines[1], event=replace(lines[1].event, **change))

    assert first_break(lines) == 2


def test_a_removed_line_and_a_line_put_in_are_found() -> None:
    first, second, third = trail("P1", "P2", "P3")

    assert first_break([first, third]) == 2
    assert first_break([first, first, second]) == 2
    assert first_break([second, third]) == 1


def test_the_same_moment_in_another_zone_has_the_same_hash() -> None:
    (one,) = trail("P1")
    elsewhere = replace(one.event, at=one.event.at.astimezone(timezone(timedelta(hours=9))))

    assert first_break([replace(one, event=elsewhere)]) is None


def test_a_line_that_cannot_be_read_is_the_break() -> None:
    first, *_ = trail("P1", "P2")

    def spoiled() -> Iterator[Entry]:
        yield first
        raise UnreadableEntryError(2)

    assert first_break(spoiled()) == 2
    assert str(UnreadableEntryError(2)) == "entry 2 cannot be read"
