"""Rule words: how often a rule hits and is overruled, when it is reviewed, and what it tells authors."""

import re
from datetime import date

from blocks.text import escape, inline, plural
from domain.findings import Level
from domain.stated_rules import StatedRule, Usage, is_due
from domain.workspaces import Workspace

NAME_SHOWN = 100
MESSAGE_SHOWN = 200
_PLACE = re.compile(r"%%|%(?:\[\d+\])?[sdqv]")
DAYS = 90
"""How far back hits are counted."""


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


def review_words(rule: StatedRule, *, today: date) -> list[str]:
    """When it is to be looked at again; nothing for a rule without a date."""
    if rule.review is None:
        return []
    day = f"{rule.review.day} {rule.review:%b %Y}"
    return [f"🔔 review was due {day}" if is_due(rule, today=today) else f"review {day}"]


def owner_words(owner: str, *, workspace: Workspace) -> str:
    """Who answers for a rule, as mrkdwn: files name departments by key."""
    return escape(inline(workspace.department_name(owner), limit=NAME_SHOWN))


def name_words(rule: StatedRule) -> str:
    """Its name, as mrkdwn."""
    return escape(inline(rule.name, limit=NAME_SHOWN))


def message_words(rule: StatedRule) -> str:
    """The sentence for authors, with an ellipsis where the words found and what to write instead go."""
    said = _PLACE.sub(lambda found: "%" if found[0] == "%%" else "…", rule.message)
    return inline(said, limit=MESSAGE_SHOWN)
