"""Stores: how all, a region or a few of very many are chosen in a form."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from slack_sdk.models.blocks import (
    ExternalDataMultiSelectElement,
    ExternalDataSelectElement,
    Option,
    OptionGroup,
)

from blocks.fields import LABEL_LIMIT, OPTIONS_LIMIT, option
from blocks.text import inline, plural
from domain.own_stores import stores_offered
from domain.people import Store, UserId
from domain.refusals import InvalidForm
from domain.regions import Region, reach_of, regions
from domain.workspaces import Workspace

STORES = "stores"
"""Block and action id; options are asked for under this action id."""
ALL_STORES = "all"
HINT = "A region means the stores it has when you send this"
VALUE_LIMIT = 150
_ALL = option(ALL_STORES, "All stores")
_STORE, _REGION = "store:", "region:"


def store_options(workspace: Workspace, query: str, *, reader: UserId | None = None) -> list[OptionGroup]:
    """What the "Stores" input offers for the letters typed so far; empty when nothing fits.

    "All stores" and the regions come first, then the stores; a store matches by its name, city, region or key, and
    those whose name begins so come before the others. Slack takes 100 options: the stores' heading says how many
    there are besides.

    Args:
        reader: who types; a store manager who is nothing else here is offered their own stores only.
    """
    sought = query.strip().casefold()
    offered = workspace.stores if reader is None else stores_offered(reader, workspace=workspace)
    together: list[Option] = []
    if offered and offered == workspace.stores:
        together = [_ALL] if sought in "all stores" else []
        together += [_region(one) for one in regions(offered) if sought in one.name.casefold()]
    together = together[: OPTIONS_LIMIT // 2]
    found = _found(offered, sought)
    fit = found[: OPTIONS_LIMIT - len(together)]
    said = f"Stores · {len(fit):,} of {len(found):,}: type to find the others" if fit != found else "Stores"
    groups = (("All and regions", together), (said, [_option(one.key, name=_name(one)) for one in fit]))
    return [OptionGroup(label=label, options=options) for label, options in groups if options]


def single_options(workspace: Workspace, query: str) -> list[Option]:
    """What a menu of one store offers for the letters typed so far."""
    found = _found(workspace.stores, query.strip().casefold())[:OPTIONS_LIMIT]
    return [_option(one.key, name=_name(one)) for one in found]


def single_element(store: Store, *, action_id: str) -> ExternalDataSelectElement:
    """A menu of one store, this one chosen in it; options are asked for under its action id."""
    return ExternalDataSelectElement(
        action_id=action_id,
        placeholder="Another store",
        min_query_length=0,
        initial_option=_option(store.key, name=_name(store)),
    )


def read_store(value: str, *, workspace: Workspace) -> Store | None:
    """The store that an option of such a menu stands for; None when it is gone."""
    return next((one for one in workspace.stores if _value(_STORE, one.key) == value), None)


def _found(offered: Iterable[Store], sought: str) -> list[Store]:
    """Those in which the letters stand; first those whose name begins so."""
    found = [one for one in offered if sought in _words(one)]
    return sorted(found, key=lambda one: not one.name.casefold().startswith(sought))


def stores_element(
    workspace: Workspace, *, chosen: tuple[str, ...], placeholder: str = "Stores this post is about"
) -> ExternalDataMultiSelectElement:
    """The input itself, with these keys chosen; all of them show as "All stores", a whole region as the region."""
    there = {store.key: store for store in workspace.stores}
    reach = reach_of(chosen, stores=workspace.stores)
    every = bool(there) and there.keys() <= set(chosen)
    covered = {store.key for one in reach.whole for store in one.stores} | (there.keys() if every else set())
    return ExternalDataMultiSelectElement(
        action_id=STORES,
        placeholder=placeholder,
        min_query_length=0,
        initial_options=[
            *([_ALL] if every else []),
            *map(_region, () if every else reach.whole),
            *(_option(key, name=_name(there.get(key)) or key) for key in chosen if key not in covered),
        ]
        or None,
    )


def read_stores(selected: Iterable[Mapping[str, Any]], *, workspace: Workspace) -> tuple[str, ...]:
    """The keys of the chosen stores, in the workspace's order; those that are gone since come last, as they are.

    A region stands for the stores that it has now.

    Raises:
        InvalidForm: a region is gone.
    """
    values = {str(one.get("value")) for one in selected}
    there = {_value(_REGION, one.name): one for one in regions(workspace.stores)}
    regional = {one for one in values if one.startswith(_REGION)}
    if lost := sorted(regional - there.keys()):
        names = ", ".join(f"“{one.removeprefix(_REGION)}”" for one in lost)
        raise InvalidForm({STORES: f"There is no region {names} any more. Choose its stores by their names."})
    values |= {_value(_STORE, store.key) for one in regional for store in there[one].stores}
    known = {_value(_STORE, store.key): store.key for store in workspace.stores}
    gone = sorted(values - known.keys() - regional - {ALL_STORES})
    chosen = [key for value, key in known.items() if ALL_STORES in values or value in values]
    return (*chosen, *(value.removeprefix(_STORE) for value in gone))


def _words(store: Store) -> str:
    return f"{store.name}\n{store.city}\n{store.region}\n{store.key}".casefold()


def _name(store: Store | None) -> str:
    """The store's name, with its city where the name does not say it."""
    if store is None:
        return ""
    told = store.city.casefold() in store.name.casefold()
    return store.name if told else f"{store.name} · {store.city}"


def _region(region: Region) -> Option:
    said = f" · {plural(len(region.stores), 'store', 'stores')}"
    name = inline(region.name, limit=LABEL_LIMIT - len(said))
    return option(_value(_REGION, region.name), f"{name}{said}")


def _option(key: str, *, name: str) -> Option:
    return option(_value(_STORE, key), inline(name, limit=LABEL_LIMIT))


def _value(kind: str, key: str) -> str:
    value = f"{kind}{key}"
    return value if len(value) <= VALUE_LIMIT else f"{kind}{sha256(key.encode()).hexdigest()}"
