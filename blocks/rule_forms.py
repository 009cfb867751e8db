"""Rule forms: adding and changing a rule, trying it before it counts, and retiring one."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block, DatePickerElement, StaticSelectElement
from slack_sdk.models.views import View

from blocks.elements import context, section
from blocks.fields import field_input, option, text_field
from blocks.metadata import read_metadata
from blocks.pleas import BECAUSE
from blocks.rule_words import usage_words
from blocks.state import chosen_day, chosen_of, typed
from blocks.text import escape, inline
from domain.findings import Level
from domain.rule_problems import MESSAGE_LIMIT, NAME_LIMIT, TEXT_LIMIT
from domain.rules import RuleDraft, RuleKind, rule_name
from domain.stated_rules import Usage

RULE_FORM = "rule_form"
RETIRE_FORM = "rule_retire_form"
NAME, KIND, WORDS, MESSAGE, LEVEL = "name", "kind", "words", "message", "level"
OWNER, REASON, GOOD, BAD, REVIEW, TAGS = "owner", "reason", "good", "bad", "review", "tags"
"""Block and action ids: the names of the fields in `RuleDraft` and in `InvalidForm`."""

INPUT_LIMIT = 3_000
"""Characters of Slack's "plain-text input element"."""
ARROW = "->"
_ARROWS = re.compile(r"\s*(?:->|=>|→)\s*")
_KINDS = {
    RuleKind.EXISTENCE: "Flag these words",
    RuleKind.SUBSTITUTION: "Replace these words",
}


def rule_form(draft: RuleDraft | None = None) -> View:
    """The form of a new rule, or of one that is there."""
    filed = draft is not None and draft.kind is RuleKind.FILED
    return View(
        type="modal",
        callback_id=RULE_FORM,
        title="Edit the rule" if draft else "Add a rule",
        submit="Try it",
        close="Cancel",
        private_metadata=json.dumps({"name": draft.name, "filed": filed} if draft else {}),
        blocks=[
            *(
                [section(f"*{escape(inline(draft.name))}*")]
                if draft
                else [text_field(NAME, "Name", "", limit=NAME_LIMIT, optional=False)]
            ),
            *([context(_FILED)] if filed else _looking_for(draft)),
            text_field(
                MESSAGE,
                "Message",
                draft.message if draft else "",
                limit=MESSAGE_LIMIT,
                hint="What authors read: what to write instead. %s stands for the words found.",
                optional=filed,
            ),
            *_standing(draft),
            text_field(TAGS, "Tags", ", ".join(draft.tags) if draft else "", limit=NAME_LIMIT, optional=True),
            *([] if filed else _examples(draft)),
        ],
    )


_FILED = "What this rule looks for stands in its file, and so do its examples; here you change the rest."


def _looking_for(draft: RuleDraft | None) -> list[Block]:
    kinds = {one: option(one.value, said) for one, said in _KINDS.items()}
    kind = StaticSelectElement(
        action_id=KIND,
        options=list(kinds.values()),
        initial_option=kinds[draft.kind if draft else RuleKind.EXISTENCE],
    )
    entries = _entries(draft) if draft else ()
    hint = f"One entry a line, plain words. To replace: cheap {ARROW} good value"
    return [
        field_input(KIND, "Kind", kind, optional=False),
        text_field(
            WORDS, "Words", "\n".join(entries), limit=INPUT_LIMIT, hint=hint, multiline=True, optional=False
        ),
    ]


def _entries(draft: RuleDraft) -> Sequence[str]:
    if draft.kind is RuleKind.SUBSTITUTION:
        return [f"{left} {ARROW} {right}" for left, right in draft.swaps]
    return draft.words


def _standing(draft: RuleDraft | None) -> list[Block]:
    """Level, owner, reason and review date."""
    levels = {one: option(one.value, one.value) for one in Level}
    level = StaticSelectElement(
        action_id=LEVEL,
        options=list(levels.values()),
        initial_option=levels[draft.level if draft else Level.WARNING],
    )
    review = DatePickerElement(
        action_id=REVIEW, initial_date=str(draft.review) if draft and draft.review else None
    )
    return [
        field_input(LEVEL, "Level", level, hint="Errors block the post.", optional=False),
        text_field(OWNER, "Owner", draft.owner if draft else "", limit=NAME_LIMIT, optional=False),
        text_field(
            REASON, "Reason", draft.reason if draft else "", limit=TEXT_LIMIT, multiline=True, optional=False
        ),
        field_input(REVIEW, "Review date", review, optional=False),
    ]


def _examples(draft: RuleDraft | None) -> list[Block]:
    good, bad = ("\n".join(draft.good), "\n".join(draft.bad)) if draft else ("", "")
    return [
        text_field(
            GOOD,
            "Good examples",
            good,
            limit=INPUT_LIMIT,
            hint="One a line: not flagged.",
            multiline=True,
            optional=False,
        ),
        text_field(
            BAD,
            "Bad examples",
            bad,
            limit=INPUT_LIMIT,
            hint="One a line: flagged.",
            multiline=True,
            optional=False,
        ),
    ]


def read_rule(view: Mapping[str, Any]) -> RuleDraft:
    """The rule in a submitted form."""
    about = read_metadata(view)
    kind = RuleKind.FILED if about.ticked("filed") else chosen_of(view, KIND, RuleKind) or RuleKind.EXISTENCE
    entries = _lines(typed(view, WORDS))
    swaps = kind is RuleKind.SUBSTITUTION
    return RuleDraft(
        name=about.text("name") if "name" in about else rule_name(typed(view, NAME)),
        kind=kind,
        words=() if swaps or kind is RuleKind.FILED else entries,
        swaps=tuple(_swap(one) for one in entries) if swaps else (),
        message=_line(typed(view, MESSAGE)),
        level=chosen_of(view, LEVEL, Level) or Level.WARNING,
        owner=_line(typed(view, OWNER)),
        reason=_line(typed(view, REASON)),
        review=chosen_day(view, REVIEW),
        tags=tuple(dict.fromkeys(re.findall(r"[\w-]+", typed(view, TAGS).lower()))),
        good=_lines(typed(view, GOOD)),
        bad=_lines(typed(view, BAD)),
    )


def is_new(view: Mapping[str, Any]) -> bool:
    """Whether the form adds a rule, so that there must be none of its name yet."""
    return "name" not in read_metadata(view)


def _swap(line: str) -> tuple[str, str]:
    left, *right = _ARROWS.split(line, maxsplit=1)
    return left, "".join(right)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for one in text.splitlines() if (line := _line(one))))


def _line(text: str) -> str:
    """One line, without what nobody can see and no file of rules may hold."""
    return " ".join("".join(char for char in text if char.isprintable() or char.isspace()).split())


def retire_form(name: str, *, usage: Usage) -> View:
    """Asks an admin why a rule shall no longer count."""
    return View(
        type="modal",
        callback_id=RETIRE_FORM,
        title="Retire the rule?",
        submit="Retire",
        close="Keep it",
        private_metadata=json.dumps({"name": name}),
        blocks=[
            section(f"*{escape(inline(name))}* flags nothing any more: {usage_words(usage)}."),
            context("`/social rules edit` and its name brings it back."),
            text_field(
                BECAUSE,
                "Reason",
                "",
                limit=TEXT_LIMIT,
                placeholder="The record keeps it",
                multiline=True,
                optional=False,
            ),
        ],
    )


def read_retirement(view: Mapping[str, Any]) -> tuple[str, str]:
    """The rule's name and the reason."""
    return read_metadata(view).text("name"), typed(view, BECAUSE)
