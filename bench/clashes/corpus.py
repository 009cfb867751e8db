"""Made-up posts of a retailer, and among them pairs of which it is known that they clash, and how."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random  # noqa: TID251  # seeded, so the same posts each time

from bench.clashes.wording import SERIES, SLOGAN, offer, retouched, sentences, things_on_offer, word
from domain.clashes import ClashKind
from domain.networks import Network
from domain.people import UserId, WorkspaceId
from domain.posts import Post, PostId, State
from domain.versions import Content, Version

WORKSPACE = WorkspaceId("T0BENCH")
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
EVE = UserId("U0EVE")
A_DAY = 55
"""Posts a day: sixty days of a very large desk lie within the thirty days before and after each."""
EVERY = 20
"""One in so many posts gets a partner."""


@dataclass(frozen=True, slots=True)
class Planted:
    """Two posts that clash, by their places in the list."""

    one: int
    other: int
    kind: ClashKind


def corpus(size: int, *, seed: int = 7) -> tuple[list[Post], list[Planted]]:
    """So many posts, and the pairs planted among them; the same for the same seed."""
    chance = Random(seed)
    nouns = list(dict.fromkeys(word(chance) for _ in range(6_000)))
    posts: list[Post] = []
    planted: list[Planted] = []
    while len(posts) < size:
        number = len(posts)
        posts.append(_plain(number, chance, nouns))
        if number % EVERY == 0 and len(posts) < size:
            kind = (ClashKind.SAME_TEXT, ClashKind.OTHER_TERMS, ClashKind.TOO_CLOSE)[number // EVERY % 3]
            posts[number], other = _pair(posts[number], number + 1, kind, chance, nouns)
            posts.append(other)
            planted.append(Planted(number, number + 1, kind))
    return posts, planted


def a_post(number: int, text: str, *, at: datetime, campaign: str = "", stores: tuple[str, ...] = ()) -> Post:
    """A post in review that is to go out at this moment."""
    content = Content(text=text, networks=(list(Network)[number % 4], list(Network)[number % 4 + 1]))
    return Post(
        id=PostId(f"P{number:06}"),
        workspace=WORKSPACE,
        author=EVE,
        proposed_at=at - timedelta(days=2),
        title=f"Post {number}",
        department="marketing",
        publish_at=at,
        stores=stores,
        campaign=campaign,
        state=State.IN_REVIEW,
        state_by=EVE,
        state_at=at - timedelta(days=2),
        versions=(Version(number=1, content=content, by=EVE, at=at - timedelta(days=2), needs=()),),
    )


def _plain(number: int, chance: Random, nouns: list[str]) -> Post:
    at = START + timedelta(minutes=number * 1_440 // A_DAY)
    text = f"{SERIES} " * (number % 10 == 7) + sentences(chance, nouns)
    if number % 5 == 3:
        text += " " + offer(chance, things_on_offer(number // 5), at)[0]
    if number % 4 == 1:
        text += f" {SLOGAN}."
    return a_post(number, text, at=at, campaign=f"campaign {number % 400}" if number % 3 else "")


def _pair(post: Post, number: int, kind: ClashKind, chance: Random, nouns: list[str]) -> tuple[Post, Post]:
    at = post.publish_at
    assert at is not None
    soon = at + timedelta(hours=chance.randint(6, 29 * 24))
    text = post.version.content.text
    if kind is ClashKind.SAME_TEXT:
        return post, a_post(number, retouched(text, chance), at=soon)
    if kind is ClashKind.OTHER_TERMS:
        things = f"{chance.choice(nouns)} {chance.choice(nouns)}"
        mine, yours = offer(chance, things, at)
        later = at + timedelta(hours=chance.randint(6, 40))
        first = _saying(post, f"{text} {mine}")
        return first, a_post(number, f"{sentences(chance, nouns)} {yours}", at=later)
    named = replace(post, campaign=f"launch {number}")
    close = at + timedelta(minutes=chance.randint(1, 110))
    other = a_post(number, sentences(chance, nouns), at=close, campaign=f"Launch {number} ")
    return named, _on_networks_of(named, other)


def _saying(post: Post, text: str) -> Post:
    content = replace(post.version.content, text=text)
    return replace(post, versions=(replace(post.version, content=content),))


def _on_networks_of(post: Post, other: Post) -> Post:
    content = replace(other.version.content, networks=post.version.content.networks)
    return replace(other, versions=(replace(other.version, content=content),))
