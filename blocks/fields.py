"""Fields: an input under its label, what stands in it, and what Slack allows in one."""

from slack_sdk.models.blocks import (
    CheckboxesElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
)

from blocks.elements import plain
from blocks.text import sendable

LABEL_LIMIT = 75
"""Characters of an option's text (Slack's reference, "Option object")."""
WORDS_LIMIT = 2_000
"""Characters of an input's label and of its hint (Slack's reference, "Input block")."""
PLACEHOLDER_LIMIT = 150
"""Characters of an input's placeholder (Slack's reference, "Plain-text input element")."""
OPTIONS_LIMIT = 100
"""Options of a menu (Slack's reference, "Select menu element")."""
_YES = "yes"


def field_input(
    field: str, label: str, element: InputInteractiveElement, *, hint: str = "", optional: bool = True
) -> InputBlock:
    """An input whose block id is the field's name, as `InvalidForm` gives errors by."""
    return InputBlock(
        block_id=field,
        label=plain(label, WORDS_LIMIT),
        element=element,
        hint=plain(hint, WORDS_LIMIT) if hint else None,
        optional=optional,
    )


def text_field(
    field: str,
    label: str,
    text: str,
    *,
    limit: int,
    hint: str = "",
    placeholder: str = "",
    multiline: bool = False,
    optional: bool = True,
) -> InputBlock:
    """Where somebody types, with a text in it.

    Args:
        limit: the characters that it takes; a longer text is cut, as Slack would refuse the whole form.
    """
    element = PlainTextInputElement(
        action_id=field,
        initial_value=sendable(text)[:limit] or None,
        multiline=multiline,
        max_length=limit,
        placeholder=plain(placeholder, PLACEHOLDER_LIMIT) if placeholder else None,
    )
    return field_input(field, label, element, hint=hint, optional=optional)


def option(value: str, text: str) -> Option:
    """A choice of a menu or a group of boxes; its text is cut to what Slack takes."""
    return Option(value=value, text=plain(text, LABEL_LIMIT))


def tick_box(field: str, label: str, said: str, *, ticked: bool) -> InputBlock:
    """A single box that says something; `chosen_several` is empty unless it is ticked."""
    box = option(_YES, said)
    boxes = CheckboxesElement(action_id=field, options=[box], initial_options=[box] if ticked else None)
    return field_input(field, label, boxes)
