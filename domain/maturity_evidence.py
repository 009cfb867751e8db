"""Evidence: what the desk's own record says beside an answer.

Only what the desk knows by itself: what went out, when, with which words, links, pictures, stores and departments. What
happens on the networks afterwards it does not see.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from urllib.parse import parse_qsl, urlsplit

from domain.maturity import Anchor, Source
from domain.weeks import Week

WEEKS = 4
"""How far “last month” goes back: the four whole weeks before this one."""
FEW = 3
"""Posts below which a share says nothing."""
MANY_DEPARTMENTS = 3
_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFacts:
    """What evidence is made of: the facts of a post that went out.

    Attributes:
        went_out: when, in UTC.
        stores: keys of the stores it touches.
        pictures: whether it shows a picture or a film.
        described: whether that has an alt text.
        shows_people: whether people are shown or named, who have agreed to it.
        tags: of all findings, such as `price`.
        departments: keys of those that took part: the proposing one and all that signed.
    """

    went_out: datetime
    text: str
    stores: frozenset[str] = frozenset()
    pictures: bool = False
    described: bool = False
    shows_people: bool = False
    tags: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the record says.

    Attributes:
        line: in words, as it stands below a question.
        level: the answer that it suggests; None when it suggests none.
    """

    source: Source
    line: str
    level: Anchor | None = None


def evidence(
    source: Source, posts: Iterable[PostFacts], *, week: Week, timezone: str, stores: int
) -> Evidence:
    """What the posts of the four weeks before this one say.

    Args:
        posts: those that went out, of the whole desk or of one department; older and newer ones are passed over.
        timezone: the workspace's IANA zone.
        stores: how many stores the workspace has.
    """
    went_out = [
        (age, post)
        for post in posts
        if 1 <= (age := week.since(Week.of(post.went_out, timezone=timezone))) <= WEEKS
    ]
    posts = [post for _, post in went_out]
    if source is Source.RHYTHM:
        return _rhythm([age for age, _ in went_out])
    if source is Source.STORES:
        return _stores(posts, stores=stores)
    return _share(source, posts)


def _rhythm(ages: list[int]) -> Evidence:
    weeks = len(set(ages))
    went = f"{_counted(len(ages), 'post', 'posts')} went out last month, in {weeks} of {WEEKS} weeks"
    return Evidence(
        source=Source.RHYTHM,
        line=went if ages else "nothing went out last month",
        level={0: Anchor.NOT_YET, WEEKS - 1: Anchor.USUALLY, WEEKS: Anchor.ALWAYS}.get(
            weeks, Anchor.SOMETIMES
        ),
    )


def _stores(posts: Iterable[PostFacts], *, stores: int) -> Evidence:
    touched = len({store for post in posts for store in post.stores})
    if not stores:
        return Evidence(source=Source.STORES, line="the desk knows no stores yet")
    touched = min(touched, stores)  # some may have closed since
    return Evidence(
        source=Source.STORES,
        line=f"posts last month touched {touched} of {_counted(stores, 'store', 'stores')}",
        level=_level(touched, stores, usually=Fraction(3, 4), always=Fraction(1)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Share:
    """How many of some posts did something.

    Attributes:
        one: what one of these posts is called.
        many: what several are.
        of: which posts these are.
        did: what they did, as the line ends.
        does: whether one did.
        usually: the share from which on the record suggests "usually"; None when it suggests nothing.
        always: the same for "always".
    """

    one: str
    many: str
    of: Callable[[PostFacts], bool]
    did: str
    does: Callable[[PostFacts], bool]
    usually: Fraction | None = Fraction(3, 4)
    always: Fraction = Fraction(1)


def _share(source: Source, posts: Iterable[PostFacts]) -> Evidence:
    share = _SHARES[source]
    among = [post for post in posts if share.of(post)]
    if not among:
        return Evidence(source=source, line=f"no {share.one} went out last month")
    hits = sum(map(share.does, among))
    count = _counted(len(among), share.one, share.many)
    line = f"{hits} of {count} last month {share.did}"
    if share.usually is None or len(among) < FEW:
        return Evidence(source=source, line=line)
    level = _level(hits, len(among), usually=share.usually, always=share.always)
    return Evidence(source=source, line=line, level=level)


def _level(hits: int, among: int, *, usually: Fraction, always: Fraction) -> Anchor:
    share = Fraction(hits, among)
    if not hits:
        return Anchor.NOT_YET
    if share >= always:
        return Anchor.ALWAYS
    return Anchor.USUALLY if share >= usually else Anchor.SOMETIMES


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _every(_post: PostFacts) -> bool:
    return True


def _links(post: PostFacts) -> tuple[str, ...]:
    return tuple(_LINK.findall(post.text))


def _invites_an_answer(post: PostFacts) -> bool:
    """Whether it asks something, outside of a link's address."""
    return any(mark in _LINK.sub("", post.text) for mark in "?？؟")


def _tracked(post: PostFacts) -> bool:
    """Whether each of its links says where a visit came from ("Custom campaigns", Google Analytics)."""
    return all(_says_where_from(link) for link in _links(post))


def _says_where_from(link: str) -> bool:
    try:
        return any(name.lower() == "utm_source" and value for name, value in parse_qsl(urlsplit(link).query))
    except ValueError:  # no address at all, or thousands of parameters
        return False


_SHARES = {
    Source.ALT_TEXT: _Share(
        one="post with a picture",
        many="posts with a picture",
        of=lambda post: post.pictures,
        did="had it described",
        does=lambda post: post.described,
    ),
    Source.QUESTIONS: _Share(
        one="post",
        many="posts",
        of=_every,
        did="invited an answer",
        does=_invites_an_answer,
        usually=None,  # asking is not answering
    ),
    Source.STAFF: _Share(
        one="post",
        many="posts",
        of=_every,
        did="showed or named people who agreed",
        does=lambda post: post.shows_people,
        usually=Fraction(1, 4),
        always=Fraction(1, 2),
    ),
    Source.DEPARTMENTS: _Share(
        one="post",
        many="posts",
        of=_every,
        did="had been seen by three or more departments",
        does=lambda post: len(post.departments) >= MANY_DEPARTMENTS,
        usually=Fraction(1, 2),
        always=Fraction(9, 10),
    ),
    Source.TRACKED_LINKS: _Share(
        one="post with a link",
        many="posts with a link",
        of=lambda post: bool(_links(post)),
        did="said where the visit came from",
        does=_tracked,
    ),
    Source.PRODUCT_LINKS: _Share(
        one="post about a price or an offer",
        many="posts about prices or offers",
        of=lambda post: bool(post.tags & {"price", "offer"}),
        did="led to where to buy",
        does=lambda post: bool(_links(post)),
    ),
    Source.RECRUITING: _Share(
        one="post about jobs",
        many="posts about jobs",
        of=lambda post: "recruiting" in post.tags,
        did="led to where to apply",
        does=lambda post: bool(_links(post)),
    ),
}
