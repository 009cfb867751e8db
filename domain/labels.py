"""Labels: what an author types about a post for the policy's routes, read as values."""

import re
from unicodedata import category

from domain.refusals import InvalidForm

UNREADABLE_BUDGET = "Write the budget as a whole number, such as 5,000."

_CODES = "EUR|GBP|USD|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|INR|JPY|CNY|AUD|CAD|NZD|kr|zł|Kč"
"""Currencies by their codes (ISO 4217) or short names; those with a sign of their own are known by it."""
_AMOUNT = re.compile(
    rf"(?:(?:{_CODES})\.?\s*)?"
    r"(?P<whole>\d+|\d{1,3}(?P<mark>[,.'\u2019 ])\d{3}(?:(?P=mark)\d{3})*)"
    r"(?:(?(mark)(?!(?P=mark)))[.,](?:0{1,2}|[-\u2013\u2014]))?"
    rf"(?:\s*(?:{_CODES})\.?)?",
    re.IGNORECASE,
)
"""Thousands by comma, point, apostrophe or blank; nothing but noughts or a dash behind the decimal mark."""


def read_tags(typed: str) -> tuple[str, ...]:
    """The words between the commas, each once, whatever its capitals; the sign of a hashtag does not count."""
    tags: dict[str, str] = {}
    for one in re.split(r"[,;\n]", typed):
        word = " ".join(one.split()).lstrip("# ")
        if word:
            tags.setdefault(word.casefold(), word)
    return tuple(tags.values())


def read_budget(typed: str) -> int | None:
    """The amount in whole units, such as 1,200 for "1,200", "1 200 €" or "1.200,-"; None when nothing was typed.

    Raises:
        InvalidForm: it is no whole amount. "5k" and "1.5" are none: what they mean differs from place to place.
    """
    bare = " ".join("".join(one for one in typed if category(one) != "Sc").split())
    if not typed.strip():
        return None
    found = _AMOUNT.fullmatch(bare)
    if found is None:
        raise InvalidForm({"budget": UNREADABLE_BUDGET})
    return int("".join(re.findall(r"\d", found["whole"])))
