"""What is wrong with a freeze that somebody asks for."""

from datetime import datetime, timedelta

from domain.freeze import Scope
from domain.refusals import InvalidForm
from domain.sight import visible

REASON_LIMIT = 300
"""Characters: every card that a freeze touches shows all of its reason."""
KEYS_LIMIT = 20
"""Departments, stores, regions or campaigns of one freeze; more of them are better said by what they share."""
WORDS_LIMIT = 20
WORD_LIMIT = 40
LONGEST = timedelta(days=366)
"""A year: what nobody wants ever again is a rule, not a freeze."""


def refuse_freeze_form(
    scope: Scope, reason: str, *, since: datetime | None, until: datetime | None, at: datetime
) -> None:
    """Say no to a form that cannot stay as it is.

    Args:
        since: the freeze's first moment, in UTC; None for now.

    Raises:
        InvalidForm: with a sentence for each field.
    """
    errors = {
        "reason": reason_problem(reason),
        "stores": ""
        if len(scope.keys) <= KEYS_LIMIT
        else f"{KEYS_LIMIT} is the most. Choose a region instead.",
        "words": _words_error(scope.words),
        "since": "That is more than a year away." if since and since - at > LONGEST else "",
        "until": _until_error(max(since or at, at), until),
    }
    found = {field: sentence for field, sentence in errors.items() if sentence}
    if found:
        raise InvalidForm(found)


def reason_problem(reason: str) -> str:
    """What is wrong with the reason for a freeze, or for an exception from one; empty when nothing is."""
    if not visible(reason):
        return "Say why: every card that it touches shows this."
    return "" if len(reason) <= REASON_LIMIT else f"{REASON_LIMIT} characters is the most for a reason."


def _words_error(words: tuple[str, ...]) -> str:
    if len(words) > WORDS_LIMIT:
        return f"{WORDS_LIMIT} topic words are the most."
    if any(not any(letter.isalnum() for letter in one) for one in words):
        return "A topic needs at least one letter or digit."
    return (
        f"{WORD_LIMIT} characters is the most for a topic."
        if any(len(one) > WORD_LIMIT for one in words)
        else ""
    )


def _until_error(since: datetime, until: datetime | None) -> str:
    if until is None:
        return ""
    if until <= since:
        return "It has to end after it begins, and not in the past."
    return "That is more than a year later." if until - since > LONGEST else ""
