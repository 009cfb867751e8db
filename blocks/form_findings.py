"""Findings inside a form: what the rulebook says of a text that is still being written."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, InputBlock
from slack_sdk.models.views import View

from blocks.check import verdict_blocks
from blocks.drafts import read_content
from blocks.findings import Lengths
from blocks.fixing import FIX, fingerprint
from blocks.inputs import CHECK_WORDING, TEXT, text_input
from blocks.pleas import BECAUSE, plea_inputs
from blocks.previews import preview_blocks
from blocks.state import with_blocks
from blocks.variants import variant_input
from domain.drafts import variant_field
from domain.findings import Verdict
from domain.versions import Content

WORDING = "wording"
"""First part of the block ids under which findings stand in the form."""
PREVIEW_LIMIT = 500
"""Weight of one network's preview inside the form, where the whole text stands anyway."""


def with_findings(
    view: Mapping[str, Any], verdict: Verdict, lengths: Lengths, *, fixed: Content | None = None
) -> View:
    """The form that somebody has before them, with findings, lengths and a preview, and what can be done.

    What was typed stays: Slack keeps the values of inputs whose ids do not change ("Updating views").

    Args:
        fixed: what shall stand in the inputs for texts instead; None leaves what was typed.
    """
    kept = [
        one
        for one in view["blocks"]
        if not str(one.get("block_id", "")).startswith(WORDING) and one.get("block_id") != BECAUSE
    ]
    after = next(place for place, one in enumerate(kept, start=1) if one.get("block_id") == CHECK_WORDING)
    inputs = _inputs_with(fixed) if fixed else {}
    kept = [inputs.get(str(one.get("block_id")), one) for one in kept]
    previews = preview_blocks(fixed or read_content(view), lengths, limit=PREVIEW_LIMIT)
    said = verdict_blocks(verdict, {} if previews else lengths)
    if any(one.fixable for one in verdict.findings):
        said.append(ActionsBlock(elements=[ButtonElement(text="Fix wording", action_id=FIX, value=FIX)]))
    said += previews
    for number, block in enumerate(said):
        block.block_id = f"{WORDING}_{number}"
    said += plea_inputs(verdict.stopping)
    return with_blocks(view, [*kept[:after], *said, *kept[after:]])


def _inputs_with(content: Content) -> dict[str, InputBlock]:
    """The inputs that show these texts, by block id; each text gives its input an id of its own."""
    inputs = {TEXT: text_input(content.text, action_id=f"{TEXT}_{fingerprint(content.text)}")}
    for one in content.variants:
        field = variant_field(one.network)
        changed = f"{field}_{fingerprint(one.text)}"
        inputs[field] = variant_input(one.network, one.text, action_id=changed)
    return inputs
