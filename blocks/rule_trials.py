"""Rule trials: what a rule would have done to earlier posts, shown before it counts."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block, RichTextBlock
from slack_sdk.models.views import View

from blocks.elements import context, quote, section
from blocks.metadata import read_metadata
from blocks.rule_words import DAYS
from blocks.text import escape, inline, plural
from domain.rules import RuleRevision

TRIAL_FORM = "rule_trial_form"
FLAGGED_SHOWN = 5
FLAGGED_LIMIT = 300


def trial_form(
    revision: RuleRevision, *, tried: int, flagged: Sequence[tuple[str, bool]], capped: bool
) -> View:
    """What the rule would have done, before it counts.

    Args:
        tried: how many posts of the last 90 days it was tried on.
        flagged: the texts it would have flagged, and whether each was approved with these words.
        capped: whether there were more posts, older ones, that it was not tried on.
    """
    approved = sum(one for _, one in flagged)
    unchanged = f"; {approved:,} of them approved unchanged" if flagged else ""
    newest = "the newest " if capped else ""
    blocks: list[Block] = [
        section(f"*{escape(inline(revision.draft.name))}* keeps its own examples."),
        section(
            f"Would have flagged *{len(flagged):,} of {newest}{tried:,}* posts of {DAYS} days{unchanged}."
        ),
    ]
    for text, was_approved in flagged[:FLAGGED_SHOWN]:
        blocks.append(RichTextBlock(elements=[quote(text, limit=FLAGGED_LIMIT)]))
        blocks.append(context("✅ approved as it stands" if was_approved else "not approved"))
    hidden = len(flagged) - FLAGGED_SHOWN
    blocks += [context(f"+{hidden:,} more")] if hidden > 0 else []
    blocks.append(context("Nothing has changed yet: *Put in force* makes the rule count for everybody."))
    return View(
        type="modal",
        callback_id=TRIAL_FORM,
        title="Try the rule",
        submit="Put in force",
        close="Back",
        private_metadata=json.dumps({"name": revision.draft.name, "number": revision.number}),
        blocks=blocks,
    )


def read_trial(view: Mapping[str, Any]) -> tuple[str, int]:
    """The rule and the number of the revision that was tried.

    Raises:
        Refusal: no form of ours looks like this.
    """
    about = read_metadata(view)
    return about.text("name"), about.number("number")


def in_force(name: str, *, found: int) -> View:
    """Tells the admin that the rule counts now."""
    return _settled(name, f"is in force for everybody; {plural(found, 'rule', 'rules')} in all.")


def retired(name: str) -> View:
    """Tells the admin that the rule no longer counts."""
    return _settled(name, "is retired. What it said about earlier posts stays in the record.")


def _settled(name: str, said: str) -> View:
    told = section(f"✅ *{escape(inline(name))}* {said}")
    return View(type="modal", title="Rulebook", close="Close", blocks=[told])
