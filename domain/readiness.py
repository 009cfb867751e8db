"""Readiness: whether every store that a post touches can keep its promise."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from domain.checklist import Item
from domain.heard import Unit, heard
from domain.marks import COMPANY, Mark
from domain.posts import Post
from domain.workspaces import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """How far the stores of a post are.

    Attributes:
        items: what each unit is asked for.
        units: in the order of the post's stores.
        excluded: the latest exclusion of each store that was taken out of the post, by the store's key.
        waiver: the mark by which readiness need not be ticked on this version, while it counts.
        reset: the mark that says when and why everything was to be ticked anew, if it ever was.
        departments: keys of the departments whose seats ask for it.
    """

    items: tuple[Item, ...]
    units: tuple[Unit, ...]
    excluded: Mapping[str, Mark]
    waiver: Mark | None
    reset: Mark | None
    departments: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many units there are."""
        return len(self.units)

    @property
    def ready(self) -> int:
        """How many of them are ready."""
        return sum(one.ready for one in self.units)

    @property
    def open(self) -> tuple[Unit, ...]:
        """The units that are not ready, whether they said so or not."""
        return tuple(one for one in self.units if not one.ready)

    @property
    def refused(self) -> tuple[Unit, ...]:
        """The units that said "not ready"."""
        return tuple(one for one in self.units if one.refusal)

    @property
    def missing(self) -> Mapping[str, int]:
        """How many units lack each item, by the item's key; none for what nobody lacks."""
        lacking: dict[str, int] = defaultdict(int)
        for unit in self.units:
            for item in unit.missing:
                lacking[item.key] += 1
        return lacking

    @property
    def complete(self) -> bool:
        """Whether the post no longer waits for it."""
        return self.waiver is not None or all(one.ready for one in self.units)

    @property
    def words(self) -> str:
        """How far they are, for the department's seat: "ready 37 of 40"."""
        if self.waiver:
            return "readiness waived"
        if self.total > 1:
            return f"ready {self.ready} of {self.total}"
        (unit,) = self.units
        ticked = len(self.items) - len(unit.missing)
        return (
            "ready"
            if unit.ready
            else "not ready"
            if unit.refusal
            else f"{ticked} of {len(self.items)} ticked"
        )

    @property
    def waits_for(self) -> str:
        """What the post waits for, behind "waits for": "readiness in 3 stores"; empty when for nothing."""
        left = len(self.open)
        if self.complete:
            return ""
        if self.units[0].key == COMPANY:
            return "readiness"
        return f"readiness in {left} {'store' if left == 1 else 'stores'}"


def readiness_of(post: Post, *, workspace: Workspace) -> Readiness | None:
    """How far the post's stores are with what its present version promises; None where no route asks.

    A post that names no store has one unit for the whole company. What was said about another promise does not
    count, nor what was said before the promise last changed. That somebody who said it has left changes nothing: a
    tick is a fact about a store, and no signature.
    """
    state = heard(post, workspace=workspace)
    if state is None:
        return None
    return Readiness(
        items=state.items,
        units=tuple(state.unit(one) for one in dict.fromkeys(post.stores or (COMPANY,))),
        excluded={key: mark for key, mark in state.excluded.items() if key not in post.stores},
        waiver=state.waiver,
        reset=state.reset,
        departments=state.departments,
    )


def left_out(post: Post, *, workspace: Workspace) -> tuple[str, ...]:
    """Keys of the stores that were taken out of the post as they were not ready, in that order."""
    readiness = readiness_of(post, workspace=workspace)
    return tuple(readiness.excluded) if readiness else ()


def stores_ready(post: Post, *, workspace: Workspace) -> bool:
    """Whether the post waits for no store."""
    state = heard(post, workspace=workspace)
    return state is None or state.waiver is not None or all(map(state.is_ready, post.stores or (COMPANY,)))


def silent_stores(post: Post, *, workspace: Workspace) -> tuple[str, ...]:
    """Keys of the stores for which nobody has said yet that they are ready, or that they are not.

    None where no readiness is asked, or is waived.
    """
    state = heard(post, workspace=workspace)
    if state is None or state.waiver is not None:
        return ()
    return tuple(one for one in dict.fromkeys(post.stores) if not (state.is_ready(one) or state.refuses(one)))
