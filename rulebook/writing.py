"""A rule that somebody filled in as a form, as the rule file it stands for. Their words never become a pattern."""

import json

from domain.rules import RuleDraft, RuleKind
from rulebook.characters import IN_WORD

_SUBSTITUTE = {"name": "replace"}
"""Without it a value would be read as a pattern of accepted forms."""


def rule_file(rule: RuleDraft) -> bytes:
    """The file: JSON, which is YAML too.

    Args:
        rule: of a kind that brings its own words.
    """
    looks_for: dict[str, object] = {"tokens": [literal(word) for word in rule.words]}
    if rule.kind is RuleKind.SUBSTITUTION:
        looks_for = {"action": _SUBSTITUTE, "swap": {literal(left): right for left, right in rule.swaps}}
    document = {
        "extends": rule.kind.value,
        "message": _message(rule),
        "level": rule.level.value,
        "ignorecase": "true",
        "nonword": "true",
        "vocab": "false",
        **looks_for,
        "owner": rule.owner,
        "reason": rule.reason,
        "review": str(rule.review) if rule.review else None,
        "tags": list(rule.tags),
        "good": list(rule.good),
        "bad": list(rule.bad),
    }
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")


def literal(words: str) -> str:
    """A pattern that matches these words and nothing else, whole where they begin or end with a letter."""
    escaped = "".join(
        f"\\{char}" if char.isascii() and not char.isalnum() and char != "_" else char for char in words
    )
    before = r"\b" if IN_WORD[words[0]] else ""
    after = r"\b" if IN_WORD[words[-1]] else ""
    return f"{before}{escaped}{after}"


def _message(rule: RuleDraft) -> str:
    """The message with `%s` where the words found go: a substitution's second value, and no other places."""
    found = "%[2]s" if rule.kind is RuleKind.SUBSTITUTION else "%s"
    return found.join(part.replace("%", "%%") for part in rule.message.split("%s"))
