"""Putting safe replacements into a text."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from domain.findings import Finding
from rulebook.checking import check
from rulebook.loading import Rulebook

MOST_ROUNDS = 50
"""A replacement may make room for another; nobody writes rules that need so many."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text with its safe replacements made.

    Attributes:
        text: the text now.
        made: the findings whose replacements were made, in the order of making; spans are those of their own round.
        left: what the rulebook still says.
    """

    text: str
    made: tuple[Finding, ...]
    left: tuple[Finding, ...]


def fix(text: str, rulebook: Rulebook, *, facts: Collection[str] = ()) -> Fixed:
    """Apply safe replacements until none is left.

    Where two overlap, the one that begins first counts, of those the longer one. Rules that undo each other's work
    never come to rest: their replacements are then left to a person.
    """
    made: list[Finding] = []
    seen = {text}
    refused: set[str] = set()
    longest = 2 * len(text) + 200
    findings = check(text, rulebook, facts=facts)
    for _ in range(MOST_ROUNDS):
        chosen = replaceable(one for one in findings if one.rule not in refused)
        if not chosen:
            break
        changed = replaced(text, chosen)
        if changed in seen or len(changed) > longest:
            refused.update(one.rule for one in chosen)
            continue
        made.extend(chosen)
        text = changed
        seen.add(text)
        findings = check(text, rulebook, facts=facts)
    return Fixed(text, tuple(made), findings)


def replaceable(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings whose replacements can all be made at once: none overlaps another."""
    chosen: list[Finding] = []
    end = 0
    for one in sorted(findings, key=lambda one: (one.start, -one.end, one.rule)):
        if one.replacement is None or one.replacement == one.match or one.start == one.end:
            continue
        if one.start >= end:
            chosen.append(one)
            end = one.end
    return tuple(chosen)


def replaced(text: str, chosen: Iterable[Finding]) -> str:
    """The text with the replacements of findings that do not overlap."""
    pieces: list[str] = []
    done = 0
    for one in chosen:
        pieces += [text[done : one.start], one.replacement or ""]
        done = one.end
    return "".join(pieces) + text[done:]
