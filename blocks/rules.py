"""Rules: the list with what each has found lately, and everything about one of them."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    HeaderBlock,
    RichTextBlock,
    SectionBlock,
)
from slack_sdk.models.views import View

from blocks.cutting import cut
from blocks.elements import context, lines, mrkdwn, plain, preformatted, section, words
from blocks.findings import SIGNS
from blocks.messages import Message
from blocks.moments import when
from blocks.text import escape, inline, mention, plural
from blocks.unknown import unknown_button
from domain.exemptions import Exemption
from domain.findings import Level
from domain.stated_rules import StatedRule, Usage, is_due

DETAILS = "rule_details"
EDIT = "rule_edit"
RETIRE = "rule_retire"
EXEMPT = "rule_exempt"
"""Action ids of the buttons whose value is a rule's name."""
PAGE = "rules_page"
"""What the action ids of the buttons begin with that turn the pages."""

RULES_A_PAGE = 8
SOUGHT_SHOWN = 100
NAME_SHOWN = 100
MESSAGE_SHOWN = 200
REASON_SHOWN = 1_000
PROBLEM_SHOWN = 500
EXAMPLES_SHOWN = 5
EXAMPLE_SHOWN = 300
_SEARCH = "`/social rules` and a word finds those that say it"
_PLACE = re.compile(r"%%|%(?:\[\d+\])?[sdqv]")
DAYS = 90
"""How far back hits are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What somebody who reads the rules may do with them."""

    changes: bool
    exempts: bool


def rules_message(
    rules: Sequence[StatedRule],
    *,
    usage: Mapping[str, Usage],
    today: date,
    sought: str = "",
    page: int = 0,
) -> Message:
    """One page of the rules found, each with its hits.

    Args:
        rules: all that were found, in their order.
        today: in the workspace's zone.
        sought: the words that were searched for.
    """
    last = max(0, (len(rules) - 1) // RULES_A_PAGE)
    page = min(max(page, 0), last)
    found = plural(len(rules), "rule", "rules")
    about = f" with “{escape(inline(sought, limit=SOUGHT_SHOWN))}”" if sought else ""
    due = sum(is_due(one, today=today) for one in rules)
    head = f"📖 {found}{about}{f', {due:,} due for review' if due else ''}"
    if not rules:
        text = f"No rule says anything about “{escape(inline(sought, limit=SOUGHT_SHOWN))}”. `/social rules` lists all."
        return Message(text, (section(text),))
    shown = rules[page * RULES_A_PAGE : (page + 1) * RULES_A_PAGE]
    blocks: list[Block] = [section(f"*{head}*")]
    blocks += [_row(one, usage.get(one.name, Usage()), today=today) for one in shown]
    if last:
        blocks += [
            _turning(page, last=last, sought=sought),
            context(f"Page {page + 1} of {last + 1} · {_SEARCH}"),
        ]
    return Message(head, tuple(blocks))


def _row(rule: StatedRule, usage: Usage, *, today: date) -> SectionBlock:
    owner = f" · owner: {escape(inline(rule.owner, limit=NAME_SHOWN))}" if rule.owner else ""
    message = escape(_message(rule))
    facts = [usage_words(usage, level=rule.level), *_review(rule, today=today)]
    return SectionBlock(
        text=mrkdwn(
            f"{SIGNS[rule.level]} *{_name(rule)}* · {rule.level}{owner}\n{message}\n{' · '.join(facts)}"
        ),
        accessory=ButtonElement(text="Details", action_id=DETAILS, value=rule.name),
    )


def usage_words(usage: Usage, *, level: Level = Level.WARNING) -> str:
    """How often a rule was hit in the last 90 days, and how often overruled; a suggestion asks for nothing."""
    if not usage.hits:
        return f"no hits in {DAYS} days"
    kept = f"overruled {plural(usage.overruled, 'time', 'times')}" if usage.overruled else "never overruled"
    if level is Level.SUGGESTION:
        kept = (
            f"{usage.overruled:,} approved as they stood" if usage.overruled else "none approved as it stood"
        )
    return f"{plural(usage.hits, 'hit', 'hits')} in {DAYS} days, {kept}"


def _review(rule: StatedRule, *, today: date) -> list[str]:
    if rule.review is None:
        return []
    day = f"{rule.review.day} {rule.review:%b %Y}"
    return [f"🔔 review was due {day}" if is_due(rule, today=today) else f"review {day}"]


def _turning(page: int, *, last: int, sought: str) -> ActionsBlock:
    def button(text: str, to: int) -> ButtonElement:
        value = json.dumps({"page": to, "words": cut(sought, SOUGHT_SHOWN)})
        return ButtonElement(text=text, action_id=f"{PAGE}_{to}", value=value)

    buttons = [button("Earlier", page - 1)] if page else []
    buttons += [button("More rules", page + 1)] if page < last else []
    return ActionsBlock(elements=buttons)


def read_page(value: str) -> tuple[str, int]:
    """The words searched for and the page, from a button's value.

    Raises:
        Refusal: no button of ours has such a value.
    """
    try:
        read = json.loads(value)
        return str(read["words"]), int(read["page"])
    except (KeyError, TypeError, ValueError):
        raise unknown_button(again="Type /social rules again.") from None


def rule_details(
    rule: StatedRule,
    *,
    usage: Usage,
    exemptions: Sequence[Exemption],
    reader: Reader,
    today: date,
) -> View:
    """Everything about a rule: why it is there, what it flags and what not, who may be excused from it.

    Args:
        exemptions: the dated ones of this rule that hold.
    """
    told = [
        f"*Level* {SIGNS[rule.level]} {rule.level}",
        *([f"*Owner* {escape(inline(rule.owner, limit=NAME_SHOWN))}"] if rule.owner else []),
        *(one.capitalize() for one in _review(rule, today=today)),
        usage_words(usage, level=rule.level),
    ]
    blocks: list[Block] = [
        HeaderBlock(text=plain(inline(rule.name, limit=150), 150)),
        section(" · ".join(told)),
        section(f"*What authors read*\n{escape(_message(rule))}"),
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


def _name(rule: StatedRule) -> str:
    return escape(inline(rule.name, limit=NAME_SHOWN))


def _message(rule: StatedRule) -> str:
    """The sentence for authors, with an ellipsis where the words found and what to write instead go."""
    said = _PLACE.sub(lambda found: "%" if found[0] == "%%" else "…", rule.message)
    return inline(said, limit=MESSAGE_SHOWN)


def _examples(title: str, examples: Sequence[str]) -> list[Block]:
    if not examples:
        return []
    texts = [preformatted(one, limit=EXAMPLE_SHOWN) for one in examples[:EXAMPLES_SHOWN]]
    return [lines([words(title, bold=True)]), RichTextBlock(elements=list(texts))]


def _excused(exemption: Exemption) -> str:
    assert exemption.until is not None
    because = escape(inline(exemption.because, limit=EXAMPLE_SHOWN))
    return f"☑️ Blocks nobody until {when(exemption.until)} · {mention(exemption.by)}: “{because}”"


def _buttons(rule: StatedRule, reader: Reader) -> list[ButtonElement]:
    buttons = []
    if reader.changes:
        buttons.append(ButtonElement(text="Edit", action_id=EDIT, value=rule.name))
        buttons.append(ButtonElement(text="Retire", action_id=RETIRE, value=rule.name))
    if reader.exempts:
        buttons.append(ButtonElement(text="Grant exception", action_id=EXEMPT, value=rule.name))
    return buttons


def refused_rules(problems: Sequence[str], *, at: datetime, more: int) -> Message:
    """Tells an admin that changed rule files are not in use, and why.

    Args:
        problems: a sentence each, with file and line.
        more: how many there are besides.
    """
    head = "🟠 The rule files were changed, but not all of it can be used"
    told = [[words(f"• {inline(one, limit=PROBLEM_SHOWN)}")] for one in problems]
    rest = [[words(f"+{more:,} more in the log")]] if more else []
    what = "What worked before stays in use. Whoever keeps the files mends these, then the change counts:"
    return Message(head, (section(f"*{head}* · {when(at)}\n{what}"), lines(*told, *rest)))
