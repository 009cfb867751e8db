"""Rules that people of a workspace make in Slack, on top of those in files."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.findings import NETWORKS, Level
from domain.people import Role, UserId, Workspace
from domain.refusals import InvalidForm, Refusal

STYLE = "Team"
"""The style to which rules made in Slack belong: `Team.NoHype`."""
NAME_LIMIT = 100
LIST_LIMIT = 500
"""Words, or examples, of one rule; a word list longer than this is better kept as a file."""
ENTRY_LIMIT = 200
MESSAGE_LIMIT = 300
TEXT_LIMIT = 1_000
_NAME = re.compile(r"\w[\w-]*(?:\.\w[\w-]*)+")
_REFERENCE = re.compile(r"[|\\]|\$\d")


class RuleKind(StrEnum):
    """What a rule does with its words."""

    EXISTENCE = "existence"
    SUBSTITUTION = "substitution"
    FILED = "filed"
    """What it looks for stands in a file; only what is said about it was changed here."""


class RuleState(StrEnum):
    """How far a revision has come. Of each rule the newest one that is not only tried counts."""

    TRIED = "tried"
    IN_FORCE = "in force"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDraft:
    """A rule as somebody fills it in.

    Attributes:
        name: `Style.Rule`.
        words: what an existence rule looks for: plain words, never patterns.
        swaps: what a substitution looks for, each with what to write instead.
        message: the sentence for authors, `%s` where the words found go; empty leaves a filed rule's own.
        owner: who answers for it.
        review: the day on which somebody should look at it again.
        tags: words its findings carry for the policy.
        good: texts it must not flag; none leaves a filed rule's own.
        bad: texts it must flag; the same.
    """

    name: str
    kind: RuleKind
    words: tuple[str, ...] = ()
    swaps: tuple[tuple[str, str], ...] = ()
    message: str
    level: Level
    owner: str
    reason: str
    review: date | None
    tags: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRevision:
    """One revision of a rule, never changed: who wrote it, and how far it came.

    Attributes:
        number: counted from 1 within the rule.
    """

    draft: RuleDraft
    number: int
    state: RuleState
    by: UserId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """How often a rule had something to say lately.

    Attributes:
        hits: posts it flagged, those included that were stopped in the form.
        overruled: those of them that were approved with the words still there.
    """

    hits: int = 0
    overruled: int = 0


class StatedRule(Protocol):
    """A rule as it is in force, wherever it comes from."""

    @property
    def name(self) -> str:
        """Its full name."""

    @property
    def level(self) -> Level:
        """How much its findings weigh."""

    @property
    def message(self) -> str:
        """The sentence for authors."""

    @property
    def owner(self) -> str | None:
        """Who answers for it."""

    @property
    def reason(self) -> str | None:
        """Why it exists."""

    @property
    def review(self) -> date | None:
        """When somebody should look at it again."""

    @property
    def source(self) -> str | None:
        """Where it comes from."""

    @property
    def tags(self) -> tuple[str, ...]:
        """Words its findings carry for the policy."""

    @property
    def good(self) -> tuple[str, ...]:
        """Texts it leaves alone."""

    @property
    def bad(self) -> tuple[str, ...]:
        """Texts it flags."""


def sought(
    rules: Iterable[StatedRule], words: str, *, usage: Mapping[str, Usage], today: date
) -> tuple[StatedRule, ...]:
    """The rules in which every one of these words stands: those due for review first, then the most hit."""
    wanted = words.casefold().split()
    found = [rule for rule in rules if all(word in _told(rule) for word in wanted)]

    def place(rule: StatedRule) -> tuple[bool, date, int, str]:
        due = is_due(rule, today=today)
        hits = usage.get(rule.name, Usage()).hits
        return not due, rule.review if due and rule.review else date.max, -hits, rule.name

    return tuple(sorted(found, key=place))


def is_due(rule: StatedRule, *, today: date) -> bool:
    """Whether the day has come on which somebody should look at it again."""
    return rule.review is not None and rule.review <= today


def _told(rule: StatedRule) -> str:
    told = (rule.name, rule.level, rule.message, rule.owner or "", rule.reason or "", *rule.tags, *rule.bad)
    return "\n".join(told).casefold()


def rule_name(typed: str) -> str:
    """The full name for what somebody typed: `no hype` becomes `Team.NoHype`, a full name stays."""
    typed = typed.strip()
    if "." in typed:
        return typed
    joined = "".join(word[:1].upper() + word[1:] for word in re.findall(r"\w+", typed))
    return f"{STYLE}.{joined}"


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
    if not _NAME.fullmatch(name) or len(name) > NAME_LIMIT:
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
        return f"“{long[:40]}…” is longer than {ENTRY_LIMIT} characters."
    return f"{LIST_LIMIT} lines is the most." if len(entries) > LIST_LIMIT else ""


def _message_error(rule: RuleDraft) -> str:
    if rule.kind is RuleKind.FILED:
        return ""
    return _missing(rule.message, "Say what the author should write instead.")


def _examples_error(rule: RuleDraft, examples: tuple[str, ...], missing: str) -> str:
    return "" if examples or rule.kind is RuleKind.FILED else missing


def _missing(text: str, said: str) -> str:
    return "" if text.strip() else said


def _long(text: str, limit: int) -> str:
    return f"{limit:,} characters is the most." if len(text) > limit else ""
