"""Links, hashtags and mentions as X finds them, and how heavy a text is for X.

Written to the behaviour of twitter-text's published conformance cases (extract.yml, validate.yml); the other
networks find links and hashtags in much the same places. Every position is a code point of the text as typed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from unicodedata import normalize

from regex import V1, VERBOSE, Match
from regex import compile as pattern

LINK_WEIGHT = 23
"""What a link weighs on X and on Mastodon, however long it is (Counting characters, docs.x.com)."""

EMOJI = pattern(
    r"""
      [0-9\#*] \ufe0f? \u20e3                                   # keycaps
    | [\U0001F1E6-\U0001F1FF]{2}                                # flags of countries
    | \U0001F3F4 [\U000E0020-\U000E007E]+ \U000E007F            # flags of regions
    | (?! [\u00a9\u00ae] (?!\ufe0f) )                           # © and ® are letters until told otherwise
      \p{Extended_Pictographic} [\U0001F3FB-\U0001F3FF]? \ufe0f?
      (?: \u200d \p{Extended_Pictographic} [\U0001F3FB-\U0001F3FF]? \ufe0f? )*+
    """,
    VERBOSE,
)
"""One emoji as a reader sees it: skin tones, families and flags are one."""

_TLDS = frozenset(
    name
    for line in Path(__file__).with_name("tlds.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for name in line.split()
)
_LONGEST_FOREIGN_TLD = max(len(name) for name in _TLDS if not name.isascii())
_LONGEST_LABEL = 63
_LONGEST_HOST = 253
_LONGEST_TCO_SLUG = 40

_HEAVY = pattern(r"[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]+")
_DOT_INSIDE = pattern(r"[^\s.]\.[^\s.]")
# A run of host names' characters; which part of it is a host is decided in Python. A bare host is Latin, only its
# last label may be of another script. Everything is possessive, so hostile texts cost linear time.
_HOST = pattern(
    r"""
    (?<! [\p{Latin}0-9@＠$\#＃] )
    (?: [Hh][Tt][Tt][Pp][Ss]?:// (?P<host> [[^\p{P}\p{Z}\p{C}$+<=>\^`|~]._\-]++ )
      | (?<! [\-_./] ) (?P<bare> [\p{Latin}0-9][\p{Latin}0-9\-]*+
            (?: (?: \. [\p{Latin}0-9][\p{Latin}0-9\-]*+ )++ (?: \. [\p{L}\p{M}--\p{Latin}]++ )?+
              | \. [\p{L}\p{M}--\p{Latin}]++ ) )
    )
    """,
    VERBOSE | V1,
)
_ASCII_START = pattern(r"[A-Za-z0-9]+")
_TLD_GOES_ON = pattern(r"[A-Za-z0-9@+_-]")
_PORT = pattern(r":[0-9]++")
_PATH = pattern(
    r"""
    / (?: [\p{Latin}\p{Cyrillic}0-9!*';:=+,.$/%\#\[\]–_~@|&-]
        | \( (?: [\p{Latin}\p{Cyrillic}0-9!*';:=+,.$/%\#\[\]–_~@|&-]++ | \([^()\s]*+\) )*+ \)
      )*+
    """,
    VERBOSE,
)
_QUERY = pattern(r"\?[A-Za-z0-9!?*'@();:&=+$/%#\[\]_.,~|-]++")
_TCO_SLUG = pattern(r"/[A-Za-z0-9]++")
_NOT_LAST_IN_PATH = "!*';:,.$%[]–~@|&"
_NOT_LAST_IN_QUERY = "!?*'@();:+$%[].,~|"

_WORD = r"\p{L}\p{M}\p{Nd}_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\u00b7"
_HASHTAG = pattern(
    rf"(?:(?<=[\ufe0e\ufe0f])|(?<![&{_WORD}]))[#＃](?![\ufe0f\u20e3])"
    rf"(?=[{_WORD}]*[\p{{L}}\p{{M}}])[{_WORD}]++(?![#＃]|://)"
)
_MENTION = pattern(
    r"(?:(?<![A-Za-z0-9_!#$%&*@＠])|(?<=(?<![A-Za-z0-9_+~.-])[Rr][Tt]))"
    r"[@＠][A-Za-z0-9_]{1,20}+(?:/[A-Za-z][A-Za-z0-9_-]{0,24}+)?+(?![@＠\u00c0-\u024f\u1e00-\u1eff]|://)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A link, hashtag or mention in a text.

    Attributes:
        text: as typed, with its `#` or `@`.
        start: where it begins, in code points.
        end: where it ends, exclusive.
    """

    text: str
    start: int
    end: int


@lru_cache(maxsize=8)  # many rules ask about the same post
def links(text: str) -> tuple[Entity, ...]:
    """Every address X would shorten: with `http(s)://`, or bare with a real top-level domain."""
    return tuple(_links(text))


def hashtags(text: str) -> tuple[Entity, ...]:
    """Every hashtag: `#` and letters, digits or `_` with at least one letter, outside links."""
    if "#" not in text and "＃" not in text:
        return ()
    return _outside(links(text), _HASHTAG.finditer(text))


def mentions(text: str) -> tuple[Entity, ...]:
    """Every `@name` and `@name/list`, outside links and e-mail addresses."""
    if "@" not in text and "＠" not in text:
        return ()
    return _outside(links(text), _MENTION.finditer(text))


def weigh(text: str, *, whole_emoji: bool = True) -> int:
    """How much of X's 280 a text takes: 1 for most alphabets, 2 for others and for an emoji, 23 for a link.

    Counted after Unicode normalisation (NFC). `whole_emoji=False` counts each part of an emoji, as X did with
    version 2 of its configuration.
    """
    text = text if text.isascii() else normalize("NFC", text)
    weight, done = 0, 0
    for link in links(text):
        weight += LINK_WEIGHT + _weigh_words(text[done : link.start], whole_emoji=whole_emoji)
        done = link.end
    return weight + _weigh_words(text[done:], whole_emoji=whole_emoji)


def _weigh_words(text: str, *, whole_emoji: bool) -> int:
    if text.isascii():
        return len(text)
    emoji = 0
    if whole_emoji:
        text, emoji = EMOJI.subn("", text)
    return 2 * emoji + len(text) + sum(map(len, _HEAVY.findall(text)))


def _outside(taken: tuple[Entity, ...], found: Iterator[Match[str]]) -> tuple[Entity, ...]:
    """The matches that do not begin inside a link; both come in the order of the text."""
    kept, waiting = [], iter(taken)
    link = next(waiting, None)
    for match in found:
        while link and link.end <= match.start():
            link = next(waiting, None)
        if not link or match.end() <= link.start:
            kept.append(Entity(text=match[0], start=match.start(), end=match.end()))
    return tuple(kept)


def _links(text: str) -> Iterator[Entity]:
    position = 0
    while dot := _DOT_INSIDE.search(text, position):
        word = max(position, text.rfind(" ", position, dot.end()) + 1)
        word_end = text.find(" ", dot.end())
        word_end = word_end if word_end > 0 else len(text)
        run = _HOST.search(text, word, word_end)
        if not run:
            position = word_end
            continue
        link_end = _link_end(text, run)
        if link_end:
            yield Entity(text=text[run.start() : link_end], start=run.start(), end=link_end)
        position = link_end or (run.start("host") if run["host"] else run.end())


def _link_end(text: str, run: Match[str]) -> int:
    """Where the link ends that begins with this run; 0 when it is no link."""
    start, run_end = run.span("host" if run["host"] else "bare")
    end = min(run_end, start + _LONGEST_HOST)
    length = 0 if text.startswith("@", run_end) else _host_length(text[start:end], text[end : end + 1])
    host_end = start + length
    if not length or host_end < run_end:
        return length and host_end
    if text[start:host_end].lower() == "t.co":
        return _tco_end(text, host_end)
    return _tail_end(text, host_end)


def _host_length(run: str, after: str) -> int:
    """How many characters of the run are a host: up to its last label that is a top-level domain, or 0."""
    labels = run.split(".")
    for last in range(len(labels) - 1, 0, -1):
        tld = _tld(labels[last] + (after if last == len(labels) - 1 else ""))
        names = labels[:last]
        if tld and "_" not in names[-1] and all(map(_is_label, names)):
            return len(".".join(names)) + 1 + len(tld)
    return 0


def _tld(label: str) -> str:
    """The top-level domain a label begins with, or nothing; scripts without spaces may go on at once."""
    plain = _ASCII_START.match(label)
    sizes = (plain.end(),) if plain else range(min(_LONGEST_FOREIGN_TLD, len(label)), 1, -1)
    for size in sizes:
        if label[:size].lower() in _TLDS:
            return "" if _TLD_GOES_ON.match(label, size) else label[:size]
    return ""


def _is_label(name: str) -> bool:
    """Whether a host may contain this label: RFC 1035's 63 characters, counted as punycode when not ASCII."""
    if not 0 < len(name) <= _LONGEST_LABEL or name[0] in "-_" or name[-1] in "-_":
        return False
    if name.isascii():
        return True
    return not name.startswith("xn--") and len("xn--" + name.encode("punycode").decode()) <= _LONGEST_LABEL


def _tail_end(text: str, position: int) -> int:
    """Where a link ends whose host ends here: port, path and query, without the sentence's punctuation."""
    if port := _PORT.match(text, position):
        position = port.end()
    if path := _PATH.match(text, position):
        position += len(path[0].rstrip(_NOT_LAST_IN_PATH))
    if query := _QUERY.match(text, position):
        kept = query[0].rstrip(_NOT_LAST_IN_QUERY)
        position += len(kept)
    return position


def _tco_end(text: str, position: int) -> int:
    """Where a t.co link ends: X's own short links are letters and digits; 0 when too long to be one."""
    slug = _TCO_SLUG.match(text, position)
    if not slug:
        return position
    return 0 if len(slug[0]) > _LONGEST_TCO_SLUG + 1 else _tail_end(text, slug.end())
