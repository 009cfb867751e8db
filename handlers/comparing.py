"""Comparing: what a changed post clashes with, kept in the transaction that changes it."""

from collections.abc import Sequence
from datetime import timedelta

from domain.audit import Action, Event
from domain.clashes import DEFAULT_GAP, clashes_between
from domain.posts import Post, PostId
from domain.profiles import basis_of, keys_of, profile_of
from rulebook.likeness import alike
from storage.database import Transaction

_SETTLING = frozenset({Action.REVISED, Action.RESCHEDULED, Action.WITHDRAWN})
"""What an author does about a clash: whoever is rejected or too late has settled nothing."""


def compare(transaction: Transaction, decided: Sequence[tuple[Post, Event]]) -> tuple[PostId, ...]:
    """Look at posts as they are saved now; the other posts whose cards show something else by now.

    To be called when the record is held, see `storage.clashes`. A post of which nothing has changed that could
    clash costs one look for all of them.
    """
    known = transaction.clashes.bases(post.id for post, _ in decided)
    touched: dict[PostId, None] = {}
    for post, event in decided:
        if known.get(post.id, "") != basis_of(post):
            if post.id in known:
                transaction.clashes.forget(post.id)
            touched |= dict.fromkeys(sorted(_compare(transaction, post, event)))
    return tuple(touched)


def _compare(transaction: Transaction, post: Post, event: Event) -> frozenset[PostId]:
    settles = event.action in _SETTLING
    known = transaction.clashes.ever(post.id)
    if not basis_of(post):
        return transaction.clashes.replace(
            post.id, (), known=known, by=event.by, at=event.at, settles=settles
        )
    profile = profile_of(post)
    gap = gap_of(profile.campaign)
    keys = keys_of(profile)
    transaction.clashes.keep(profile, keys)
    found = [
        clash
        for other in transaction.clashes.near(profile, keys, known=known, gap=gap)
        for clash in clashes_between(profile, other, alike=alike, gap=gap)
    ]
    return transaction.clashes.replace(post.id, found, known=known, by=event.by, at=event.at, settles=settles)


def gap_of(campaign: str) -> timedelta:  # noqa: ARG001  # campaigns have no settings of their own yet
    """The least time between two posts of a campaign on a network."""
    return DEFAULT_GAP
