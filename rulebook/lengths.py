"""How long a text is for each network, counted as that network counts. The limits are data: `networks.yml`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from regex import compile as pattern
from yaml import CSafeLoader, load

from domain.findings import Finding, Level
from domain.networks import Network
from domain.versions import Content
from rulebook.tweets import EMOJI, LINK_WEIGHT, hashtags, links, mentions, weigh

_LIMITS_FILE = Path(__file__).with_name("networks.yml")
_GRAPHEME = pattern(r"\X")
# Characters that never join their neighbours: Latin, its punctuation, dashes, quotes, currency signs.
_MAY_JOIN = pattern(r"[^\n -\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]")
_REMOTE_MENTION = pattern(r"(?<![\w/])(@\w++)@[\w-]++(?:\.[\w-]++)++")


class Counting(StrEnum):
    """What a limit counts, as `networks.yml` names it."""

    CHARACTERS = "characters"
    UTF16 = "utf-16"
    BYTES = "bytes"
    GRAPHEMES = "graphemes"
    X_WEIGHT = "x weight"
    THREADS = "threads characters"
    MASTODON = "mastodon characters"
    HASHTAGS = "hashtags"
    MENTIONS = "mentions"
    DIFFERENT_LINKS = "different links"

    @property
    def unit(self) -> str:
        """The plain word for people: the many ways to count characters are all "characters" to them."""
        return self.value if self in _OWN_WORDS else "characters"


_OWN_WORDS = (Counting.BYTES, Counting.HASHTAGS, Counting.MENTIONS, Counting.DIFFERENT_LINKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One limit of a network; `source` is the title of the page it comes from, `read` the day it was compared."""

    counts: Counting
    at_most: int
    source: str
    read: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """How much of one limit a text uses."""

    used: int
    limit: int
    unit: str

    @property
    def over(self) -> int:
        """How much must go; 0 when it fits."""
        return max(0, self.used - self.limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """How much of a network's limits a text uses: the main one in `used`, `limit`, `unit`, all in `gauges`."""

    network: Network
    gauges: tuple[Gauge, ...]

    @property
    def used(self) -> int:
        """Of the main limit."""
        return self.gauges[0].used

    @property
    def limit(self) -> int:
        """The main limit."""
        return self.gauges[0].limit

    @property
    def unit(self) -> str:
        """What the main limit counts, in a plain word."""
        return self.gauges[0].unit

    @property
    def fits(self) -> bool:
        """Whether every limit of the network is kept."""
        return not any(gauge.over for gauge in self.gauges)


@cache
def limits() -> dict[Network, tuple[Limit, ...]]:
    """Every network's limits as `networks.yml` has them, the one a card shows first."""
    rows = load(_LIMITS_FILE.read_text(encoding="utf-8"), Loader=CSafeLoader)
    return {
        network: tuple(Limit(**{**row, "counts": Counting(row["counts"])}) for row in rows[network])
        for network in Network
    }


def measure(text: str, network: Network) -> Length:
    """How much of each limit of the network the text uses."""
    return Length(
        network=network,
        gauges=tuple(
            Gauge(used=_COUNTERS[limit.counts](text), limit=limit.at_most, unit=limit.counts.unit)
            for limit in limits()[network]
        ),
    )


def measure_each(content: Content) -> dict[Network, Length]:
    """The same for every network the content goes to, each with the text that its readers will see."""
    return {network: measure(content.text_for(network), network) for network in content.networks}


def measure_everywhere(text: str) -> dict[Network, Length]:
    """The same for every network that there is."""
    return {network: measure(text, network) for network in Network}


def too_long(text: str, networks: Iterable[Network]) -> tuple[Finding, ...]:
    """An error for each limit the text breaks, saying how much to cut; about the text as a whole."""
    return tuple(
        Finding(
            rule=f"Network.{network.label.replace(' ', '')}",
            level=Level.ERROR,
            message=f"{network.label}: {gauge.used:,} of {gauge.limit:,} {gauge.unit}; cut {gauge.over:,}.",
            start=0,
            end=0,
            match="",
        )
        for network in networks
        for gauge in measure(text, network).gauges
        if gauge.over
    )


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _graphemes(text: str) -> int:
    return len(_GRAPHEME.findall(text)) if _MAY_JOIN.search(text) else len(text)


def _threads(text: str) -> int:
    """Characters, but an emoji counts as its UTF-8 bytes (Threads API: Posts)."""
    if text.isascii():
        return len(text)
    return len(text) + sum(_bytes(emoji) - len(emoji) for emoji in EMOJI.findall(text))


def _mastodon(text: str) -> int:
    """Graphemes; a link with `http(s)://` counts 23, `@name@server` only its name (Posting to your profile)."""
    used, done = 0, 0
    for link in links(text):
        if link.text[:4].lower() == "http" and "://" in link.text:
            used += LINK_WEIGHT + _graphemes(_REMOTE_MENTION.sub(r"\1", text[done : link.start]))
            done = link.end
    return used + _graphemes(_REMOTE_MENTION.sub(r"\1", text[done:]))


_COUNTERS: dict[Counting, Callable[[str], int]] = {
    Counting.CHARACTERS: len,
    Counting.UTF16: _utf16,
    Counting.BYTES: _bytes,
    Counting.GRAPHEMES: _graphemes,
    Counting.X_WEIGHT: weigh,
    Counting.THREADS: _threads,
    Counting.MASTODON: _mastodon,
    Counting.HASHTAGS: lambda text: len(hashtags(text)),
    Counting.MENTIONS: lambda text: len(mentions(text)),
    Counting.DIFFERENT_LINKS: lambda text: len({link.text.lower() for link in links(text)}),
}
