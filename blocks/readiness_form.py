"""Readiness forms: what is ticked in a store, a region or everywhere, and why a store is not ready."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block, CheckboxesElement, InputBlock, StaticMultiSelectElement
from slack_sdk.models.views import View

from blocks.elements import context, section
from blocks.fields import LABEL_LIMIT, OPTIONS_LIMIT, field_input, option, text_field
from blocks.metadata import read_metadata
from blocks.readiness import region_name
from blocks.readiness_places import Of, Place, read_place
from blocks.readiness_words import NAME_SHOWN, some_stores
from blocks.state import chosen_several, typed_visibly
from blocks.text import escape, inline, plural
from domain.checklist_change import ITEMS_LIMIT
from domain.comments import COMMENT_LIMIT
from domain.heard import Unit
from domain.posts import Post, PostId
from domain.readiness import Readiness
from domain.refusals import InvalidForm
from domain.ticking import store_name
from domain.workspaces import Workspace

TICK_FORM = "readiness_tick_form"
NOT_READY_FORM = "readiness_not_ready_form"
ITEMS = "items"
"""Block and action id of the boxes."""
NOTE = "note"
"""Block and action id: the name of the field in `InvalidForm`."""
STORES = "ready_stores"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """What somebody says in a form.

    Attributes:
        items: keys of what is ticked now.
        shown: keys of what was ticked when the form was opened; empty for several stores at once.
        note: why the store is not ready; empty when nothing can be seen of it.
        under: where in the list the form was opened.
    """

    place: Place
    under: Place
    items: frozenset[str]
    shown: frozenset[str]
    note: str


def tick_form(
    readiness: Readiness, units: Sequence[Unit], *, place: Place, under: Place, workspace: Workspace
) -> View:
    """Asks what of the checklist is so.

    Args:
        under: where in the list it is opened.
        units: the stores it is about; of several those that said "not ready" stay as they are.
    """
    single = units[0] if place.of is Of.STORE else None
    return View(
        type="modal",
        callback_id=TICK_FORM,
        title="Readiness",
        submit="Save" if single else "Tick",
        close="Cancel",
        private_metadata=json.dumps(
            {
                "place": str(place),
                "under": str(under),
                "shown": sorted(single.ticks) if single else [],
            },
            ensure_ascii=False,
        ),
        blocks=list(_inputs(readiness, units, single, place=place, workspace=workspace)),
    )


def _inputs(
    readiness: Readiness, units: Sequence[Unit], single: Unit | None, *, place: Place, workspace: Workspace
) -> Iterator[Block]:
    if single:
        name = escape(inline(store_name(single.key, workspace=workspace), limit=NAME_SHOWN))
        yield section(f"*{name[:1].upper()}{name[1:]}*\nTick what is so, and untick what is not any more.")
    else:
        which = f" of {escape(region_name(place.name))}" if place.of is Of.REGION and place.name else ""
        yield section(
            f"*{plural(len(units), 'store', 'stores')}{which}*\nWhat you leave ticked counts for each of them, "
            "with your name. Untick what you do not know."
        )
        said_no = [one.key for one in units if one.refusal]
        if said_no:
            some = some_stores(said_no, workspace=workspace, limit=20)
            yield context(f"🔴 These said “not ready” and stay as they are: {some}")
    options = [option(one.key, inline(one.name, limit=LABEL_LIMIT)) for one in readiness.items[:ITEMS_LIMIT]]
    on = [one for one in options if single is None or one.value in single.ticks]
    boxes = CheckboxesElement(action_id=ITEMS, options=options, initial_options=on or None)
    yield field_input(ITEMS, "Checklist", boxes)
    if single:
        yield note_field("Not ready? Say what is missing", optional=True)


def note_field(label: str, *, optional: bool) -> InputBlock:
    """Where somebody says why a store is not ready."""
    return text_field(
        NOTE,
        label,
        "",
        limit=COMMENT_LIMIT,
        multiline=True,
        optional=optional,
        hint="Field operations read it on the card; the store can be left out of the post. Its ticks are then gone.",
    )


def read_ticked(view: Mapping[str, Any]) -> Ticked:
    """What was said in the form.

    Raises:
        Refusal: no form of ours looks like this.
    """
    carried = read_metadata(view)
    return Ticked(
        place=read_place(carried.text("place")),
        under=read_place(carried.text("under")),
        items=frozenset(chosen_several(view, ITEMS)),
        shown=frozenset(carried.texts("shown")),
        note=typed_visibly(view, NOTE),
    )


def not_ready_form(post: Post, stores: Sequence[str], *, workspace: Workspace) -> View:
    """Asks a store's manager what is missing, and in which of their stores when there are several.

    Args:
        stores: keys of those of the post that they manage; at least one.
    """
    chosen: list[Block] = []
    if len(stores) > 1:
        options = [
            option(key, inline(store_name(key, workspace=workspace), limit=LABEL_LIMIT))
            for key in stores[:OPTIONS_LIMIT]
        ]
        menu = StaticMultiSelectElement(action_id=STORES, options=options, placeholder="Which of your stores")
        chosen.append(field_input(STORES, "Stores that are not ready", menu, optional=False))
    title = escape(inline(post.title, limit=NAME_SHOWN))
    return View(
        type="modal",
        callback_id=NOT_READY_FORM,
        title="Not ready",
        submit="Say so",
        close="Cancel",
        private_metadata=json.dumps(
            {"post": post.id, "store": "" if chosen else stores[0]}, ensure_ascii=False
        ),
        blocks=[
            section(
                f"*{title}*\nWhat keeps your store from this? Nobody is blamed: it can be left out in time."
            ),
            *chosen,
            note_field("What is missing", optional=False),
        ],
    )


def read_not_ready(view: Mapping[str, Any]) -> tuple[PostId, tuple[str, ...], str]:
    """The post, the keys of the stores, and what is missing.

    Raises:
        Refusal: no form of ours looks like this.
        InvalidForm: no store was chosen.
    """
    carried = read_metadata(view)
    only = carried.text("store")
    stores = (only,) if only else chosen_several(view, STORES)
    if not stores:
        raise InvalidForm({STORES: "Choose the stores that are not ready."})
    return PostId(carried.text("post")), stores, typed_visibly(view, NOTE)
