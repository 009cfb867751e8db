"""Checklist form: what stores have to have before a promise goes out, a line each, and for which promises it is asked."""

import json
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from slack_sdk.models.blocks import Block, StaticMultiSelectElement
from slack_sdk.models.views import View

from blocks.elements import section
from blocks.fields import field_input, option, text_field
from blocks.metadata import FROM_SETUP, read_metadata
from blocks.readiness_words import item_name
from blocks.state import chosen_several, typed
from blocks.text import begun, listed
from domain.checklist import Item, Promise
from domain.checklist_change import ITEMS_LIMIT, NAME_LIMIT, name_field
from domain.workspaces import Workspace

CHECKLIST = "setup_checklist"
"""Action id of the button in the setup."""
CHECKLIST_FORM = "setup_checklist_form"
EMPTY_LINES = 2
"""Lines without a name at the end, to add one."""


def checklist_form(workspace: Workspace) -> View:
    """The checklist, to change."""
    shown = workspace.checklist[:ITEMS_LIMIT]
    keys = [one.key for one in shown]
    return View(
        type="modal",
        callback_id=CHECKLIST_FORM,
        title="Readiness checklist",
        submit="Save",
        close="Cancel",
        private_metadata=json.dumps({"keys": keys, "seen": seen_as(workspace)}),
        blocks=list(_inputs(shown)),
    )


def _inputs(shown: tuple[Item, ...]) -> Iterator[Block]:
    yield section(
        "Field operations tick these for each store before a promise about it goes out. Empty a line to take it "
        "away. A line that you add is asked for at once in posts that wait; what is approved stays approved."
    )
    lines = min(ITEMS_LIMIT, len(shown) + EMPTY_LINES)
    for number in range(lines):
        item = shown[number] if number < len(shown) else None
        yield text_field(
            name_field(number), f"Line {number + 1}", item.name if item else "", limit=NAME_LIMIT
        )
        options = [option(one.value, begun(one.value)) for one in Promise]
        on = [one for one in options if item and one.value in item.promises]
        menu = StaticMultiSelectElement(
            action_id=_promises(number),
            options=options,
            initial_options=on or None,
            placeholder="Every promise",
        )
        yield field_input(_promises(number), f"Asked for line {number + 1} when it promises", menu)


def _promises(number: int) -> str:
    return f"promises_{number}"


def seen_as(workspace: Workspace) -> str:
    """What tells whether somebody changed the checklist since a form was opened."""
    return sha256(
        repr([(one.key, one.name, sorted(one.promises)) for one in workspace.checklist]).encode()
    ).hexdigest()[:16]


def read_checklist(view: Mapping[str, Any], *, new_key: Callable[[], str]) -> tuple[str, dict[int, Item]]:
    """What the checklist was when the form was opened (`seen_as`), and the lines as they were sent, by their number.

    Args:
        new_key: gives a key to a line that was not there before.

    Raises:
        Refusal: no form of ours looks like this.
    """
    carried = read_metadata(view, again=FROM_SETUP)
    keys = carried.texts("keys")
    found = {}
    for number in range(ITEMS_LIMIT):
        name = typed(view, name_field(number))
        if name:
            promised = frozenset(map(Promise, set(chosen_several(view, _promises(number))) & set(Promise)))
            key = keys[number] if number < len(keys) else new_key()
            found[number] = Item(key=key, name=name, promises=promised)
    return carried.text("seen"), found


def checklist_line(workspace: Workspace) -> str:
    """What the setup says of it, as mrkdwn."""
    names = [item_name(one) for one in workspace.checklist]
    return f"*What stores have to have ready* · {listed(names, limit=ITEMS_LIMIT)}"
