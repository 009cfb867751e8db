"""Pleas: the inputs with which an author asks for an exception, inside the form that a rule stopped."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import Block

from blocks.fields import text_field, tick_box
from blocks.state import held, typed
from domain.approvals import COMMENT_LIMIT
from domain.exemptions import Plea
from domain.findings import Finding

ASK = "wording_ask"
"""Block and action id of the box; it stands among the findings and goes with them."""
BECAUSE = "because"
"""Block and action id of the reason: the name of the field in `InvalidForm`."""


def plea_inputs(findings: tuple[Finding, ...], plea: Plea | None = None) -> list[Block]:
    """The box and the reason, where a finding blocks that people may excuse; nothing elsewhere."""
    if not any(one.blocks and one.excusable for one in findings):
        return []
    return [
        tick_box(ASK, "Exception", "Ask for an exception: the words have to stay", ticked=plea is not None),
        text_field(
            BECAUSE,
            "Why they have to stay",
            plea.because if plea else "",
            limit=COMMENT_LIMIT,
            placeholder="The post then goes to review and waits there for the exception",
            multiline=True,
        ),
    ]


def read_plea(view: Mapping[str, Any]) -> str | None:
    """The author's reason, perhaps empty; None when they ask for no exception."""
    return typed(view, BECAUSE) if held(view, ASK, "selected_options") else None
