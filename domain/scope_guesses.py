"""Guesses: which scope somebody may have meant, whose words behind `/social pause` name none."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from domain.freeze import Scope, ScopeKind
from domain.people import UserId
from domain.scopes import kind_typed, may_freeze, scope_names
from domain.workspaces import Workspace

NEAR = 0.8
"""The part of two names' letters that have to be the same, from 0 to 1: a slip or two in a long name."""
SHORTEST = 4
"""Letters: shorter beginnings ("the", "our") are too often a reason's."""
GUESSES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What may have been meant: a scope by its name, and the words behind it."""

    name: str
    scope: Scope
    reason: str


def guesses(
    typed: str, *, workspace: Workspace, campaigns: Iterable[str], by: UserId
) -> tuple[ScopeKind | None, tuple[Guess, ...]]:
    """The kind that was typed, if any, and the scopes that the next words are near to, the likeliest first.

    Near is what is spelled almost so, and the first words of a longer name. Only what this person may freeze.
    """
    kind, rest = kind_typed(typed)
    words = rest.split()
    names: dict[Scope, str] = {}
    found: dict[Scope, tuple[float, int]] = {}
    for name, scope in scope_names(workspace, campaigns):
        if scope.kind is ScopeKind.ALL or kind not in {None, scope.kind}:
            continue
        names.setdefault(scope, name)
        likeness, taken = _near(name, words)
        if taken and may_freeze(by, scope, workspace=workspace):
            found[scope] = max(found.get(scope, (0.0, 0)), (likeness, taken))
    nearest = sorted(found, key=lambda one: found[one], reverse=True)[:GUESSES]
    return kind, tuple(
        Guess(name=names[one], scope=one, reason=" ".join(words[found[one][1] :]).lstrip(" :,-"))
        for one in nearest
    )


def _near(name: str, words: list[str]) -> tuple[float, int]:
    """How near the first words come to this name or its beginning, from 0 to 1, and how many of them do."""
    parts = name.casefold().split()
    best = (0.0, 0)
    for taken in range(1, min(len(parts), len(words)) + 1):
        typed = " ".join(words[:taken]).casefold().strip(":,.-")
        if any(_alike(" ".join(meant), typed) for meant in (parts[:taken], parts)):
            best = max(best, (SequenceMatcher(None, " ".join(parts), typed).ratio(), taken))
    return best


def _alike(name: str, typed: str) -> bool:
    if min(len(name), len(typed)) < SHORTEST:
        return False
    compared = SequenceMatcher(None, name, typed)
    # The quick ones are never below the true ratio, and there can be thousands of stores ("difflib").
    return min(compared.real_quick_ratio(), compared.quick_ratio()) >= NEAR and compared.ratio() >= NEAR
