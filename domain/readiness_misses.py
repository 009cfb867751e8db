"""Readiness misses: posts that went out although not all of their stores were ready."""

from collections.abc import Iterable

from domain.marks import Said
from domain.posts import PostId


def missed(marks: Iterable[tuple[PostId, Said, Iterable[str]]]) -> dict[PostId, int]:
    """The posts that went out without some of their stores, or whose readiness was waived, and how many stores were left out.

    Args:
        marks: what was said of posts that went out, with the stores it was said of, in its order; a waiver only where
            it was given for the version that went out.
    """
    left_out: dict[PostId, set[str]] = {}
    waived: set[PostId] = set()
    for post, said, stores in marks:
        out = left_out.setdefault(post, set())
        if said is Said.EXCLUDED:
            out.update(stores)
        elif said is Said.INCLUDED:
            out.difference_update(stores)
        elif said is Said.WAIVED:
            waived.add(post)
        elif said is Said.RESET:
            waived.discard(post)
    return {post: len(stores) for post, stores in left_out.items() if stores or post in waived}
