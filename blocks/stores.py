"""Stores: how a few of very many are chosen in a form."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from itertools import islice
from typing import Any

from slack_sdk.models.blocks import ExternalDataMultiSelectElement, Option

from blocks.fields import LABEL_LIMIT, OPTIONS_LIMIT, option
from blocks.text import inline
from domain.people import Store
from domain.workspaces import Workspace

STORES = "stores"
"""Block and action id; options are asked for under this action id."""
ALL_STORES = "all"
VALUE_LIMIT = 150
_ALL = option(ALL_STORES, "All stores")


def store_options(workspace: Workspace, query: str) -> list[Option]:
    """What the "Stores" input offers for the letters typed so far: "All stores", then those that match.

    A store matches by its name, its region or its key.
    """
    offer_all = bool(workspace.stores) and query.strip().casefold() in "all stores"
    return [*([_ALL] if offer_all else []), *options_among(workspace.stores, query)][:OPTIONS_LIMIT]


def options_among(stores: Iterable[Store], query: str = "") -> list[Option]:
    """Those of these stores that match the letters typed so far, as many as a menu takes."""
    sought = query.strip().casefold()
    found = (
        _option(store.key, name=store.name)
        for store in stores
        if sought in f"{store.name}\n{store.region}\n{store.key}".casefold()
    )
    return list(islice(found, OPTIONS_LIMIT))


def stores_element(
    workspace: Workspace, *, chosen: tuple[str, ...], placeholder: str = "Stores this post is about"
) -> ExternalDataMultiSelectElement:
    """The input itself, with these keys chosen; all of them show as "All stores"."""
    names = {store.key: store.name for store in workspace.stores}
    every = bool(names) and set(names) <= set(chosen)
    surplus = [key for key in chosen if key not in names]
    shown = surplus if every else list(chosen)
    return ExternalDataMultiSelectElement(
        action_id=STORES,
        placeholder=placeholder,
        min_query_length=0,
        initial_options=[
            *([_ALL] if every else []),
            *(_option(key, name=names.get(key, key)) for key in shown),
        ]
        or None,
    )


def read_stores(selected: Iterable[Mapping[str, Any]], *, workspace: Workspace) -> tuple[str, ...]:
    """The keys of the chosen stores, in the workspace's order; those that are gone since come last, as they are."""
    values = {str(one.get("value")) for one in selected}
    known = {_value(store.key): store.key for store in workspace.stores}
    gone = sorted(values - known.keys() - {ALL_STORES})
    chosen = [key for value, key in known.items() if ALL_STORES in values or value in values]
    return (*chosen, *(value.removeprefix("store:") for value in gone))


def _option(key: str, *, name: str) -> Option:
    return option(_value(key), inline(name, limit=LABEL_LIMIT))


def _value(key: str) -> str:
    value = f"store:{key}"
    return value if len(value) <= VALUE_LIMIT else f"store:{sha256(key.encode()).hexdigest()}"
