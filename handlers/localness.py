"""Localness: what to say of a text that is meant for many stores, while it is still being written."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import BoltContext
from slack_sdk.models.blocks import Block

from blocks.state import held
from blocks.stores import STORES, read_stores
from blocks.template_suggestions import many_stores_blocks
from domain.clashes import MANY_STORES
from domain.localness import for_everybody
from domain.refusals import InvalidForm
from domain.slot_guesses import guesses
from handlers.kit import caller_of, kit_of


def same_everywhere(view: Mapping[str, Any], text: str, context: BoltContext) -> list[Block]:
    """That many stores would say the same, and the slots that would make it local.

    Nothing for a few stores, and for what the whole company promises.
    """
    with kit_of(context).database.snapshot(caller_of(context).workspace) as work:
        workspace = work.people.workspace()
    try:
        keys = frozenset(read_stores(held(view, STORES, "selected_options") or (), workspace=workspace))
    except InvalidForm:  # a region is gone, which the form says when it is sent
        return []
    if len(keys) < MANY_STORES or not text.strip():
        return []
    if for_everybody(text, keys=keys, stores=workspace.stores):
        return []
    found = guesses(text, stores=[one for one in workspace.stores if one.key in keys])
    return many_stores_blocks(len(keys), found)
