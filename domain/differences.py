"""Differences between two states of a workspace, in words for the record and the operator."""

from collections.abc import Iterable, Iterator
from dataclasses import fields

from domain.checklist_change import checklist_lines
from domain.journey import Step
from domain.people import Department, Store
from domain.timetable import Kind
from domain.workspaces import Workspace


def differences(old: Workspace, new: Workspace) -> Iterator[str]:
    """What differs between two workspaces, a line each, with ids as they are."""
    for name in ("desk", "leadership", "timezone", "admins", "leaders"):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield f"{name}: {_shown(before)} → {_shown(after)}"
    for kind in Kind:
        was, is_now = old.timetable.of(kind), new.timetable.of(kind)
        if was != is_now:
            yield f"time of the {kind}: {was} → {is_now}"
    for step in Step:
        if old.step_name(step) != new.step_name(step):
            yield f"step {step}: {old.step_name(step)} → {new.step_name(step)}"
    if old.checklist != new.checklist:
        yield f"readiness checklist: {checklist_lines(old.checklist)} → {checklist_lines(new.checklist)}"
    yield from _entry_differences("department", old.departments, new.departments)
    yield from _entry_differences("store", old.stores, new.stores)


def _entry_differences(
    what: str, old: Iterable[Department | Store], new: Iterable[Department | Store]
) -> Iterator[str]:
    before, after = {one.key: one for one in old}, {one.key: one for one in new}
    yield from (f"{what} {key}: removed" for key in before if key not in after)
    for key, one in after.items():
        if key not in before:
            yield f"{what} {key}: added ({one.name})"
        for part in fields(one) if key in before else ():
            was, is_now = getattr(before[key], part.name), getattr(one, part.name)
            if was != is_now:
                yield f"{what} {key}, {part.name}: {_shown(was)} → {_shown(is_now)}"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "nobody"
    return "none" if value in (None, "") else str(value)
