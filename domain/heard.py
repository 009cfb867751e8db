"""Heard: what people said of a post's stores, mark after mark, and what it comes to."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from domain.checklist import Item, items_for
from domain.marks import Mark, Said
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


_NOTHING: Mapping[str, Mark] = {}


class Heard:
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
            # Once, as there can be thousands of stores.
            ticked = {key: mark for key in mark.items if key in self._keys}
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


def heard(post: Post, *, workspace: Workspace) -> Heard | None:
    """What was said comes to, without a value for each of thousands of stores; None where no route asks."""
    departments = tuple(one.department for one in post.needs if one.readiness)
    if not departments:
        return None
    state = Heard(items_for(kinds_of(post), checklist=workspace.checklist), departments)
    promise = promise_of(post, workspace=workspace) if post.marks else ""
    for mark in post.marks:
        state.hear(mark, counts=mark.promise == promise)
    if state.waiver and not _holds(state.waiver, post, departments, workspace=workspace):
        state.waiver = None
    return state


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
