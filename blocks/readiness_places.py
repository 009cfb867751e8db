"""Readiness places: which of a post's stores something is about, and what of them somebody sees and may change."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from blocks.metadata import read_carried
from blocks.unknown import unknown_button
from domain.heard import Unit
from domain.posts import PostId
from domain.workspaces import Workspace


class Of(StrEnum):
    """Which stores of a post something is about."""

    ALL = "all"
    REGION = "region"
    STORE = "store"
    REFUSED = "refused"
    """Those that said "not ready"."""
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Some of a post's stores, as they travel in a button or a form.

    Attributes:
        name: of the region, or key of the store.
        page: of their list, counted from 0.
    """

    post: PostId
    of: Of = Of.ALL
    name: str = ""
    page: int = 0

    def __str__(self) -> str:
        kept = {"post": self.post, "of": self.of, "name": self.name, "page": self.page}
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))

    def among(self, units: Sequence[Unit], *, workspace: Workspace) -> tuple[Unit, ...]:
        """Those of these stores that it means."""
        if self.of is Of.STORE:
            return tuple(one for one in units if one.key == self.name)
        if self.of is Of.REGION:
            region = {one.key: one.region for one in workspace.stores}
            return tuple(one for one in units if region.get(one.key, "") == self.name)
        if self.of is Of.REFUSED:
            return tuple(one for one in units if one.refusal)
        return tuple(units)


def read_place(value: object) -> Place:
    """The stores that a button or a form is about.

    Raises:
        Refusal: nothing of ours looks like this.
    """
    kept = read_carried(
        value, unknown=unknown_button(again="Open *Readiness* again, in *⋯* on the post's card.")
    )
    of = kept.text("of")
    if of not in set(Of):
        raise kept.unknown
    return Place(post=PostId(kept.text("post")), of=Of(of), name=kept.text("name"), page=kept.number("page"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What of a post's stores somebody may see and change.

    Attributes:
        sees: keys of the stores that are shown; a store's manager sees their own alone.
        ticks: keys of those for which they may tick.
        excludes: whether they may leave stores out of the post.
    """

    sees: frozenset[str]
    ticks: frozenset[str]
    excludes: bool
