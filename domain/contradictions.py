"""Contradictions: where the stored posts are not what the audit trail says of them.

The chain of hashes cannot show that its end was cut off, nor that posts were changed beside it. The posts can: they
speak of versions, decisions and states that the trail has to hold.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from domain.audit import Action, Entry, Event
from domain.marks import Said
from domain.posts import Post, UnreadablePostError
from domain.signoffs import Decision

_DECISIONS = frozenset(map(str, Decision))
"""The trail names a decision as the sign-off does."""
_READINESS = frozenset(
    {
        Action.READINESS_TICKED,
        Action.READINESS_UNTICKED,
        Action.NOT_READY,
        Action.STORES_EXCLUDED,
        Action.STORES_INCLUDED,
        Action.READINESS_WAIVED,
    }
)
_Decided = tuple[object, ...]


def contradictions(entries: Iterable[Entry], posts: Iterable[Post]) -> tuple[str, ...]:
    """What posts and trail say differently, a sentence each; empty when they agree.

    Content is hashed anew, so a text that was changed is found although its row holds no hash. Title, department,
    stores and publishing time are not in the trail, so changes of them are not found.

    Args:
        entries: the whole trail of a workspace, in order.
        posts: all posts of the same workspace, as they were at the same moment.
    """
    trail: dict[str, list[Event]] = defaultdict(list)
    for one in entries:
        if one.event.version:
            trail[one.event.subject].append(one.event)
    found = []
    try:
        for post in posts:
            said = _about(post, trail.pop(post.id, []))
            found += [f"post {post.id!r}: {sentence}" for sentence in said]
    except UnreadablePostError as error:
        return (
            *found,
            f"post {error.id!r} was changed so that it cannot be read; the posts after it were not compared",
        )
    found += [
        f"post {subject!r}, which the trail holds, is not stored"
        for subject, events in trail.items()
        if any(event.action is Action.PROPOSED for event in events)
    ]
    return tuple(found)


def _about(post: Post, events: list[Event]) -> Iterator[str]:
    yield from _versions(post, events)
    yield from _decisions(post, events)
    yield from _readiness(post, events)
    last = events[-1].detail.get("state", post.state) if events else ""
    brought = any((one.by, one.at) == (post.state_by, post.state_at) for one in events)
    if last != post.state or not brought:
        yield f"that it is {post.state} is not what the trail says last"


def _versions(post: Post, events: list[Event]) -> Iterator[str]:
    written: dict[int, Event] = {}
    for event in events:
        if event.action in {Action.PROPOSED, Action.REVISED}:
            written.setdefault(event.version, event)
    stored = {one.number: one for one in post.versions}
    for number in sorted({*written, *stored}):
        entry, version = written.get(number), stored.get(number)
        if entry is None:
            yield f"version {number} is not in the trail"
        elif version is None:
            yield f"version {number}, which the trail holds, is not stored"
        elif entry.detail.get("hash") != version.hash:
            yield f"the content of version {number} is not the one in the trail"
        elif (entry.by, entry.at) != (version.by, version.at):
            yield f"who wrote version {number}, and when, is not what the trail says"
    proposed = [(one.by, one.at) for one in events if one.action is Action.PROPOSED]
    if proposed and proposed != [(post.author, post.proposed_at)]:
        yield "who proposed it, and when, is not what the trail says"


def _decisions(post: Post, events: list[Event]) -> Iterator[str]:
    kept: list[_Decided] = [
        (
            str(one.decision),
            one.version,
            one.by,
            one.at,
            one.hash,
            one.department,
            one.comment,
            one.reason or "",
        )
        for one in post.sign_offs
    ]
    told: list[_Decided] = [
        (
            str(one.action),
            one.version,
            one.by,
            one.at,
            *(one.detail.get(key, "") for key in ("hash", "department", "comment", "reason")),
        )
        for one in events
        if str(one.action) in _DECISIONS
    ]
    for decision, version, by, *_ in (Counter(kept) - Counter(told)).elements():
        yield f"the decision “{decision}” on version {version} by {by!r} is not in the trail"
    for decision, version, by, *_ in (Counter(told) - Counter(kept)).elements():
        yield f"the decision “{decision}” on version {version} by {by!r}, which the trail holds, is not stored"
    if kept != told and Counter(kept) == Counter(told):
        yield "its decisions are in another order than in the trail"


def _readiness(post: Post, events: list[Event]) -> Iterator[str]:
    """Who said something about its stores, and when; one line of the trail may hold several ticks."""
    said = [one for one in post.marks if one.said is not Said.RESET]
    kept: set[_Decided] = {(one.version, one.by, one.at) for one in said}
    told: set[_Decided] = {(one.version, one.by, one.at) for one in events if one.action in _READINESS}
    for version, by, _ in sorted(kept - told, key=str):
        yield f"what {by!r} said about its stores on version {version} is not in the trail"
    for version, by, _ in sorted(told - kept, key=str):
        yield f"what {by!r} said about its stores on version {version}, which the trail holds, is not stored"
