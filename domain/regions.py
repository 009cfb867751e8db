"""Regions: stores that go by one name together."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from domain.people import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region and the stores in it, in the workspace's order; never empty."""

    name: str
    stores: tuple[Store, ...]


def regions(stores: Iterable[Store]) -> tuple[Region, ...]:
    """Every region of these stores by its name; stores that are in none are left out."""
    found: dict[str, list[Store]] = {}
    for one in stores:
        if one.region:
            found.setdefault(one.region, []).append(one)
    ordered = sorted(found, key=lambda name: (name.casefold(), name))
    return tuple(Region(name=name, stores=tuple(found[name])) for name in ordered)


def without_region(stores: Iterable[Store]) -> int:
    """How many stores are in no region."""
    return sum(not one.region for one in stores)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Which stores something is about, as people would say it.

    Attributes:
        every: whether these are all the stores there are, and more than one.
        whole: regions of which every store is among them; empty when `every`.
        rest: those that are in none of these regions; empty when `every`.
        gone: how many of the keys belong to no store any more.
        total: how many stores there are, those that are gone included.
    """

    every: bool
    whole: tuple[Region, ...]
    rest: tuple[Store, ...]
    gone: int
    total: int


def reach_of(keys: Collection[str], *, stores: Collection[Store]) -> Reach:
    """What the stores with these keys make up.

    A region counts as a whole only with more than one store: of one, the store's own name says more.

    Args:
        stores: all that the workspace has.
    """
    wanted = set(keys)
    there = [one for one in stores if one.key in wanted]
    gone = len(wanted) - len(there)
    every = len(stores) > 1 and len(there) == len(stores) and not gone
    chosen = {one.name: len(one.stores) for one in regions(there)}
    whole = tuple(
        one
        for one in regions(stores)
        if not every and len(one.stores) > 1 and len(one.stores) == chosen.get(one.name)
    )
    covered = {one.name for one in whole}
    rest = () if every else tuple(one for one in there if one.region not in covered)
    return Reach(every=every, whole=whole, rest=rest, gone=gone, total=len(wanted))
