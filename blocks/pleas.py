"""Pleas: the inputs with which an author asks for an exception, inside the form that a rule stopped."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import Block, CheckboxesElement, InputBlock, PlainTextInputElement

from blocks.fields import option
from blocks.state import held, typed
from blocks.text import sendable
from domain.approvals import COMMENT_LIMIT
from domain.exemptions import Plea
from domain.findings import Finding

ASK = "wording_ask"
"""Block and action id of the box; it stands among the findings and goes with them."""
BECAUSE = "because"
"""Block and action id of the reason: the name of the field in `InvalidForm`."""
_ASKED = option("yes", "Ask for an exception: the words have to stay")


def plea_inputs(findings: tuple[Finding, ...], plea: Plea | None = None) -> list[Block]:
    """The box and the reason, where a finding blocks that people may excuse; nothing elsewhere."""
    if not any(one.blocks and one.excusable for one in findings):
        return []
    reason = PlainTextInputElement(
        action_id=BECAUSE,
        multiline=True,
        max_length=COMMENT_LIMIT,
        placeholder="The post then goes to review and waits there for the exception",
        initial_value=sendable(plea.because) if plea else None,
    )
    box = CheckboxesElement(action_id=ASK, options=[_ASKED], initial_options=[_ASKED] if plea else None)
    return [
        InputBlock(block_id=ASK, label="Exception", element=box, optional=True),
        InputBlock(block_id=BECAUSE, label="Why they have to stay", element=reason, optional=True),
    ]


def read_plea(view: Mapping[str, Any]) -> str | None:
    """The author's reason, perhaps empty; None when they ask for no exception."""
    return typed(view, BECAUSE) if held(view, ASK, "selected_options") else None
