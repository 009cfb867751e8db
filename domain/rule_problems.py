"""What is wrong with a rule that somebody fills in, and who may change the rulebook at all."""

import re
from datetime import date

from domain.findings import NETWORKS
from domain.people import Role, UserId
from domain.refusals import InvalidForm, Refusal
from domain.rules import RuleDraft, RuleKind
from domain.sight import visible
from domain.workspaces import Workspace

NAME_LIMIT = 100
"""Characters of a rule's name, and of its owner's."""
LIST_LIMIT = 500
"""Entries of one rule; a word list longer than this is better kept as a file."""
ENTRY_LIMIT = 200
"""Characters of an entry."""
MESSAGE_LIMIT = 300
"""Characters of the sentence for authors."""
TEXT_LIMIT = 1_000
"""Characters of the reason why a rule exists."""
_NAME = re.compile(r"\w[\w-]*(?:\.\w[\w-]*)+")
_REFERENCE = re.compile(r"[|\\]|\$\d")


def refuse_ruler(by: UserId, *, workspace: Workspace) -> None:
    """Say no to somebody who may not change the rulebook.

    Raises:
        Refusal: they are no admin.
    """
    if Role.ADMIN not in workspace.roles_of(by):
        raise Refusal("Only an admin can change the rulebook. Ask one of {admins}.", admins=workspace.admins)


def refuse_wrong_rule(rule: RuleDraft, *, today: date) -> None:
    """Say no to a rule that cannot stay as it is.

    Args:
        today: in the workspace's zone.

    Raises:
        InvalidForm: with a sentence for each field.
    """
    review = rule.review
    errors = {
        "name": _name_error(rule.name),
        "words": _words_error(rule),
        "message": _long(rule.message, MESSAGE_LIMIT) or _message_error(rule),
        "owner": _missing(rule.owner, "Say who answers for it.") or _long(rule.owner, NAME_LIMIT),
        "reason": _missing(rule.reason, "Say in plain words why the rule exists.")
        or _long(rule.reason, TEXT_LIMIT),
        "review": "" if review and review >= today else "Choose a day on which somebody looks at it again.",
        "good": _examples_error(rule, rule.good, "Give at least one text that keeps the rule."),
        "bad": _examples_error(rule, rule.bad, "Give at least one text that breaks the rule."),
    }
    if wrong := {field: said for field, said in errors.items() if said}:
        raise InvalidForm(wrong)


def _name_error(name: str) -> str:
    if not _NAME.fullmatch(name) or len(name) > NAME_LIMIT or not all(map(visible, name.split("."))):
        return "Give it a short name of letters and digits, such as “No hype”."
    return f"Names that begin with {NETWORKS} are taken." if name.startswith(NETWORKS) else ""


def _words_error(rule: RuleDraft) -> str:
    if rule.kind is RuleKind.FILED:
        return ""
    if rule.kind is RuleKind.SUBSTITUTION:
        odd = next((right for _, right in rule.swaps if _REFERENCE.search(right)), "")
        if odd:
            return f"“{odd}”: what to write instead cannot hold |, \\ or $ with a number."
        if not rule.swaps or not all(left and right for left, right in rule.swaps):
            return "One line for each: the words, an arrow, what to write instead: cheap -> good value"
    entries = rule.words or tuple(left for left, _ in rule.swaps)
    if not entries:
        return "Write the words to look for, one entry a line."
    long = next((one for one in entries if len(one) > ENTRY_LIMIT), "")
    if long:
        return f"“{long[:40]}…” is longer than {ENTRY_LIMIT} characters. Please shorten it."
    return (
        f"{LIST_LIMIT} lines is the most; a longer list is better kept as a file."
        if len(entries) > LIST_LIMIT
        else ""
    )


def _message_error(rule: RuleDraft) -> str:
    if rule.kind is RuleKind.FILED:
        return ""
    return _missing(rule.message, "Say what the author should write instead.")


def _examples_error(rule: RuleDraft, examples: tuple[str, ...], missing: str) -> str:
    return "" if examples or rule.kind is RuleKind.FILED else missing


def _missing(text: str, said: str) -> str:
    return "" if visible(text) else said


def _long(text: str, limit: int) -> str:
    return f"{limit:,} characters is the most." if len(text) > limit else ""
