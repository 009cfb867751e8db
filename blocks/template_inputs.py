"""The inputs of a template's form: its text, its slots, who may fill it and when."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    DatePickerElement,
    InputBlock,
    StaticMultiSelectElement,
)

from blocks.elements import context
from blocks.fields import OPTIONS_LIMIT, field_input, option, text_field
from blocks.slot_form import SlotWords, slot_blocks
from blocks.stores import STORES, stores_element
from blocks.text import inline
from domain.drafts import TEXT_LIMIT, variant_field
from domain.regions import regions
from domain.template_form import NAME_LIMIT, TemplateForm
from domain.templates import Editable, Users
from domain.workspaces import Workspace

PREVIEW = "setup_template_preview"
"""Action id of the button "Preview"."""
DEPARTMENTS, REGIONS = "departments", "regions"
VALID_FROM, VALID_UNTIL = "valid_from", "valid_until"
EDITABLE = "editable"
"""Block ids of inputs."""
_EDITABLE = {
    Editable.PICTURE: "Another picture may be chosen",
    Editable.NETWORKS: "Some of the networks may be left out",
}


def template_inputs(
    filled: TemplateForm, slots: Sequence[SlotWords], *, workspace: Workspace
) -> Iterator[Block]:
    """Every input of the form, and its button "Preview"."""
    yield text_field(
        "name",
        "Name",
        filled.name,
        limit=NAME_LIMIT,
        optional=False,
        hint="Stores find it in the library by this",
    )
    yield text_field(
        "text",
        "Text with slots",
        filled.text,
        limit=TEXT_LIMIT,
        multiline=True,
        optional=False,
        hint="What stands in braces is a slot that stores fill, such as {store} or {day}. All else stays as approved.",
    )
    for one in filled.variants:
        yield text_field(
            variant_field(one.network),
            f"Text for {one.network.label}",
            one.text,
            limit=TEXT_LIMIT,
            multiline=True,
            optional=False,
        )
    yield from slot_blocks(slots)
    yield from _users(filled.users, workspace=workspace)
    yield _day(
        VALID_FROM, "First day", filled.valid_from, hint="On which its posts go out; nothing means any"
    )
    yield _day(
        VALID_UNTIL,
        "Last day",
        filled.valid_until,
        hint="After it the template ends, and what was made from it and is not out is withdrawn",
    )
    yield _editable(filled.editable)
    yield ActionsBlock(
        block_id=PREVIEW, elements=[ButtonElement(text="Preview", action_id=PREVIEW, value=PREVIEW)]
    )


def _users(users: Users, *, workspace: Workspace) -> Iterator[Block]:
    """Who may fill it, in three inputs; those for which there is nothing to choose are left out."""
    yield context(
        "Who may fill it: nothing chosen means everybody here. Store managers always fill for their own store only."
    )
    departments = {one.key: inline(one.name) for one in workspace.departments}
    yield from _several(DEPARTMENTS, "Departments", departments, users.departments)
    names = {one.name: inline(one.name) for one in regions(workspace.stores)}
    yield from _several(REGIONS, "Managers in regions", names, users.regions)
    if workspace.stores:
        element = stores_element(workspace, chosen=users.stores, placeholder="Any store")
        yield field_input(STORES, "Managers of stores", element)


def _several(field: str, label: str, offered: Mapping[str, str], now: Sequence[str]) -> Iterator[Block]:
    options = {key: option(key, name) for key, name in list(offered.items())[:OPTIONS_LIMIT]}
    if options:
        menu = StaticMultiSelectElement(
            action_id=field,
            options=list(options.values()),
            initial_options=[options[one] for one in now if one in options] or None,
        )
        yield field_input(field, label, menu)


def _editable(now: frozenset[Editable]) -> InputBlock:
    options = {one: option(one.value, said) for one, said in _EDITABLE.items()}
    boxes = CheckboxesElement(
        action_id=EDITABLE,
        options=list(options.values()),
        initial_options=[options[one] for one in Editable if one in now] or None,
    )
    return field_input(EDITABLE, "Besides the slots", boxes)


def _day(field: str, label: str, value: date | None, *, hint: str) -> InputBlock:
    picker = DatePickerElement(action_id=field, initial_date=value.isoformat() if value else None)
    return field_input(field, label, picker, hint=hint)
