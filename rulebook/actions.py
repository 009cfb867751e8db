"""Vale's `action`s: what an editor offers instead of a match, and what may be put there unasked."""

from collections.abc import Callable
from dataclasses import dataclass

import re2

from rulebook.messages import either
from rulebook.plans import compiled
from rulebook.replacing import in_case_of, is_plain
from rulebook.rules import Action, Rule, RuleError
from rulebook.syntax import PatternError, parse


@dataclass(frozen=True, slots=True)
class Repair:
    """What can be done about a match.

    Attributes:
        change: the match → what may stand there instead, each a possibility.
        unasked: whether the change may be made without a person choosing.
    """

    change: Callable[[str], tuple[str, ...]]
    unasked: bool

    def said(self, match: str) -> str:
        """How a message names the possibilities."""
        changed = self.change(match)
        if len(changed) == 1:
            return changed[0]
        return either(changed) if changed else match

    def safe(self, match: str) -> str | None:
        """The replacement that may be made unasked."""
        if not self.unasked:
            return None
        changed = self.change(match)
        return changed[0] if len(changed) == 1 and changed[0] != match else None


def repair_of(rule: Rule) -> Repair | None:
    """What a rule's action does to a match; None without one.

    A single plain replacement is safe unless the rule says `safe: false`; other actions only with `safe: true`.

    Raises:
        RuleError: the action's parameters make no sense.
    """
    action = rule.action
    if action is None:
        return None
    if action.name == "replace":
        plain = len(action.params) == 1 and is_plain(action.params[0])
        fold = rule.flag("ignorecase")
        return Repair(_replaced(action.params, fold=fold), plain if rule.safe is None else rule.safe)
    if action.name == "remove":
        return Repair(lambda _: ("",), bool(rule.safe))
    if action.name == "edit":
        return Repair(_edited(action), bool(rule.safe))
    if action.name == "convert":
        return Repair(lambda match: (_simple(match),), bool(rule.safe))
    return None


def _replaced(params: tuple[str, ...], *, fold: bool) -> Callable[[str], tuple[str, ...]]:
    if not fold:
        return lambda _: params
    return lambda match: tuple(in_case_of(match, param) for param in params)


def _edited(action: Action) -> Callable[[str], tuple[str, ...]]:
    name, *params = action.params or ("",)
    wanted = {"regex": 2, "trim": 1, "trim_left": 1, "trim_right": 1, "truncate": 1, "split": 2}.get(name)
    if wanted is None:
        raise RuleError(f"'edit' does not know '{name}'", key="action")
    if len(params) != wanted:
        raise RuleError(f"'{name}' takes {wanted} more parameters", key="action")
    if name == "regex":
        change = _substituted(params[0], params[1])
    elif name == "split":
        if not params[1].isdigit():
            raise RuleError(
                "'split' takes what to split at and which part to keep, counted from 0", key="action"
            )
        change = _part(params[0], int(params[1][:4]))
    else:
        change = {
            "trim": lambda match: match.strip(params[0]),
            "trim_left": lambda match: match.lstrip(params[0]),
            "trim_right": lambda match: match.rstrip(params[0]),
            "truncate": lambda match: match.split(params[0] or None)[0],
        }[name]
    return lambda match: (change(match).strip(),)


def _simple(text: str) -> str:
    """Small letters, words apart: `camelCase` and `kebab-case` become `camel case` and `kebab case`."""
    spaced = []
    before = " "
    for place, char in enumerate(text):
        if (place > 1 and before.islower() and char.isupper()) or not char.isalnum():
            spaced.append(" ")
        if char.isalnum():
            spaced.append(char.lower())
        before = char
    return " ".join("".join(spaced).split())


def _part(separator: str, number: int) -> Callable[[str], str]:
    def part(match: str) -> str:
        parts = match.split(separator or None)
        return parts[number] if number < len(parts) else match

    return part


def _substituted(pattern: str, replacement: str) -> Callable[[str], str]:
    try:
        parse(pattern)
        expression = compiled(pattern, captures=True)
    except (PatternError, re2.error) as error:
        raise RuleError(f"the pattern of 'regex' cannot be used: {error}", key="action") from None
    template = _as_re2(replacement)
    return lambda match: str(expression.sub(template, match))


def _as_re2(replacement: str) -> str:
    """Go's `$1` and `${1}` in the engine's spelling."""
    written = replacement.replace("\\", "\\\\")
    for number in "123456789":
        written = written.replace(f"${{{number}}}", f"\\{number}").replace(f"${number}", f"\\{number}")
    return written
