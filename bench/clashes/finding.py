"""Which pairs are found among posts, through the same numbers by which the database finds them."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.clashes import DEFAULT_GAP, WINDOW, ClashKind
from domain.comparing import clashes_between
from domain.posts import Post
from domain.profiles import keys_of, profile_of
from rulebook.likeness import alike
from rulebook.offers import offers_in
from storage.clashes import MOST

Found = tuple[str, str, ClashKind]


def pairs_among(posts: Iterable[Post]) -> set[Found]:
    """Every clash between two of them, looked for from each of the two, as `storage.clashes` does."""
    profiles = {one.post: one for one in (profile_of(one, offers_in=offers_in) for one in posts)}
    keys = {post: keys_of(one) for post, one in profiles.items()}
    index: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    for one in sorted(profiles.values(), key=lambda each: each.moment):
        for key in keys[one.post].every:
            index[key].append((one.moment, one.post))
    found: set[Found] = set()
    for post, mine in profiles.items():
        asked = (
            (keys[post].texts, WINDOW),
            (keys[post].offers, WINDOW),
            (keys[post].campaign, DEFAULT_GAP),
        )
        near = {other for some, apart in asked for other in _sharing(index, some, mine.moment, apart, post)}
        found.update(
            (one.first, one.second, one.kind)
            for other in near
            for one in clashes_between(mine, profiles[other], alike=alike, gap=DEFAULT_GAP)  # type: ignore[index]  # ids
        )
    return found


def _sharing(
    index: dict[int, list[tuple[datetime, str]]],
    keys: frozenset[int],
    moment: datetime,
    apart: timedelta,
    post: str,
) -> list[str]:
    shared: Counter[str] = Counter()
    for key in keys:
        posts = index[key]
        begin, end = bisect_left(posts, (moment - apart, "")), bisect_right(posts, (moment + apart, "~"))
        shared.update(other for _, other in posts[begin:end] if other != post)
    return [other for other, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:MOST]]
