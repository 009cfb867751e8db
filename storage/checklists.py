"""The checklist of readiness between value and JSON."""

from typing import Any

from domain.checklist import SHIPPED_CHECKLIST, Item, Promise


def checklist_values(checklist: tuple[Item, ...]) -> list[dict[str, Any]] | None:
    """What keeps this checklist; None for the shipped one, so that whoever changed nothing gets a better one."""
    if checklist == SHIPPED_CHECKLIST:
        return None
    return [{"key": one.key, "name": one.name, "promises": sorted(one.promises)} for one in checklist]


def checklist_of(kept: list[dict[str, Any]] | None) -> tuple[Item, ...]:
    """The checklist that was kept."""
    if kept is None:
        return SHIPPED_CHECKLIST
    return tuple(
        Item(key=one["key"], name=one["name"], promises=frozenset(map(Promise, one["promises"])))
        for one in kept
    )
