"""Check: what the rulebook says about a text that nobody has proposed yet."""

from slack_sdk.models.blocks import Block, RichTextBlock
from slack_sdk.models.views import View

from blocks.elements import context, lines, quote, section, words
from blocks.findings import EXCUSED, SIGNS, Lengths, excused_line, finding_line, length_words
from blocks.messages import Message, said
from blocks.text import plural
from domain.findings import Verdict, weightiest_first

CHECK_MESSAGE_SHORTCUT = "check_message"
"""Callback id of the message shortcut "Check wording", as the manifest has it."""
FINDINGS_SHOWN = 12
TEXT_SHOWN = 500


def verdict_message(text: str, verdict: Verdict, lengths: Lengths) -> Message:
    """The private answer to `/social check`: the text, the findings, the lengths."""
    return Message(
        summary(verdict),
        (RichTextBlock(elements=[quote(text, limit=TEXT_SHOWN)]), *verdict_blocks(verdict, lengths)),
    )


def verdict_form(text: str, verdict: Verdict, lengths: Lengths) -> View:
    """The same for the message shortcut: a modal that only its reader sees."""
    message = verdict_message(text, verdict, lengths)
    return View(type="modal", title="Check wording", close="Close", blocks=list(message.blocks))


def nothing_to_check() -> Message:
    """Says how to ask, to somebody who typed no text."""
    return said("Type the words behind it, for example `/social check Come and see our new jackets`.")


def summary(verdict: Verdict) -> str:
    """The verdict in one sentence."""
    if not verdict.findings:
        return "✅ Nothing to change."
    blocking = len(verdict.stopping)
    weighing = verdict.stopping or [one for one in verdict.findings if one not in verdict.excused]
    sign = SIGNS[weightiest_first(weighing)[0].level] if weighing else EXCUSED
    found = plural(len(verdict.findings), "finding", "findings")
    if not blocking:
        excused = " while the exception holds" if verdict.excused else ""
        return f"{sign} {found}; nothing blocks{excused}."
    if blocking == len(verdict.findings):
        which = "it" if blocking == 1 else "all of them"
    else:
        which = f"{blocking:,} of them"
    return f"{sign} {found}; {which} must be settled."


def verdict_blocks(verdict: Verdict, lengths: Lengths) -> list[Block]:
    """The verdict, its findings with the blocking ones first, and the lengths."""
    blocks: list[Block] = [section(summary(verdict))]
    findings = weightiest_first(verdict.findings)
    if findings:
        hidden = len(findings) - FINDINGS_SHOWN
        rest = [[words(f"+{hidden:,} more, once these are settled")]] if hidden > 0 else []
        told = [
            excused_line(one) if one in verdict.excused else finding_line(one)
            for one in findings[:FINDINGS_SHOWN]
        ]
        blocks.append(lines(*told, *rest))
    if lengths:
        blocks.append(context(" · ".join(length_words(lengths, list(lengths)))))
    return blocks
