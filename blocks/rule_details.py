"""A rule's details: why it is there, what it wants, who keeps it, and how it is used."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, HeaderBlock, RichTextBlock
from slack_sdk.models.views import View

from blocks.elements import context, lines, plain, preformatted, section, words
from blocks.findings import SIGNS
from blocks.moments import last_day
from blocks.rule_words import message_words, owner_words, review_words, usage_words
from blocks.rules import Reader
from blocks.text import begun, escape, inline, mention
from domain.exemptions import Exemption
from domain.stated_rules import StatedRule, Usage
from domain.workspaces import Workspace

EDIT = "rule_edit"
RETIRE = "rule_retire"
EXEMPT = "rule_exempt"
"""Action ids of the buttons whose value is a rule's name."""
REASON_SHOWN = 1_000
EXAMPLES_SHOWN = 5
EXAMPLE_SHOWN = 300


def rule_details(
    rule: StatedRule,
    *,
    usage: Usage,
    exemptions: Sequence[Exemption],
    workspace: Workspace,
    reader: Reader,
    today: date,
) -> View:
    """Everything about a rule: why it is there, what it flags and what not, who may be excused from it.

    Args:
        exemptions: the dated ones of this rule that hold.
    """
    told = [
        f"*Level* {SIGNS[rule.level]} {rule.level}",
        *([f"*Owner* {owner_words(rule.owner, workspace=workspace)}"] if rule.owner else []),
        *(begun(one) for one in review_words(rule, today=today)),
        usage_words(usage, level=rule.level),
    ]
    blocks: list[Block] = [
        HeaderBlock(text=plain(inline(rule.name, limit=150), 150)),
        section(" · ".join(told)),
        section(f"*What authors read*\n{escape(message_words(rule))}"),
    ]
    if rule.reason:
        blocks.append(section(f"*Why*\n{escape(inline(rule.reason, limit=REASON_SHOWN))}"))
    blocks += _examples("✅ Good", rule.good)
    blocks += _examples("⛔ Bad", rule.bad)
    if rule.tags:
        blocks.append(context(f"Tags for the policy: {escape(inline(', '.join(rule.tags), limit=300))}"))
    if rule.source:
        blocks.append(context(f"Source: {escape(inline(rule.source, limit=300))}"))
    blocks += [section(_excused(one)) for one in exemptions[-EXAMPLES_SHOWN:]]
    if buttons := _buttons(rule, reader):
        blocks.append(ActionsBlock(elements=buttons))
    return View(type="modal", title="Rule", close="Close", blocks=blocks)


def _examples(title: str, examples: Sequence[str]) -> list[Block]:
    if not examples:
        return []
    texts = [preformatted(one, limit=EXAMPLE_SHOWN) for one in examples[:EXAMPLES_SHOWN]]
    return [lines([words(title, bold=True)]), RichTextBlock(elements=list(texts))]


def _excused(exemption: Exemption) -> str:
    assert exemption.until is not None
    because = escape(inline(exemption.because, limit=EXAMPLE_SHOWN))
    return f"☑️ Blocks nobody up to and including {last_day(exemption.until)} · {mention(exemption.by)}: “{because}”"


def _buttons(rule: StatedRule, reader: Reader) -> list[ButtonElement]:
    buttons = []
    if reader.changes:
        buttons.append(ButtonElement(text="Edit", action_id=EDIT, value=rule.name))
        buttons.append(ButtonElement(text="Retire", action_id=RETIRE, value=rule.name))
    if reader.exempts:
        buttons.append(ButtonElement(text="Grant exception", action_id=EXEMPT, value=rule.name))
    return buttons
