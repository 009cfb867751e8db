"""Claims: whether a text says that it holds in every store, so that a post without some of them says too much."""

import re

from domain.versions import Content

_ONE = "store|shop|branch"
_SEVERAL = "stores|shops|branches"
_OURS = r"(?:\s+(?:our|the|your))?(?:\s+\d[\d,]*)?"
_PEOPLE = r"(?!\s+(?:managers?|teams?)\b)"
_COUNTRY = "the country|the uk|britain|england|scotland|wales|ireland"
_EVERYWHERE = "nationwide|across the country|all over the country|up and down the country"
_CLAIM = re.compile(
    r"\b(?:(?:in|at|across|from|to)\s+)?"
    rf"(?:all(?:\s+of)?{_OURS}\s+(?:{_SEVERAL})"
    rf"|(?:every|each)(?:\s+one)?\s+of{_OURS}\s+(?:{_SEVERAL})"
    rf"|(?:every|each)(?:\s+single)?\s+(?:{_ONE})"
    rf"|(?:{_SEVERAL})\s+(?:across|all\s+over|throughout)\s+(?:{_COUNTRY})"
    rf"|{_EVERYWHERE})\b{_PEOPLE}",
    re.IGNORECASE,
)
"""What says so in English. Whoever writes it otherwise is told nothing, and nobody is stopped by it."""


def every_store_claim(content: Content) -> str:
    """The first words, in any of the post's texts, that say it holds in every store; empty where none do."""
    for text in (content.text, *(one.text for one in content.variants)):
        found = _CLAIM.search(text)
        if found:
            return " ".join(found[0].split())
    return ""
