"""Stores in the setup: the list with its search, and the form of one store."""

import json
from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    SectionBlock,
    UserSelectElement,
)
from slack_sdk.models.views import View

from blocks.elements import context, mrkdwn, plain, section
from blocks.fields import field_input, text_field
from blocks.metadata import FROM_SETUP, read_metadata
from blocks.paging import is_page, page_of, turn_buttons
from blocks.searching import search_blocks
from blocks.setup_fields import fingerprint
from blocks.state import chosen_person, typed
from blocks.text import escape, inline, listed, mention, plural
from blocks.unknown import unknown_button
from domain.people import Store
from domain.regions import regions, without_region
from domain.store_setup import StoreForm
from domain.store_values import KEY_LIMIT, NAME_LIMIT
from domain.workspaces import Workspace

STORES = "setup_stores"
ADD = "setup_store_add"
CHANGE = "setup_store_change"
REMOVE = "setup_store_remove"
TURN = "setup_stores_turn"
SEARCH_FORM = "setup_stores_search"
STORE_FORM = "setup_store_form"
IMPORT = "setup_stores_import"
"""Action and callback ids."""
SOUGHT = "sought"
SOUGHT_LIMIT = 60
REGIONS_SHOWN = 30
WAYS = ("Previous", "Next")


def stores_summary(workspace: Workspace) -> str:
    """What the setup says of the stores."""
    stores = workspace.stores
    if not stores:
        return "*Stores* · none yet: add them one by one, or import a file"
    managed = sum(one.manager is not None for one in stores)
    return (
        f"*Stores* · {plural(len(stores), 'store', 'stores')} in "
        f"{plural(len(regions(stores)), 'region', 'regions')} · {managed:,} with a manager"
    )


def stores_view(workspace: Workspace, *, sought: str = "", number: int = 0) -> View:
    """The stores, by region in numbers, then page by page.

    Args:
        sought: what name, city, region, key or manager's id must hold.
        number: of the page, counted from 0.
    """
    wanted = sought.strip().casefold()
    found = [one for one in workspace.stores if wanted in _words(one)]
    page = page_of(found, number)
    turns = turn_buttons(page, action_id=TURN, value=str, labels=WAYS)
    head = plural(len(found), "store", "stores")
    said = f"{head} with “{escape(inline(sought, limit=SOUGHT_LIMIT))}”" if wanted else ""
    blocks: list[Block] = [
        section(f"*{plural(len(workspace.stores), 'store', 'stores')}*\n{_by_region(workspace)}"),
        ActionsBlock(
            block_id=ADD,
            elements=[
                ButtonElement(text="Add a store", action_id=ADD, value="new"),
                ButtonElement(text="Import a file", action_id=IMPORT, value="file"),
            ],
        ),
        *search_blocks(
            SOUGHT, sought, limit=SOUGHT_LIMIT, action_id=TURN, placeholder="Name, city, region or key"
        ),
        *([context(" · ".join(one for one in (said, page.words) if one))] if said or page.words else []),
        *map(_entry, page.items),
        *([ActionsBlock(block_id=TURN, elements=list(turns))] if turns else []),
    ]
    return View(
        type="modal",
        callback_id=SEARCH_FORM,
        title="Stores",
        submit="Search",
        close="Back",
        private_metadata=json.dumps({"sought": sought[:SOUGHT_LIMIT]}),
        blocks=blocks,
    )


def read_search(view: Mapping[str, Any]) -> str:
    """What somebody searches for."""
    return typed(view, SOUGHT).strip()


def read_turn_of(view: Mapping[str, Any], value: str) -> tuple[str, int]:
    """What was searched for, and which page a button of the list leads to.

    Raises:
        Refusal: no list of ours looks like this.
    """
    if not is_page(value):
        raise unknown_button(again=FROM_SETUP)
    return read_metadata(view, again=FROM_SETUP).text("sought"), int(value)


def store_form(store: Store | None, *, workspace: Workspace) -> View:
    """The form of a store; None for a new one."""
    of = store or Store(key="", name="", timezone=workspace.timezone)
    manager = None if of.manager in workspace.deactivated else of.manager
    names = [one.name for one in regions(workspace.stores)]
    known = f"One of {listed(names, last='or', limit=8)}, or a new one" if names else "Such as North"
    key = text_field(
        "key", "Key", "", limit=KEY_LIMIT, hint="Such as S001; it stays as it is", optional=False
    )
    blocks: list[Block] = [
        section(f"*{escape(inline(of.name))}* · `{escape(inline(of.key))}`") if store else key,
        text_field("name", "Name", of.name, limit=NAME_LIMIT, optional=False),
        text_field("city", "City", of.city, limit=NAME_LIMIT, hint="Templates can name it"),
        text_field("region", "Region", of.region, limit=NAME_LIMIT, hint=known),
        text_field("timezone", "Time zone", of.timezone, limit=NAME_LIMIT, hint="Such as Europe/London"),
        field_input(
            "manager",
            "Manager",
            UserSelectElement(action_id="manager", initial_user=manager),
            hint="They propose posts for their own stores",
        ),
    ]
    if store:
        blocks.append(_removal(store))
    return View(
        type="modal",
        callback_id=STORE_FORM,
        title="Store" if store else "Add a store",
        submit="Save",
        close="Back",
        private_metadata=json.dumps({"key": of.key, "seen": fingerprint(of)}),
        blocks=blocks,
    )


def read_store(view: Mapping[str, Any]) -> tuple[StoreForm, str]:
    """The store in a submitted form, and its fingerprint when the form was opened; empty for a new one.

    Raises:
        Refusal: no form of ours looks like this.
    """
    about = read_metadata(view, again=FROM_SETUP)
    key = about.text("key", "")
    form = StoreForm(
        key=key or typed(view, "key"),
        name=typed(view, "name"),
        city=typed(view, "city"),
        region=typed(view, "region"),
        timezone=typed(view, "timezone"),
        manager=chosen_person(view, "manager"),
    )
    return form, about.text("seen", "") if key else ""


def _by_region(workspace: Workspace) -> str:
    told = [
        f"{escape(inline(one.name, limit=NAME_LIMIT))} {len(one.stores):,}"
        for one in regions(workspace.stores)
    ]
    hidden = len(told) - REGIONS_SHOWN
    more = [f"+{hidden:,} more regions"] if hidden > 0 else []
    lost = without_region(workspace.stores)
    none = [f"{lost:,} in no region"] if lost and told else []
    return (
        " · ".join([*told[:REGIONS_SHOWN], *more, *none]) or "Regions are named store by store, or in a file."
    )


def _words(store: Store) -> str:
    return f"{store.name}\n{store.city}\n{store.region}\n{store.key}\n{store.manager or ''}".casefold()


def _entry(store: Store) -> SectionBlock:
    city = "" if store.city.casefold() in store.name.casefold() else store.city
    place = [escape(inline(one, limit=NAME_LIMIT)) for one in (city, store.region) if one]
    manager = mention(store.manager) if store.manager else "no manager"
    facts = " · ".join([f"`{escape(inline(store.key))}`", escape(store.timezone), manager])
    name = escape(inline(store.name, limit=NAME_LIMIT))
    return SectionBlock(
        block_id=f"store:{store.key}"[:255],
        text=mrkdwn(f"*{name}*{' · ' if place else ''}{' · '.join(place)}\n{facts}"),
        accessory=ButtonElement(text="Change", action_id=CHANGE, value=store.key),
    )


def _removal(store: Store) -> ActionsBlock:
    sure = ConfirmObject(
        title="Remove the store?",
        text=plain(f"{inline(store.name)} goes; what was published for it and the record stay.", 300),
        confirm="Remove",
        deny="Keep it",
        style="danger",
    )
    button = ButtonElement(
        text="Remove the store", action_id=REMOVE, value=store.key, style="danger", confirm=sure
    )
    return ActionsBlock(block_id=REMOVE, elements=[button])
