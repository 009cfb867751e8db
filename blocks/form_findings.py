"""Findings inside a form: what the rulebook says of a text that is still being written."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, InputBlock, SectionBlock
from slack_sdk.models.views import View

from blocks.check import verdict_blocks
from blocks.drafts import read_content
from blocks.elements import lines, section, words
from blocks.findings import Lengths
from blocks.fixing import FIX, fingerprint
from blocks.inputs import CHECK_WORDING, TEXT, text_input
from blocks.pleas import BECAUSE, plea_inputs
from blocks.previews import preview_blocks
from blocks.state import with_blocks
from blocks.text import inline
from blocks.variants import variant_input
from domain.drafts import variant_field
from domain.findings import Verdict
from domain.tracking import Proposed
from domain.versions import Content

TRACK = "track_links"
"""Action id of the button that puts a campaign's values into the links."""
LINKS_SHOWN = 5
LINK_SHOWN = 300
WORDING = "wording"
"""First part of the block ids under which findings stand in the form."""
PREVIEW_LIMIT = 500
"""Weight of one network's preview inside the form, where the whole text stands anyway."""


def with_findings(
    view: Mapping[str, Any],
    verdict: Verdict,
    lengths: Lengths,
    *,
    fixed: Content | None = None,
    links: Sequence[Proposed] = (),
    suggested: SectionBlock | None = None,
    local: Sequence[Block] = (),
) -> View:
    """The form that somebody has before them, with findings, lengths and a preview, and what can be done.

    What was typed stays: Slack keeps the values of inputs whose ids do not change ("Updating views").

    Args:
        fixed: what shall stand in the inputs for texts instead; None leaves what was typed.
        links: what the campaign's tracking would make of links, for the author to take over or leave.
        suggested: the step of the customer's way that the text suggests, for the same.
        local: that many stores would say the same, where they would.
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
    said += [suggested] if suggested else []
    said += local
    said += _tracking(links)
    said += previews
    for number, block in enumerate(said):
        block.block_id = f"{WORDING}_{number}"
    said += plea_inputs(verdict.stopping)
    return with_blocks(view, [*kept[:after], *said, *kept[after:]])


def _tracking(links: Sequence[Proposed]) -> list[Block]:
    if not links:
        return []
    shown = [
        [
            words(f"{inline(one.before, limit=LINK_SHOWN)} → "),
            words(inline(one.after, limit=LINK_SHOWN), bold=True),
        ]
        for one in links[:LINKS_SHOWN]
    ]
    hidden = len(links) - LINKS_SHOWN
    rest = [[words(f"+{hidden:,} more")]] if hidden > 0 else []
    return [
        section("🔗 The campaign counts visits by its links. With its values they read:"),
        lines(*shown, *rest),
        ActionsBlock(elements=[ButtonElement(text="Track links", action_id=TRACK, value=TRACK)]),
    ]


def _inputs_with(content: Content) -> dict[str, InputBlock]:
    """The inputs that show these texts, by block id; each text gives its input an id of its own."""
    inputs = {TEXT: text_input(content.text, action_id=f"{TEXT}_{fingerprint(content.text)}")}
    for one in content.variants:
        field = variant_field(one.network)
        changed = f"{field}_{fingerprint(one.text)}"
        inputs[field] = variant_input(one.network, one.text, action_id=changed)
    return inputs
