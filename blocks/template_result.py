"""The result of a filled template inside its form: what readers will see, and what speaks against it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block, RichTextBlock, RichTextSectionElement
from slack_sdk.models.views import View

from blocks.check import verdict_blocks
from blocks.elements import context, lines, section, words
from blocks.findings import Lengths, finding_words
from blocks.inputs import TEXT
from blocks.slot_inputs import kind_words
from blocks.state import with_blocks
from blocks.template_text import filled_in, marked
from blocks.text import inline
from domain.filling import Filled
from domain.findings import Verdict
from domain.slots import slot_field
from domain.template_form import Read

RESULT = "result"
"""First part of the block ids under which the result stands in the form."""
TEXT_SHOWN = 3_000
PROBLEM_SHOWN = 500


def with_result(
    view: Mapping[str, Any], filled: Filled, verdict: Verdict, lengths: Lengths, *, route: str
) -> View:
    """The form that somebody has before them, with what readers will see.

    Args:
        route: who would have to sign it, as mrkdwn.
    """
    return _with(view, [*_texts(filled), *verdict_blocks(verdict, lengths), section(route)])


def with_gaps(
    view: Mapping[str, Any], errors: Mapping[str, str], *, said: str = "There is no result yet"
) -> View:
    """The form, with what has to be filled in otherwise before there is a result."""
    labels = {one.get("block_id"): one["label"]["text"] for one in view["blocks"] if one["type"] == "input"}
    told = [
        [
            words(f"• {inline(labels[field])}: " if field in labels else "• "),
            words(inline(problem, limit=PROBLEM_SHOWN)),
        ]
        for field, problem in errors.items()
    ]
    return _with(view, [section(f"*{said}*"), lines(*told)])


def _texts(filled: Filled) -> Iterator[Block]:
    head = RichTextSectionElement(elements=[words("What readers will see", bold=True)])
    yield RichTextBlock(elements=[head, filled_in(filled.common, limit=TEXT_SHOWN)])
    for network, text in filled.own:
        head = RichTextSectionElement(elements=[words(f"On {network.label}", bold=True)])
        yield RichTextBlock(elements=[head, filled_in(text, limit=TEXT_SHOWN)])
    yield context("Bold is what you filled in; the rest was approved as it is")


def _with(view: Mapping[str, Any], said: Sequence[Block]) -> View:
    kept = [one for one in view["blocks"] if not str(one.get("block_id", "")).startswith(RESULT)]
    for number, block in enumerate(said):
        block.block_id = f"{RESULT}_{number}"
    return with_blocks(view, [*kept, *said])


def with_preview(view: Mapping[str, Any], read: Read) -> View:
    """A template's form, with what whoever fills it gets."""
    own = [(f"On {one.network.label}", one.text) for one in read.variants]
    texts: list[Block] = [
        RichTextBlock(
            elements=[
                RichTextSectionElement(elements=[words(head, bold=True)]),
                marked(text, limit=TEXT_SHOWN),
            ]
        )
        for head, text in [("What stores get", read.text), *own]
    ]
    asked = [[words(f"{{{one.name}}}", bold=True), words(f" {kind_words(one)}\n")] for one in read.slots]
    return _with(view, [*texts, *([lines(*asked)] if asked else [])])


def under_slots(errors: Mapping[str, str], filled: Filled, verdict: Verdict) -> dict[str, str]:
    """The errors of a form, with what the rulebook forbids under the slot in which it was typed.

    What is about no slot alone, such as a length, stays under the text.
    """
    found: dict[str, str] = {}
    for one in verdict.stopping:
        spans = filled.text_of(one.network).spans
        slot = next((span.slot for span in spans if span.start < one.end and one.start < span.end), "")
        if not slot:
            return dict(errors)
        found.setdefault(slot_field(slot), finding_words(one))
    return (
        {**{field: said for field, said in errors.items() if field != TEXT}, **found}
        if found
        else dict(errors)
    )
