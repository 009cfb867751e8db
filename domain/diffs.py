"""Diffs: what changed between two texts, word by word."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from domain.graphemes import graphemes
from domain.networks import Network
from domain.people import UserId
from domain.posts import Post
from domain.versions import Content, Version


class Change(StrEnum):
    """What became of a run of words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Some text that was kept, removed or added as a whole. Never empty, never a part of a character."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changed in one part of a post.

    Attributes:
        part: "text", "text for X", "networks", "media link" or "alt text".
        runs: the whole of both texts, what was removed before what was added in its place.
    """

    part: str
    runs: tuple[Run, ...]


def word_diff(old: str, new: str) -> tuple[Run, ...]:
    """How the old text becomes the new one: what is kept and removed is the old text, kept and added the new.

    Longest common subsequence of words by bit vectors (Hyyrö, "Bit-parallel LCS-length computation
    revisited"), so that the time depends on the lengths alone and no text is hard: 3,000 words against
    3,000 others take some milliseconds, whatever they are.
    """
    before, after = _words(old), _words(new)
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    changed = _aligned(before[head : len(before) - tail], after[head : len(after) - tail])
    kept_head = [(Change.KEPT, word) for word in before[:head]]
    kept_tail = [(Change.KEPT, word) for word in before[len(before) - tail :]]
    return _in_runs([*kept_head, *changed, *kept_tail])


def differences(old: Content, new: Content) -> tuple[Difference, ...]:
    """What changed between two contents, the parts that did not change left out."""
    networks = [*old.networks, *(one for one in new.networks if one not in old.networks)]
    own = {one.network for one in (*old.variants, *new.variants)}
    parts = (
        ("text", old.text, new.text),
        *(
            (f"text for {one.label}", _text_for(one, old), _text_for(one, new))
            for one in networks
            if one in own
        ),
        (
            "networks",
            ", ".join(one.label for one in old.networks),
            ", ".join(one.label for one in new.networks),
        ),
        ("media link", old.media_link, new.media_link),
        ("alt text", old.alt_text, new.alt_text),
    )
    return tuple(
        Difference(part=part, runs=word_diff(before, after))
        for part, before, after in parts
        if before != after
    )


def _text_for(network: Network, content: Content) -> str:
    return content.text_for(network) if network in content.networks else ""


def since_last_sign_off(post: Post, user: UserId) -> Version | None:
    """The version about which this person decided last, when there is a newer one: what they have seen.

    None for somebody who never decided, and for somebody who has seen the present version.
    """
    numbers = [one.version for one in post.sign_offs if one.by == user]
    seen = post.version_of(max(numbers)) if numbers else None
    return None if seen is post.version else seen


_Word = tuple[Change, str]


def _words(text: str) -> list[str]:
    """The text cut between characters: words, blanks, and each mark or wide character alone."""
    return [
        part
        for kind, group in groupby(graphemes(text), key=_kind)
        for part in (["".join(group)] if kind else group)
    ]


def _kind(grapheme: str) -> str:
    first = grapheme[0]
    if first.isspace():
        return "blank"
    # Scripts without blanks between words are East Asian here; there each character is a word.
    return "word" if first.isalnum() and first < "\u2e80" else ""


def _common(before: list[str], after: list[str]) -> int:
    """How many words at the beginning are the same."""
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    return same


def _aligned(before: list[str], after: list[str]) -> list[_Word]:
    """Each word of both with what became of it, in order."""
    whole = (1 << len(before)) - 1
    places: dict[str, int] = {}
    for place, word in enumerate(before):
        places[word] = places.get(word, 0) | 1 << place
    row, rows = whole, [whole]
    for word in after:
        met = row & places.get(word, 0)
        row = ((row + met) | (row - met)) & whole
        rows.append(row)
    found: list[_Word] = []
    old, new = len(before), len(after)
    while old and new:
        if rows[new] >> (old - 1) & 1:
            old -= 1
            found.append((Change.REMOVED, before[old]))
        elif not rows[new - 1] >> (old - 1) & 1:
            new -= 1
            found.append((Change.ADDED, after[new]))
        else:
            old, new = old - 1, new - 1
            found.append((Change.KEPT, after[new]))
    found += [(Change.REMOVED, word) for word in reversed(before[:old])]
    found += [(Change.ADDED, word) for word in reversed(after[:new])]
    return found[::-1]


def _in_runs(words: list[_Word]) -> tuple[Run, ...]:
    """The words as runs: within a stretch of changes, what was removed and then what was added.

    A blank that was kept between two changes belongs to both, so that a rewritten passage reads as one.
    """
    stretches = [(kept, [*group]) for kept, group in groupby(words, key=lambda one: one[0] is Change.KEPT)]
    runs: list[Run] = []
    removed = added = ""
    for place, (kept, group) in enumerate(stretches):
        text = "".join(word for _, word in group)
        if not kept:
            removed += "".join(word for change, word in group if change is Change.REMOVED)
            added += "".join(word for change, word in group if change is Change.ADDED)
        elif text.isspace() and 0 < place < len(stretches) - 1:
            removed, added = removed + text, added + text
        else:
            runs += [*_changes(removed, added), Run(change=Change.KEPT, text=text)]
            removed = added = ""
    return (*runs, *_changes(removed, added))


def _changes(removed: str, added: str) -> list[Run]:
    pairs = ((Change.REMOVED, removed), (Change.ADDED, added))
    return [Run(change=change, text=text) for change, text in pairs if text]
