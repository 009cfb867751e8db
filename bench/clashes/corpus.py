"""Made-up posts of a retailer, and among them pairs of which it is known that they clash, and how."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random  # noqa: TID251  # seeded, so the same posts each time

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
_ONSETS = [
    "b",
    "br",
    "c",
    "cl",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "r",
    "s",
    "sh",
    "st",
    "t",
    "tr",
    "v",
    "w",
]
_VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "oo"]
_ENDS = ["", "n", "r", "l", "t", "m", "nd", "st", "ck"]
_COMMON = [
    "and",
    "the",
    "in",
    "our",
    "with",
    "for",
    "your",
    "a",
    "to",
    "of",
    "is",
    "are",
    "this",
    "all",
    "you",
    "come",
    "we",
    "on",
    "that",
    "it",
    "from",
    "at",
    "as",
    "by",
    "have",
    "new",
    "more",
    "one",
    "they",
    "here",
    "when",
    "see",
    "make",
    "like",
    "time",
    "just",
    "know",
    "take",
    "people",
    "year",
    "good",
    "some",
    "them",
    "other",
    "than",
    "then",
    "look",
    "come",
    "over",
    "also",
    "back",
    "after",
    "use",
    "two",
    "how",
    "work",
    "first",
    "well",
    "way",
    "even",
    "want",
    "because",
    "any",
    "give",
    "day",
    "most",
]
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MATERIALS = ["wool", "silk", "linen", "denim", "suede", "velvet", "cord", "down", "fleece", "cashmere"]
_STYLES = [
    "long",
    "short",
    "warm",
    "light",
    "red",
    "blue",
    "green",
    "grey",
    "classic",
    "slim",
    "wide",
    "cropped",
]
_THINGS = [
    "jacket",
    "coat",
    "scarf",
    "boot",
    "hat",
    "glove",
    "shirt",
    "skirt",
    "dress",
    "jumper",
    "belt",
    "bag",
    "sock",
    "shoe",
]
_SERIES = "Every Friday we open the doors of one of our shops and tell you who works there and why."
"""Begins one post in ten: what comes behind it is new each time."""
SLOGAN = "Parker and Lane, made for the weather we have"
"""Stands under one post in four, as slogans do: what many share makes no pair."""


@dataclass(frozen=True, slots=True)
class Planted:
    """Two posts that clash, by their places in the list."""

    one: int
    other: int
    kind: ClashKind


def corpus(size: int, *, seed: int = 7) -> tuple[list[Post], list[Planted]]:
    """So many posts, and the pairs planted among them; the same for the same seed."""
    chance = Random(seed)
    nouns = list(dict.fromkeys(_word(chance) for _ in range(6_000)))
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
    text = f"{_SERIES} " * (number % 10 == 7) + _sentences(chance, nouns)
    if number % 5 == 3:
        text += " " + _offer(chance, _things(number // 5), at)[0]
    if number % 4 == 1:
        text += f" {SLOGAN}."
    return a_post(number, text, at=at, campaign=f"campaign {number % 400}" if number % 3 else "")


def _things(number: int) -> str:
    """Things on offer, of which no two are the same within seventy days, though half of their words are."""
    material, rest = number % len(_MATERIALS), number // len(_MATERIALS)
    style, thing = rest % len(_STYLES), (rest + number) % len(_THINGS)
    return f"{_STYLES[style]} {_MATERIALS[material]} {_THINGS[thing]}s"


def _pair(post: Post, number: int, kind: ClashKind, chance: Random, nouns: list[str]) -> tuple[Post, Post]:
    at = post.publish_at
    assert at is not None
    soon = at + timedelta(hours=chance.randint(6, 29 * 24))
    text = post.version.content.text
    if kind is ClashKind.SAME_TEXT:
        return post, a_post(number, _retouched(text, chance), at=soon)
    if kind is ClashKind.OTHER_TERMS:
        things = f"{chance.choice(nouns)} {chance.choice(nouns)}"
        mine, yours = _offer(chance, things, at)
        later = at + timedelta(hours=chance.randint(6, 40))
        first = _saying(post, f"{text} {mine}")
        return first, a_post(number, f"{_sentences(chance, nouns)} {yours}", at=later)
    named = replace(post, campaign=f"launch {number}")
    close = at + timedelta(minutes=chance.randint(1, 110))
    other = a_post(number, _sentences(chance, nouns), at=close, campaign=f"Launch {number} ")
    return named, _on_networks_of(named, other)


def _offer(chance: Random, things: str, at: datetime) -> tuple[str, str]:
    """An offer, and the same one on other terms: amount, unit, currency, end date, or what a code is good for."""
    amount, end = chance.randint(2, 9) * 5, at + timedelta(days=chance.randint(5, 9))
    until, longer = (f"{one.day} {_MONTHS[one.month - 1]}" for one in (end, end + timedelta(days=1)))
    code = f"{things.split(maxsplit=1)[0].upper()}{amount}"
    return chance.choice(
        [
            (
                f"{amount}% off all {things} until {until}.",
                f"Now {amount + 5} % off {things}, until {until}!",
            ),
            (
                f"{amount}% off {things} until {until}.",
                f"{things.capitalize()}: {amount}% off until {longer}.",
            ),
            (f"{amount}% off {things}.", f"Save £{amount} on {things} today."),
            (f"The {things} for £{amount}.", f"The {things} for €{amount}."),
            (f"{amount}% off with code {code}.", f"Use code {code} for {amount + 10}% off."),
            (f"3 for 2 on {things}.", f"Half price {things}."),
        ]
    )


def _retouched(text: str, chance: Random) -> str:
    """The same text as somebody copies it: a word in fifteen changed, other marks, capitals, a link, an emoji."""
    words = text.split()
    for _ in range(max(len(words) // 15, 1)):
        words[chance.randrange(len(words))] = chance.choice(_COMMON)
    changed = " ".join(words)
    return chance.choice(
        [
            changed,
            changed.upper(),
            f"{changed} https://shop.example/{chance.randrange(99)}",
            f"🧥 {changed}!!",
        ]
    )


def _saying(post: Post, text: str) -> Post:
    content = replace(post.version.content, text=text)
    return replace(post, versions=(replace(post.version, content=content),))


def _on_networks_of(post: Post, other: Post) -> Post:
    content = replace(other.version.content, networks=post.version.content.networks)
    return replace(other, versions=(replace(other.version, content=content),))


def _sentences(chance: Random, nouns: list[str]) -> str:
    return " ".join(_sentence(chance, nouns) for _ in range(chance.randint(2, 4)))


def _sentence(chance: Random, nouns: list[str]) -> str:
    words = [
        chance.choice(_COMMON) if chance.random() < 0.55 else chance.choice(nouns)
        for _ in range(chance.randint(6, 12))
    ]
    return " ".join(words).capitalize() + "."


def _word(chance: Random) -> str:
    return "".join(_syllables(chance)) + chance.choice(_ENDS)


def _syllables(chance: Random) -> Iterator[str]:
    for _ in range(chance.randint(2, 3)):
        yield chance.choice(_ONSETS) + chance.choice(_VOWELS)
