"""Store plan: what an import would change, and whether it may."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.people import Store
from domain.posts import Post, State
from domain.refusals import Refusal
from domain.regions import regions
from domain.store_values import STORES_LIMIT, near_regions, regions_known
from domain.workspaces import Workspace

TITLES_SHOWN = 3
TITLE_SHOWN = 60
NAMED_BY = frozenset({State.IN_REVIEW, State.CHANGES_REQUESTED, State.ON_HOLD, State.APPROVED})
"""What can still go out, so that it needs its stores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StorePlan:
    """What an import would change.

    Attributes:
        after: all stores as they would be, in their order; new ones last.
        changed: those that differ, as they were and as they would be.
        gone: those that would be removed.
        kept: those that the file does not mention and that stay.
        regions: the regions that would be new, with the one that each may have been meant to be.
    """

    after: tuple[Store, ...]
    new: tuple[Store, ...]
    changed: tuple[tuple[Store, Store], ...]
    gone: tuple[Store, ...]
    kept: tuple[Store, ...]
    regions: Mapping[str, str]

    @property
    def empty(self) -> bool:
        """Whether everything is so already."""
        return not (self.new or self.changed or self.gone)


def plan_stores(stores: Sequence[Store], *, workspace: Workspace, remove: bool) -> StorePlan:
    """What changes when these are the stores.

    Args:
        remove: whether those that are not among them go.

    Raises:
        Refusal: there would be too many.
    """
    wanted = {one.key: one for one in stores}
    before = {one.key: one for one in workspace.stores}
    missing = tuple(one for one in workspace.stores if one.key not in wanted)
    new = tuple(one for one in stores if one.key not in before)
    stay = tuple(wanted.get(one.key, one) for one in workspace.stores if one.key in wanted or not remove)
    after = (*stay, *new)
    if len(after) > STORES_LIMIT:
        raise Refusal(
            "{most} stores is the most, and there would be {number}.", most=STORES_LIMIT, number=len(after)
        )
    known = regions_known(workspace.stores)
    begun = [one.name for one in regions(after) if one.name not in known]
    return StorePlan(
        after=after,
        new=new,
        changed=tuple((before[one.key], one) for one in stay if before[one.key] != one),
        gone=missing if remove else (),
        kept=() if remove else missing,
        regions=near_regions(begun, known=(*known, *begun)),
    )


def refuse_removal(gone: Iterable[Store], *, posts: Iterable[Post]) -> None:
    """Say no to the removal of stores that posts still need.

    Args:
        posts: those under way.

    Raises:
        Refusal: with some of the posts.
    """
    names = {one.key: one.name for one in gone}
    naming = [one for one in posts if one.state in NAMED_BY and names.keys() & set(one.stores)]
    if not naming:
        return
    needed = [name for key, name in names.items() if any(key in one.stores for one in naming)]
    raise Refusal(
        "{posts} still to go out {verb} {stores}, such as {titles}. Edit or withdraw {them} first, then remove.",
        posts=_counted(len(naming), "post", "posts"),
        verb="names" if len(naming) == 1 else "name",
        stores=_some(needed),
        titles=_some([f"“{one.title[:TITLE_SHOWN]}”" for one in naming]),
        them="it" if len(naming) == 1 else "them",
    )


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:TITLES_SHOWN])
    return f"{shown} and {len(names) - TITLES_SHOWN:,} more" if len(names) > TITLES_SHOWN else shown
