"""The customer's way: its steps, and which of them a text seems to serve."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

NAME_LIMIT = 30
"""Characters of a step's name: it stands on a card's line beside others."""


class Step(StrEnum):
    """A step of the purchase cycle, in its order (PRODUCT.md, section 1). The value is its key, which never changes."""

    DISCOVERY = "discovery"
    RESEARCH = "research"
    PREFERENCE = "preference"
    TRIAL = "trial"
    PURCHASE = "purchase"
    LOYALTY = "loyalty"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepName:
    """What a company calls a step."""

    step: Step
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """A word or phrase that points to a step, as it stands in the text; `start` is its place there."""

    step: Step
    word: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """The step that a text seems to serve, and its words because of which; each once, in their order."""

    step: Step
    words: tuple[str, ...]


def suggest(hints: Iterable[Hint]) -> Suggestion | None:
    """The step to which the most words point, those of a phrase counted singly and each phrase once.

    Of several such steps it is the one whose word comes first in the text.
    """
    found: dict[Step, dict[str, str]] = {}
    for hint in sorted(hints, key=lambda one: (one.start, list(Step).index(one.step))):
        found.setdefault(hint.step, {}).setdefault(hint.word.casefold(), hint.word)
    if not found:
        return None
    step = max(found, key=lambda one: sum(len(word.split()) for word in found[one]))  # of equals the first
    return Suggestion(step=step, words=tuple(found[step].values()))
