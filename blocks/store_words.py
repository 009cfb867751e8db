"""Store words: which stores a post is about, and what their clocks show when it goes out."""

from blocks.text import escape, inline, listed, plural
from domain.local_times import LocalTime, local_times
from domain.people import Store
from domain.posts import Post, State
from domain.regions import reach_of
from domain.workspaces import Workspace

NAME_SHOWN = 60
REGIONS_SHOWN = 4
STORES_SHOWN = 12
PLACES_SHOWN = 2
_TO_COME = frozenset({State.IN_REVIEW, State.CHANGES_REQUESTED, State.ON_HOLD, State.APPROVED})


def stores_line(keys: tuple[str, ...], *, workspace: Workspace) -> str:
    """The stores as a card says them, such as "North · 12 stores"; one store by its name. Empty for none."""
    reach = reach_of(keys, stores=workspace.stores)
    number = plural(reach.total, "store", "stores")
    if not reach.total:
        return ""
    if reach.every:
        return f"All {number}"
    if reach.total == len(reach.rest) == 1:
        return _shown(reach.rest[0].name)
    others = len(reach.rest) + reach.gone
    named = [_shown(one.name) for one in reach.whole]
    if not named:
        return number
    more = [plural(others, "other store", "other stores")] if others else []
    return f"{listed([*named, *more], limit=REGIONS_SHOWN)} · {number}"


def stores_told(keys: tuple[str, ...], *, workspace: Workspace) -> str:
    """The same with the stores' names behind it, as far as there is room; those that are gone by their keys."""
    line = stores_line(keys, workspace=workspace)
    names = {one.key: one.name for one in workspace.stores}
    told = listed([_shown(names.get(key, key)) for key in keys], limit=STORES_SHOWN)
    return line if told == line else f"{line}: {told}"


def local_words(post: Post, *, workspace: Workspace) -> str:
    """What clocks in the post's stores show when it goes out; empty where all show the same, or nothing is to go out."""
    if post.publish_at is None or post.state not in _TO_COME:
        return ""
    wanted = set(post.stores)
    told = local_times(post.publish_at, [one for one in workspace.stores if one.key in wanted])
    days = len({one.shown.date() for one in told}) > 1
    parts = [f"{_clock(one, day=days)} in {listed(_places(one.stores), limit=PLACES_SHOWN)}" for one in told]
    return f"goes out {', '.join(parts)}" if parts else ""


def _clock(time: LocalTime, *, day: bool) -> str:
    return f"{time.shown:%a %H:%M}" if day else f"{time.shown:%H:%M}"


def _places(stores: tuple[Store, ...]) -> list[str]:
    """Their cities, each once; the name of a store of which nobody said where it is."""
    return list(dict.fromkeys(_shown(one.city or one.name) for one in stores))


def _shown(name: str) -> str:
    return escape(inline(name, limit=NAME_SHOWN))
