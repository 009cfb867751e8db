"""Rules: the list with what each has found lately, and what admins hear of files that were refused."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock

from blocks.cutting import cut
from blocks.elements import context, lines, mrkdwn, section, words
from blocks.findings import SIGNS
from blocks.messages import Message
from blocks.moments import when
from blocks.rule_words import message_words, name_words, owner_words, review_words, usage_words
from blocks.text import escape, inline, plural
from blocks.unknown import unknown_button
from domain.stated_rules import StatedRule, Usage, is_due
from domain.workspaces import Workspace

DETAILS = "rule_details"
"""Action id of the button to a rule's details; its value is the rule's name."""
PAGE = "rules_page"
"""What the action ids of the buttons begin with that turn the pages."""

RULES_A_PAGE = 8
SOUGHT_SHOWN = 100
PROBLEM_SHOWN = 500
_SEARCH = "`/social rules` and a word finds those that say it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What somebody who reads the rules may do with them."""

    changes: bool
    exempts: bool


def rules_message(
    rules: Sequence[StatedRule],
    *,
    usage: Mapping[str, Usage],
    workspace: Workspace,
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
    blocks += [_row(one, usage.get(one.name, Usage()), workspace=workspace, today=today) for one in shown]
    if last:
        blocks += [
            _turning(page, last=last, sought=sought),
            context(f"Page {page + 1} of {last + 1} · {_SEARCH}"),
        ]
    return Message(head, tuple(blocks))


def _row(rule: StatedRule, usage: Usage, *, workspace: Workspace, today: date) -> SectionBlock:
    owner = f" · owner: {owner_words(rule.owner, workspace=workspace)}" if rule.owner else ""
    message = escape(message_words(rule))
    facts = [usage_words(usage, level=rule.level), *review_words(rule, today=today)]
    return SectionBlock(
        text=mrkdwn(
            f"{SIGNS[rule.level]} *{name_words(rule)}* · {rule.level}{owner}\n{message}\n{' · '.join(facts)}"
        ),
        accessory=ButtonElement(text="Details", action_id=DETAILS, value=rule.name),
    )


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
