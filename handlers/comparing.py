"""Comparing: what changed posts clash with, kept in the transaction that changes them.

It goes in two steps, so that nobody waits for it: looking is done before the end of the record is held, and once it is
held only what others have kept meanwhile is looked at too. So of two posts that come at once the second one sees the
first. (On SQLite a transaction is alone from its beginning; there is nothing to look at twice.)
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.audit import Action, Event
from domain.campaigns import campaign_gap
from domain.clashes import DEFAULT_GAP, Clash, ClashKind, ClashState, Standing
from domain.comparing import clashes_between, too_close
from domain.people import UserId
from domain.posts import Post, PostId
from domain.profiles import Profile, basis_of, keys_of, profile_of
from rulebook.likeness import alike
from rulebook.offers import offers_in
from storage.clashes import MOST
from storage.database import Transaction

COMPARED = 200
"""Posts of a campaign that are compared when its gap changes: as many as a transaction can take in a moment."""
_SETTLING = frozenset({Action.REVISED, Action.RESCHEDULED, Action.WITHDRAWN})
"""What an author does about a clash: whoever is rejected or too late has settled nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a changed post clashes with, as far as others had kept theirs.

    Attributes:
        profile: None for a post that never goes out.
        known: its clashes as they were.
        gap: the least time between two posts of its campaign on a network.
    """

    post: PostId
    event: Event
    profile: Profile | None
    known: tuple[Standing, ...]
    found: tuple[Clash, ...] = ()
    gap: timedelta = DEFAULT_GAP


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """All of them, and the newest line of the record at that time."""

    each: tuple[Look, ...]
    seen: int


def look(transaction: Transaction, decided: Sequence[tuple[Post, Event]]) -> Looks:
    """Look for what these posts clash with, and let others find them.

    To be called before the end of the record is held. A post of which nothing has changed that could clash costs one
    question for all of them.
    """
    known = transaction.clashes.bases(post.id for post, _ in decided)
    changed = [(post, event) for post, event in decided if known.get(post.id, "") != basis_of(post)]
    seen = transaction.audit.newest() if changed else 0
    transaction.clashes.forget(post.id for post, _ in changed if post.id in known)
    return Looks(each=tuple(_look(transaction, post, event) for post, event in changed), seen=seen)


def conclude(transaction: Transaction, looks: Looks) -> tuple[PostId, ...]:
    """Keep what was found; the other posts whose cards show something else by now.

    To be called when the end of the record is held.
    """
    late = transaction.audit.subjects_since(looks.seen) if looks.each else frozenset()
    late -= {one.post for one in looks.each}
    come = transaction.clashes.profiles(late)
    alone = not late and len(looks.each) == 1
    touched: dict[PostId, None] = {}
    for one in looks.each:
        found = [
            *(each for each in one.found if each.other(one.post) not in late),
            *_between(one.profile, come, gap=one.gap),
        ]
        known = one.known if alone else transaction.clashes.ever(one.post)
        others = transaction.clashes.replace(
            one.post,
            found,
            known=known,
            by=one.event.by,
            at=one.event.at,
            settles=one.event.action in _SETTLING,
        )
        touched |= dict.fromkeys(sorted(others))
    return tuple(touched)


def compare_again(
    transaction: Transaction, posts: Iterable[PostId], *, gap: timedelta, by: UserId, at: datetime
) -> tuple[PostId, ...]:
    """Compare a campaign's posts whose gap has changed; those whose cards show something else by now.

    To be called when the end of the record is held. The `COMPARED` that go out nearest to now are looked at; any other
    as soon as it changes.

    Args:
        posts: the campaign's own.
        by: who changed the gap.
        at: the present, in UTC.
    """
    profiles = transaction.clashes.profiles(posts)
    nearest = sorted(profiles, key=lambda one: (abs(one.moment - at), one.post))[:COMPARED]
    compared = {one.post for one in nearest}
    close = too_close(nearest, gap=gap, most=MOST)
    touched: set[PostId] = set()
    for post in sorted(compared):
        known = transaction.clashes.ever(post)
        live = {one.clash for one in known if one.state is not ClashState.CHANGED}
        others = {
            one for one in live if one.kind is not ClashKind.TOO_CLOSE or one.other(post) not in compared
        }
        found = others | {one for one in close if post in {one.first, one.second}}
        if found != live:
            changed = transaction.clashes.replace(post, found, known=known, by=by, at=at, settles=False)
            touched |= {post, *changed}
    return tuple(sorted(touched))


def _look(transaction: Transaction, post: Post, event: Event) -> Look:
    # What was just proposed has never clashed.
    known = () if event.action is Action.PROPOSED else transaction.clashes.ever(post.id)
    if not basis_of(post):
        return Look(post=post.id, event=event, profile=None, known=known)
    profile = profile_of(post, offers_in=offers_in)
    keys = keys_of(profile)
    transaction.clashes.keep(profile, keys)
    gap = _gap_of(profile, transaction)
    near = transaction.clashes.near(profile, keys, known=known, gap=gap)
    found = _between(profile, near, gap=gap)
    return Look(post=post.id, event=event, profile=profile, known=known, found=found, gap=gap)


def _between(profile: Profile | None, others: Iterable[Profile], *, gap: timedelta) -> tuple[Clash, ...]:
    if profile is None:
        return ()
    return tuple(clash for other in others for clash in clashes_between(profile, other, alike=alike, gap=gap))


def _gap_of(profile: Profile, transaction: Transaction) -> timedelta:
    """The least time between two posts of its campaign on a network."""
    if not profile.campaign:
        return DEFAULT_GAP
    return campaign_gap(transaction.people.workspace(), profile.campaign)
