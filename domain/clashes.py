"""Clashes: where two posts contradict or repeat each other, and what a post alone should be asked about.

They are shown and never block (PRODUCT.md, section 10). Whether two posts clash does not depend on which of them is
looked at, nor on when.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.people import UserId
from domain.posts import Post, PostId

WINDOW = timedelta(days=30)
"""Between two posts that customers still hold side by side (PRODUCT.md, section 10)."""
DEFAULT_GAP = timedelta(hours=2)
"""Between two posts of one campaign on a network, where the campaign says nothing else."""
MANY_STORES = 10
"""Stores from which on one text for all of them is a generic one."""


class ClashKind(StrEnum):
    """What is wrong between two posts."""

    OTHER_TERMS = "other terms"
    """The same offer or code, with different terms."""
    SAME_TEXT = "same text"
    """Almost the same text within 30 days."""
    SAME_TEXT_ELSEWHERE = "same text elsewhere"
    """The same for other stores: nobody reads it twice, but nothing in it is local."""
    TOO_CLOSE = "too close"
    """On the same network within their campaign's minimum gap."""


class Term(StrEnum):
    """What of an offer can differ."""

    UNIT = "unit"
    CURRENCY = "currency"
    AMOUNT = "amount"
    END = "end date"
    PRODUCTS = "products"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Difference:
    """What the first post says of a term, and what the second one says."""

    term: Term
    first: str
    second: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """What is wrong between two posts, of which the first has the lower id.

    Attributes:
        code: the offer's code that both name; empty where there is none.
        differences: for other terms, in the order of `Term`.
        networks: those on which they come too close.
    """

    first: PostId
    second: PostId
    kind: ClashKind
    code: str = ""
    differences: tuple[Difference, ...] = ()
    networks: tuple[str, ...] = ()

    def other(self, post: PostId) -> PostId:
        """The other of the two."""
        return self.second if post == self.first else self.first


class ClashState(StrEnum):
    """What became of a clash."""

    OPEN = "open"
    KEPT = "kept"
    """Somebody decided that both shall go out as they are."""
    CHANGED = "changed"
    """One of the two was changed or taken back, so that they no longer clash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A clash, what became of it, and the posts' titles.

    Attributes:
        because: why both shall go out; empty unless somebody said so.
        by: who settled it; None while it is open.
        at: when that was, in UTC.
    """

    clash: Clash
    state: ClashState
    titles: tuple[str, str]
    because: str = ""
    by: UserId | None = None
    at: datetime | None = None

    def title_beside(self, post: PostId) -> str:
        """The title of the other one."""
        return self.titles[post == self.clash.first]


class Remark(StrEnum):
    """What a post alone should be asked about."""

    MANY_STORES = "many stores"
    NO_PURPOSE = "no purpose"


def remarks(
    post: Post, *, campaigns: bool, alike: int = 0, for_everybody: bool = False
) -> tuple[Remark, ...]:
    """What to ask about this post, and about those that say the same with it in other stores.

    Args:
        campaigns: whether posts here name campaigns at all; where none does, nobody can be asked for one.
        alike: how many other posts say almost the same for other stores.
        for_everybody: whether it is what the whole company promises (`localness.for_everybody`): then no store's own
            words are missing.
    """
    many = not for_everybody and len(post.stores) + alike >= MANY_STORES
    found = [Remark.MANY_STORES] if many else []
    return (*found, *([Remark.NO_PURPOSE] if campaigns and not post.campaign.strip() else []))


def worst_first(every: Iterable[Standing]) -> tuple[Standing, ...]:
    """In the order of their kinds, then of their posts."""
    order = tuple(ClashKind)
    return tuple(
        sorted(every, key=lambda one: (order.index(one.clash.kind), one.clash.first, one.clash.second))
    )
