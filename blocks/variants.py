"""Variants: inputs for the texts of networks that have their own, revealed and taken away inside the form."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    InputBlock,
    PlainTextInputElement,
)
from slack_sdk.models.views import View

from blocks.elements import context, plain
from blocks.state import NETWORKS, read_networks, typed, with_blocks
from blocks.text import sendable
from domain.drafts import TEXT_LIMIT, variant_field
from domain.networks import Network
from domain.versions import Variant

ADD_VARIANT = "add_variant"
REMOVE_VARIANT = "remove_variant"
"""Action id of the button, and the beginning of those that take a text away again."""
VARIANTS = "variants"
NOTE = "variants_note"
"""Block ids of the buttons and of the sentence under them."""


def variant_blocks(variants: Sequence[Variant]) -> list[Block]:
    """The button "Add a variant" and an input for each text there is."""
    networks = [one.network for one in variants]
    return [_buttons(networks), *(variant_input(one.network, one.text) for one in variants)]


def variant_input(network: Network, text: str = "", *, action_id: str | None = None) -> InputBlock:
    """The input for a network's own text.

    Args:
        action_id: another one makes Slack show this text in the place of what was typed ("Updating views").
    """
    field = variant_field(network)
    return InputBlock(
        block_id=field,
        label=f"Text for {network.label}",
        hint=f"{network.label} shows this. Leave it empty to show the post text there.",
        optional=True,
        element=PlainTextInputElement(
            action_id=action_id or field,
            initial_value=sendable(text) or None,
            multiline=True,
            max_length=TEXT_LIMIT,
        ),
    )


def with_variants(view: Mapping[str, Any]) -> View:
    """The form with an input for each chosen network; what was typed stays, the ids do not change."""
    chosen = read_networks(view)
    there = _shown(view)
    if not chosen:
        note = "Choose *Networks* first. Then each of them can have a text of its own."
    elif all(one in there for one in chosen):
        note = "Every chosen network has an input for its own text below."
    else:
        note = ""
    inputs: list[Block | Mapping[str, Any]] = [
        there.get(one) or variant_input(one) for one in Network if one in there or one in chosen
    ]
    return _arranged(view, [one for one in Network if one in there or one in chosen], inputs, note=note)


def without_variant(view: Mapping[str, Any], network: Network | None) -> View:
    """The form without this network's own text; the others stay."""
    left = {one: block for one, block in _shown(view).items() if one is not network}
    return _arranged(view, list(left), list(left.values()))


def read_removal(value: str) -> Network | None:
    """Whose text a button takes away; None when no network has such a key any more."""
    return next((one for one in Network if one.value == value), None)


def read_variants(view: Mapping[str, Any]) -> tuple[Variant, ...]:
    """The texts of networks that have their own; inputs that were left empty are none."""
    return tuple(
        Variant(network=one, text=text)
        for one in Network
        if (text := typed(view, variant_field(one))) and text.strip()
    )


def _shown(view: Mapping[str, Any]) -> dict[Network, Mapping[str, Any]]:
    """The inputs there are."""
    fields = {variant_field(one): one for one in Network}
    return {fields[one["block_id"]]: one for one in view["blocks"] if one.get("block_id") in fields}


def _arranged(
    view: Mapping[str, Any],
    networks: Iterable[Network],
    inputs: Sequence[Block | Mapping[str, Any]],
    *,
    note: str = "",
) -> View:
    ours = {VARIANTS, NOTE, *map(variant_field, Network)}
    kept = [one for one in view["blocks"] if one.get("block_id") not in ours]
    after = next((place for place, one in enumerate(kept, 1) if one.get("block_id") == NETWORKS), len(kept))
    said = [context(note)] if note else []
    for block in said:
        block.block_id = NOTE
    return with_blocks(view, [*kept[:after], _buttons(networks), *said, *inputs, *kept[after:]])


def _buttons(networks: Iterable[Network]) -> ActionsBlock:
    remove = [
        ButtonElement(
            text=f"Remove text for {one.label}",
            action_id=f"{REMOVE_VARIANT}_{one.value}",
            value=one.value,
            confirm=ConfirmObject(
                title=plain("Remove this text?", 100),
                text=plain(
                    f"What you typed for {one.label} will be gone. {one.label} then shows the post text.", 300
                ),
                confirm=plain("Remove", 30),
                deny=plain("Keep it", 30),
            ),
        )
        for one in networks
    ]
    add = ButtonElement(text="Add a variant", action_id=ADD_VARIANT, value=ADD_VARIANT)
    return ActionsBlock(block_id=VARIANTS, elements=[add, *remove])
