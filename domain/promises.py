"""Promises: what of a post stores have to keep, and whether it is still the same."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

from domain.checklist import Promise
from domain.fingerprints import normalised
from domain.marks import Mark, Said
from domain.people import UserId
from domain.posts import Post
from domain.workspaces import Workspace
from domain.zones import zone

IN_STORE = "in-store"
_KINDS = {
    "price": Promise.OFFER,
    "offer": Promise.OFFER,
    "event": Promise.EVENT,
    "click-and-collect": Promise.CLICK_AND_COLLECT,
    "staff-advice": Promise.STAFF_ADVICE,
    "recruiting": Promise.RECRUITING,
}
"""Which tags of findings tell of which promise."""
_PROMISING = frozenset({IN_STORE, *_KINDS})
_LINK = re.compile(r"https?://\S+")
_FIGURE = re.compile(r"\S*\d\S*")
STEM, LONG = 4, 5
"""Letters by which a word is known again ("store", "stores"), and of the words that are looked for: not "from"."""
_SENTENCE_ENDS = re.compile(r"[.!?…](?=\s|$)|\n")


def kinds_of(post: Post) -> frozenset[Promise]:
    """The kinds of promises in the present version: found in its words, or tagged by its author."""
    version = post.version
    tagged = {one.casefold().replace("-", " ") for one in post.tags}
    found = {_KINDS[tag] for finding in version.findings for tag in finding.tags if tag in _KINDS}
    offered = {Promise.OFFER} if version.offers else set()
    return frozenset({*found, *offered, *(one for one in Promise if one.value in tagged)})


def promise_of(post: Post, *, workspace: Workspace) -> str:
    """What stores have to keep of the present version, in short: equal as long as the promise is.

    It is made of the offers, each figure of the texts (prices, codes, dates, hours), each sentence in which a rule found a promise,
    the kinds of promises, and the day of publishing in the workspace's zone. Other words may change.
    """
    version = post.version
    made_of = (
        sorted(kinds_of(post)),
        sorted(map(repr, version.offers)),
        sorted({one.casefold() for text in _texts(post) for one in _FIGURE.findall(_LINK.sub(" ", text))}),
        sorted(set(promising_sentences(post))),
        str(_day(post, workspace=workspace)),
    )
    return sha256(repr(made_of).encode()).hexdigest()[:16]


def told_anew(before: Post, after: Post, *, by: UserId, at: datetime, workspace: Workspace) -> Post:
    """The post after a change; where that changes the promise, nothing that was said about its stores counts any more.

    All of it falls, whatever changed: who briefed the staff for Friday has not for Saturday. It does not rise again
    when the change is taken back.
    """
    said = before.marks[-1:]
    same = promise_of(before, workspace=workspace) == promise_of(after, workspace=workspace)
    if same or not said or said[0].said is Said.RESET:
        return after
    moved = _day(before, workspace=workspace) != _day(after, workspace=workspace)
    reset = Mark(
        said=Said.RESET,
        by=by,
        at=at,
        note="it goes out on another day" if moved else "the promise changed",
        version=after.version.number,
    )
    return replace(after, marks=(*after.marks, reset))


def promising_sentences(post: Post) -> Iterator[str]:
    """The sentences of the present version in which a rule found a promise, or its words come again, normalised.

    Rules say a thing once for each text, so what they would find further on is told by the words they found.
    """
    content = post.version.content
    found = [one for one in post.version.findings if _PROMISING & set(one.tags)]
    told = {stem for one in found for stem in _stems(one.match, least=LONG)}
    for finding in found:
        text = content.text if finding.network is None else content.text_for(finding.network)
        yield normalised(sentence_around(text, finding.start, finding.end))
    for text in _texts(post):
        for sentence in _SENTENCE_ENDS.split(text):
            if told & _stems(sentence):
                yield normalised(sentence)


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence, or the line, that holds these code points."""
    ends = [one.end() for one in _SENTENCE_ENDS.finditer(text)]
    first = max((one for one in ends if one <= start), default=0)
    last = min((one for one in ends if one >= end), default=len(text))
    return text[first:last].strip()


def _stems(text: str, *, least: int = STEM) -> set[str]:
    """How its words of so many letters begin."""
    return {word[:STEM] for word in normalised(text).split() if len(word) >= least}


def _day(post: Post, *, workspace: Workspace) -> date | None:
    """The day on which it goes out, in the workspace's zone."""
    return post.publish_at.astimezone(zone(workspace.timezone)).date() if post.publish_at else None


def _texts(post: Post) -> tuple[str, ...]:
    content = post.version.content
    return (content.text, *(one.text for one in content.variants))
