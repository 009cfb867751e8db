"""Acknowledgements: a post's author has read the warnings that its approvers see first. They never stop a post."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.audit import Action, Entry, Event
from domain.belonging import refuse_other_author
from domain.endings import ended
from domain.findings import Finding, Level
from domain.people import UserId
from domain.posts import Post, State
from domain.refusals import Refusal
from domain.versions import Version
from domain.workspaces import Workspace

RULES = "rules"
"""Detail of an acknowledgement in the record: the rules whose warnings it is about, by commas."""
_WRITTEN = frozenset({Action.PROPOSED, Action.REVISED})


def warnings_of(version: Version) -> tuple[Finding, ...]:
    """The warnings about a version, in the order of the text."""
    return tuple(one for one in version.findings if one.level is Level.WARNING)


def wrote(event: Event, version: Version) -> bool:
    """Whether this is how a version came about, and no edit that kept it."""
    made = (event.version, event.by, event.at) == (version.number, version.by, version.at)
    return made and event.action in _WRITTEN


def asks(post: Post) -> bool:
    """Whether the author of a post in this state can still acknowledge anything."""
    return post.state.open or post.state is State.ON_HOLD


def left_to_read(post: Post, entries: Iterable[Entry]) -> tuple[Finding, ...]:
    """The warnings about the present version that were not acknowledged, neither on it nor on an earlier one.

    A warning is the same as before when the same rule flags the same words; one about the text as a whole, when it
    says the same.

    Args:
        entries: the post's lines of the record.
    """
    known: Counter[tuple[str, str]] = Counter()
    for event in _said(entries):
        known |= _each_in(post.version_of(event.version))
    left = []
    for one in warnings_of(post.version):
        if known[_identity(one)]:
            known[_identity(one)] -= 1
        else:
            left.append(one)
    return tuple(left)


def acknowledged(post: Post, entries: Iterable[Entry]) -> Event | None:
    """The newest acknowledgement of any warning about the present version, though it was on an earlier one."""
    here = _each_in(post.version)
    found = [one for one in _said(entries) if here & _each_in(post.version_of(one.version))]
    return found[-1] if found else None


def acknowledge(
    post: Post, entries: Sequence[Entry], *, version: int, by: UserId, at: datetime, workspace: Workspace
) -> Event:
    """What is recorded when the author has read what is left of the warnings about the present version.

    Args:
        entries: the post's lines of the record.
        version: number of the version that they were asked about.

    Raises:
        Refusal: somebody else's post, one that was decided, another version by now, or nothing is left to acknowledge.
    """
    refuse_other_author(by, post, to="acknowledge its warnings", workspace=workspace)
    if not asks(post):
        raise ended(post)
    left = left_to_read(post, entries)
    if version != post.version.number:
        raise Refusal(
            "{who} made version {number} {when}, so version {asked} is over. "
            + ("Its own warnings are in a newer message." if left else "Nothing is left to acknowledge."),
            who=post.version.by,
            number=post.version.number,
            when=post.version.at,
            asked=version,
        )
    if not left:
        raise _nothing_left(acknowledged(post, entries))
    rules = ", ".join(dict.fromkeys(one.rule for one in left))
    return Event(
        action=Action.WARNINGS_ACKNOWLEDGED,
        by=by,
        at=at,
        subject=post.id,
        version=version,
        detail={RULES: rules, "hash": post.version.hash},
    )


def _nothing_left(before: Event | None) -> Refusal:
    if before is None:
        return Refusal("The rulebook does not warn of anything in this version, so there is nothing to do.")
    assert before.by is not None
    return Refusal(
        "{who} acknowledged these warnings {when}. Nothing is left to do.", who=before.by, when=before.at
    )


def _said(entries: Iterable[Entry]) -> list[Event]:
    return [one.event for one in entries if one.event.action is Action.WARNINGS_ACKNOWLEDGED]


def _each_in(version: Version | None) -> Counter[tuple[str, str]]:
    return Counter(_identity(one) for one in (warnings_of(version) if version else ()))


def _identity(finding: Finding) -> tuple[str, str]:
    """By what a warning is known again in another version: its rule, and the words it is about."""
    return finding.rule, finding.match or finding.message
