"""Removals: what a workspace file takes away by not naming it; nobody is to lose a store by leaving it out unawares."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from domain.people import Department, Store, UserId
from domain.workspaces import Workspace

Entry = TypeVar("Entry", Department, Store)
SHOWN = 20
"""Stores, and people, that are named one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removals:
    """What there is now and would not be any more.

    Attributes:
        departments: those in which there is anybody.
        people: whoever would have no role here any more, with their names as far as they are known; without those who
            manage nothing but stores that go.
    """

    departments: tuple[Department, ...]
    stores: tuple[Store, ...]
    people: Mapping[UserId, str]

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.departments or self.stores or self.people)

    def within(self, shown: "Removals") -> bool:
        """Whether all of it was shown."""
        return (
            {one.key for one in self.departments} <= {one.key for one in shown.departments}
            and {one.key for one in self.stores} <= {one.key for one in shown.stores}
            and self.people.keys() <= shown.people.keys()
        )

    @property
    def lines(self) -> list[str]:
        """What would go, a line each; of many the first ones, and how many more."""
        return [
            *(f"department {one.key} ({one.name}): would be removed" for one in self.departments),
            *_some([f"store {one.key} ({one.name}): would be removed" for one in self.stores], "stores"),
            *_some(
                [
                    f"{id}{f' ({name})' if name else ''}: would have no role here any more"
                    for id, name in self.people.items()
                ],
                "people",
            ),
        ]


def _some(lines: list[str], what: str) -> list[str]:
    more = len(lines) - SHOWN
    return [*lines[:SHOWN], f"and {more:,} more {what}"] if more > 1 else lines


def removals(before: Workspace, after: Workspace, *, names: Mapping[UserId, str]) -> Removals:
    """What the second one lacks.

    Args:
        names: of everybody the bot has met.
    """
    stores = _gone(before.stores, after.stores)
    lost = before.everybody - after.everybody - {one.manager for one in stores}
    return Removals(
        departments=_left(before, after),
        stores=stores,
        people={one: names.get(one, "") for one in sorted(lost)},
    )


def with_all(before: Workspace, after: Workspace) -> Workspace:
    """The second one, with the departments and stores that only the first one has."""
    return replace(
        after,
        departments=(*after.departments, *_left(before, after)),
        stores=(*after.stores, *_gone(before.stores, after.stores)),
    )


def _left(before: Workspace, after: Workspace) -> tuple[Department, ...]:
    """Departments that go, with the people in them; one that nobody is in goes without asking."""
    gone = _gone(before.departments, after.departments)
    return tuple(one for one in gone if one.lead or one.approvers or one.members or one.approver_group)


def _gone(before: tuple[Entry, ...], after: tuple[Entry, ...]) -> tuple[Entry, ...]:
    there = {one.key for one in after}
    return tuple(one for one in before if one.key not in there)
