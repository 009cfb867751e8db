"""Likeness: whether two texts are almost the same."""

from rapidfuzz.fuzz import ratio, token_sort_ratio

ALIKE = 85.0
"""Per cent of characters that two texts share in order, at or above which readers take them for the same."""


def alike(one: str, other: str) -> bool:
    """Whether two normalised texts are almost the same, also with their words in another order.

    It does not matter which comes first.
    """
    return bool(ratio(one, other, score_cutoff=ALIKE) or token_sort_ratio(one, other, score_cutoff=ALIKE))
