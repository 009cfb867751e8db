"""Steps of the customer's way by their words: the same engine that checks posts finds what points to a step."""

import json
from collections.abc import Mapping, Sequence

from domain.journey import Hint, Step, Suggestion, suggest
from rulebook.checking import check
from rulebook.loading import Rulebook, build_rulebook

_STYLE = "Journey."
_SPECIAL = frozenset(r"\.+*?()|[]{}^$")
"""What means something else in a pattern than itself (Vale's and RE2's syntax)."""


def step_book(words: Mapping[Step, Sequence[str]]) -> Rulebook:
    """The rules that find these words, each whole and with any capitals.

    Raises:
        BrokenRulebookError: a word that no rule can look for.
    """
    # Tokens are tried in their order: the longest first, so that “try on” is not met as “try”.
    rules = (
        (f"{_STYLE}{step}", f"{step}.yml", _rule(sorted(map(_literal, some), key=len, reverse=True)))
        for step, some in words.items()
        if some
    )
    return build_rulebook(rules, strict=True)


NO_STEPS = step_book({})
"""Finds nothing."""


def suggested_step(text: str, book: Rulebook) -> Suggestion | None:
    """The step that a text seems to serve, with the words that say so; None when nothing does."""
    return suggest(
        Hint(step=Step(one.rule.removeprefix(_STYLE)), word=one.match, start=one.start)
        for one in check(text, book)
    )


def _rule(tokens: Sequence[str]) -> bytes:
    rule = {
        "extends": "existence",
        "message": "“%s” points to this step.",
        "level": "suggestion",
        "ignorecase": True,
        "tokens": tokens,
    }
    return json.dumps(rule, ensure_ascii=False).encode()  # JSON is YAML too


def _literal(word: str) -> str:
    return "".join(f"\\{one}" if one in _SPECIAL else one for one in word)
