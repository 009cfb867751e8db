"""A template's form: what is saved of an approved post, who may fill it, and when."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    Block,
)
from slack_sdk.models.views import View

from blocks.metadata import read_metadata
from blocks.slot_form import SlotWords, read_slot_words, slot_errors, slot_lines_of
from blocks.state import chosen_day, chosen_several, held, typed, typed_visibly
from blocks.stores import STORES, read_stores
from blocks.template_inputs import DEPARTMENTS, EDITABLE, REGIONS, VALID_FROM, VALID_UNTIL, template_inputs
from domain.drafts import variant_field
from domain.networks import Network
from domain.posts import PostId
from domain.refusals import InvalidForm
from domain.slots import BraceError, slots_in
from domain.template_form import TemplateForm
from domain.templates import Editable, TemplateId, Users
from domain.versions import Variant
from domain.workspaces import Workspace

TEMPLATE_FORM = "setup_template_form"
ABOVE = "above_"
"""What the block ids of all begin with that stands above the inputs."""
SLOTS = "slots"
_ELSEWHERE = {SLOTS: "text", "users": DEPARTMENTS}
"""Where errors stand whose fields of `TemplateForm` are several inputs here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the form is about: a post that becomes a template, or a template that changes.

    Attributes:
        template: the template's id, minted when the form is opened for a new one.
        number: of the template's version that was before the writer's eyes; 0 for a new one.
        post: the id of the approved post whose words it says.
    """

    template: TemplateId
    number: int
    post: PostId


def template_form(
    form: TemplateForm,
    slots: Sequence[SlotWords],
    about: About,
    *,
    said: Sequence[Block] = (),
    workspace: Workspace,
) -> View:
    """The form.

    Args:
        form: its `slots` are not looked at.
        slots: what is said of each.
        said: what stands above it: what was suggested, or what a change means.
    """
    return View(
        type="modal",
        callback_id=TEMPLATE_FORM,
        title="Edit template" if about.number else "Save as template",
        submit="Save",
        close="Cancel",
        private_metadata=json.dumps({"template": about.template, "number": about.number, "post": about.post}),
        blocks=[*_above(said), *template_inputs(form, slots, workspace=workspace)],
    )


def redrawn(
    view: Mapping[str, Any], form: TemplateForm, slots: Sequence[SlotWords], *, workspace: Workspace
) -> dict[str, Any]:
    """The form that somebody has before them, with inputs for all slots that its texts have by now.

    What was typed stays: Slack keeps the values of inputs whose ids do not change ("Updating views").
    """
    above = [one for one in view["blocks"] if str(one.get("block_id", "")).startswith(ABOVE)]
    inputs = [one.to_dict() for one in template_inputs(form, slots, workspace=workspace)]
    return {**view, "blocks": [*above, *inputs]}


def _above(said: Sequence[Block]) -> Sequence[Block]:
    for number, block in enumerate(said):
        block.block_id = f"{ABOVE}{number}"
    return said


def read_about(view: Mapping[str, Any]) -> About:
    """What a form is about.

    Raises:
        Refusal: no form of ours looks like this.
    """
    about = read_metadata(view)
    return About(
        template=TemplateId(about.text("template")),
        number=about.number("number"),
        post=PostId(about.text("post")),
    )


def read_template(
    view: Mapping[str, Any], *, workspace: Workspace
) -> tuple[TemplateForm, tuple[SlotWords, ...]]:
    """What the form holds, submitted or not yet, and what is said of each slot in its texts.

    Raises:
        InvalidForm: a region among the stores is gone.
    """
    text = typed(view, "text")
    variants = tuple(
        Variant(network=one, text=own) for one in Network if (own := typed(view, variant_field(one)))
    )
    slots = read_slot_words(view, _names(text, variants))
    form = TemplateForm(
        name=typed_visibly(view, "name"),
        text=text,
        variants=variants,
        slots=slot_lines_of(slots),
        users=Users(
            departments=chosen_several(view, DEPARTMENTS),
            regions=chosen_several(view, REGIONS),
            stores=read_stores(held(view, STORES, "selected_options") or (), workspace=workspace),
        ),
        valid_from=chosen_day(view, VALID_FROM),
        valid_until=chosen_day(view, VALID_UNTIL),
        editable=frozenset(one for one in Editable if one.value in chosen_several(view, EDITABLE)),
    )
    return form, slots


@contextmanager
def errors_in_place(slots: Sequence[SlotWords]) -> Iterator[None]:
    """What is wrong with a template stands under the inputs of its form.

    Raises:
        InvalidForm: what is wrong, by input.
    """
    try:
        yield
    except InvalidForm as wrong:
        said = slot_errors(slots)
        others = {
            _ELSEWHERE.get(field, field): sentence
            for field, sentence in wrong.errors.items()
            if not (said and field == SLOTS)
        }
        raise InvalidForm({**said, **others}) from None


def _names(text: str, variants: Sequence[Variant]) -> tuple[str, ...]:
    """The slots that stand in the texts; of a text whose braces say nothing none."""
    names: dict[str, None] = {}
    for one in (text, *(variant.text for variant in variants)):
        try:
            names |= dict.fromkeys(slots_in(one))
        except BraceError:  # told under its field when the form is saved or previewed
            continue
    return tuple(names)
