"""Comparing: what is wrong between two posts, found from their profiles."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from itertools import islice, takewhile
from operator import eq

from domain.clashes import WINDOW, Clash, ClashKind, Difference, Term
from domain.offers import Offer, Unit
from domain.profiles import Profile

Alike = Callable[[str, str], bool]
"""Whether two normalised texts are almost the same; it must not matter which comes first."""


def clashes_between(one: Profile, other: Profile, *, alike: Alike, gap: timedelta) -> tuple[Clash, ...]:
    """What is wrong between two posts, whichever is named first; the weightiest first.

    Args:
        gap: the least time between two posts of their campaign on a network.
    """
    if one.post == other.post:
        return ()
    first, second = sorted((one, other), key=lambda each: each.post)
    apart = abs(first.moment - second.moment)
    terms = _other_terms(first, second) if apart <= WINDOW else None
    repeated = _repeated(first, second, alike) if apart <= WINDOW and terms is None else None
    close = _too_close(first, second, gap=gap)
    return tuple(each for each in (terms, repeated, close) if each is not None)


def too_close(profiles: Iterable[Profile], *, gap: timedelta, most: int) -> tuple[Clash, ...]:
    """Which of a campaign's posts go out too close to each other on a network.

    Args:
        most: posts named for each one, of those that follow it the nearest.
    """
    ordered = sorted(profiles, key=lambda one: (one.moment, one.post))
    found: list[Clash] = []
    for place, one in enumerate(ordered):
        later = takewhile(partial(_within, one, gap), ordered[place + 1 :])
        clashes = (_too_close(*sorted((one, other), key=lambda each: each.post), gap=gap) for other in later)
        found += islice((clash for clash in clashes if clash), most)
    return tuple(found)


def _within(one: Profile, gap: timedelta, other: Profile) -> bool:
    return other.moment - one.moment < gap


def _repeated(first: Profile, second: Profile, alike: Alike) -> Clash | None:
    kind = ClashKind.SAME_TEXT if _same_readers(first, second) else ClashKind.SAME_TEXT_ELSEWHERE
    # Stores that fill one template say almost the same; only where they say just the same is nothing in it local.
    filled = kind is ClashKind.SAME_TEXT_ELSEWHERE and first.template and first.template == second.template
    same = eq if filled else alike
    if not any(same(mine, yours) for mine in first.texts for yours in second.texts):
        return None
    return Clash(first=first.post, second=second.post, kind=kind)


def _too_close(first: Profile, second: Profile, *, gap: timedelta) -> Clash | None:
    shared = tuple(sorted({*first.networks} & {*second.networks}))
    timed = first.dated and second.dated and abs(first.moment - second.moment) < gap
    if not (timed and shared and first.campaign and first.campaign == second.campaign):
        return None
    return Clash(first=first.post, second=second.post, kind=ClashKind.TOO_CLOSE, networks=shared)


def _other_terms(first: Profile, second: Profile) -> Clash | None:
    """Offers that both make on the same terms are left aside; of the rest, those that differ least are told."""
    pairs = [(mine, yours) for mine in first.offers for yours in second.offers if _same_offer(mine, yours)]
    agreed = {each for pair in pairs if not _differences(*pair) for each in pair}
    contrary = [
        (_differences(mine, yours), mine.code if mine.code == yours.code else "")
        for mine, yours in pairs
        if not {mine, yours} & agreed
        and _both_valid(mine, first, yours, second)
        and (_same_readers(first, second) or (mine.code and mine.code == yours.code))
    ]
    if not contrary:
        return None
    differences, code = min(contrary, key=lambda each: (len(each[0]), each))
    return Clash(
        first=first.post,
        second=second.post,
        kind=ClashKind.OTHER_TERMS,
        code=code,
        differences=differences,
    )


def _same_readers(first: Profile, second: Profile) -> bool:
    """Posts for some stores each are read by different people; a post for none of them by everybody."""
    return not (first.stores and second.stores) or bool(first.stores & second.stores)


def _same_offer(mine: Offer, yours: Offer) -> bool:
    """Whether customers take them for one: they name the same code, or promise alike about the same things."""
    if mine.code and mine.code == yours.code:
        return True
    return mine.unit.comparable == yours.unit.comparable and _same_things(mine, yours)


def _same_things(mine: Offer, yours: Offer) -> bool:
    """Whether one names all that the other names, or they have more than half of what they name in common.

    "Jackets" are also the red ones; red jackets are not the blue ones.
    """
    shared = {*mine.products} & {*yours.products}
    every = {*mine.products} | {*yours.products}
    return bool(shared) and (
        len(shared) == min(len(mine.products), len(yours.products)) or 2 * len(shared) > len(every)
    )


def _both_valid(mine: Offer, first: Profile, yours: Offer, second: Profile) -> bool:
    """Whether there is a day on which both hold."""
    return max(first.moment.date(), second.moment.date()) <= min(_end(mine, first), _end(yours, second))


def _end(offer: Offer, profile: Profile) -> date:
    return offer.ends or (profile.moment + WINDOW).date()


def _differences(mine: Offer, yours: Offer) -> tuple[Difference, ...]:
    """What customers would hear differently. What one of the two does not say contradicts nothing."""
    told = Unit.NONE not in {mine.unit, yours.unit}
    found: list[tuple[Term, str, str]] = []
    if told and mine.unit is not yours.unit:
        found.append((Term.UNIT, mine.words, yours.words))
    elif told and mine.currency != yours.currency:
        found.append((Term.CURRENCY, mine.words, yours.words))
    elif told and mine.amount != yours.amount:
        found.append((Term.AMOUNT, mine.words, yours.words))
    if mine.ends and yours.ends and mine.ends != yours.ends:
        found.append((Term.END, mine.ends.isoformat(), yours.ends.isoformat()))
    if mine.products and yours.products and not _same_things(mine, yours):
        found.append((Term.PRODUCTS, " ".join(mine.products), " ".join(yours.products)))
    return tuple(Difference(term=term, first=one, second=two) for term, one, two in found)
