"""Readiness: whether every store that a post touches can keep its promise."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from domain.checklist import Item, items_for
from domain.marks import COMPANY, Mark, Said
from domain.people import Role
from domain.posts import Post
from domain.promises import kinds_of, promise_of
from domain.workspaces import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One store that has to be ready, or the whole company.

    Attributes:
        key: of the store, or `COMPANY`.
        ticks: the mark that ticked each of the items, by the item's key; only items that are asked for.
        missing: the items that nobody has ticked yet.
        refusal: the mark that said "not ready", while it stands.
    """

    key: str
    ticks: Mapping[str, Mark]
    missing: tuple[Item, ...]
    refusal: Mark | None = None

    @property
    def ready(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


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
    state = _heard(post, workspace=workspace)
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


def _heard(post: Post, *, workspace: Workspace) -> "_State | None":
    """What was said comes to, without a value for each of thousands of stores; None where no route asks."""
    departments = tuple(one.department for one in post.needs if one.readiness)
    if not departments:
        return None
    state = _State(items_for(kinds_of(post), checklist=workspace.checklist), departments)
    promise = promise_of(post, workspace=workspace) if post.marks else ""
    for mark in post.marks:
        state.hear(mark, counts=mark.promise == promise)
    if state.waiver and not _holds(state.waiver, post, departments, workspace=workspace):
        state.waiver = None
    return state


def left_out(post: Post, *, workspace: Workspace) -> tuple[str, ...]:
    """Keys of the stores that were taken out of the post as they were not ready, in that order."""
    readiness = readiness_of(post, workspace=workspace)
    return tuple(readiness.excluded) if readiness else ()


def stores_ready(post: Post, *, workspace: Workspace) -> bool:
    """Whether the post waits for no store."""
    state = _heard(post, workspace=workspace)
    return state is None or state.waiver is not None or all(map(state.is_ready, post.stores or (COMPANY,)))


def silent_stores(post: Post, *, workspace: Workspace) -> tuple[str, ...]:
    """Keys of the stores for which nobody has said yet that they are ready, or that they are not.

    None where no readiness is asked, or is waived.
    """
    state = _heard(post, workspace=workspace)
    if state is None or state.waiver is not None:
        return ()
    return tuple(one for one in dict.fromkeys(post.stores) if not (state.is_ready(one) or state.refuses(one)))


_NOTHING: Mapping[str, Mark] = {}


class _State:
    """What the marks heard so far come to."""

    def __init__(self, items: tuple[Item, ...], departments: tuple[str, ...]) -> None:
        self.items = items
        self.departments = departments
        self._keys = frozenset(one.key for one in items)
        self._ticks: dict[str, dict[str, Mark]] = defaultdict(dict)
        self._refusals: dict[str, Mark] = {}
        self.excluded: dict[str, Mark] = {}
        self.waiver: Mark | None = None
        self.reset: Mark | None = None

    def hear(self, mark: Mark, *, counts: bool) -> None:
        """Take one more mark into account.

        Args:
            counts: whether it is about the present promise.
        """
        if mark.said is Said.RESET:
            self._ticks.clear()
            self._refusals.clear()
            self.waiver, self.reset = None, mark
        elif mark.said is Said.WAIVED:
            self.waiver = mark if counts else self.waiver
        else:
            moves = mark.said in {Said.EXCLUDED, Said.INCLUDED}
            ticked = {
                key: mark for key in mark.items if key in self._keys
            }  # once, as there can be thousands of stores
            for store in mark.stores:
                if moves:
                    self._move(store, mark)
                elif counts:
                    self._say(store, mark, ticked)

    def _move(self, store: str, mark: Mark) -> None:
        """Out of the post or into it again: then it begins anew."""
        self._ticks.pop(store, None)
        self._refusals.pop(store, None)
        self.excluded.pop(store, None)
        if mark.said is Said.EXCLUDED:
            self.excluded[store] = mark

    def _say(self, store: str, mark: Mark, ticked: Mapping[str, Mark]) -> None:
        if mark.said is Said.NOT_READY:
            self._ticks.pop(store, None)
            self._refusals[store] = mark
        elif mark.said is Said.UNTICKED:
            for key in mark.items:
                self._ticks[store].pop(key, None)
        else:
            ticks = self._ticks[store]
            ticks.update(ticked)
            if len(ticks) == len(self._keys):
                self._refusals.pop(store, None)

    def is_ready(self, key: str) -> bool:
        """Whether this store has everything."""
        return len(self._ticks.get(key, _NOTHING)) == len(self._keys)

    def refuses(self, key: str) -> bool:
        """Whether this store said "not ready"."""
        return key in self._refusals

    def unit(self, key: str) -> Unit:
        """How this store stands."""
        ticks = self._ticks.get(key, _NOTHING)
        missing = tuple(one for one in self.items if one.key not in ticks) if ticks else self.items
        return Unit(key=key, ticks=ticks, missing=missing, refusal=self._refusals.get(key))


def _holds(waiver: Mark, post: Post, departments: tuple[str, ...], *, workspace: Workspace) -> bool:
    """Whether a waiver counts: for this version, and while the post is undecided, as long as its giver may give it."""
    if waiver.version != post.version.number:
        return False
    if post.state.decided:
        return True
    approvers = {
        user for key in departments if (found := workspace.department(key)) for user in found.approvers
    }
    entitled = waiver.by in approvers or Role.ADMIN in workspace.roles_of(waiver.by)
    return entitled and waiver.by not in post.writers | workspace.deactivated
