"""Profiles: what of a post can clash with another post, and the numbers by which the two find each other."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Protocol

from domain.fingerprints import fingerprint, normalised, number_of
from domain.networks import Network
from domain.offers import Offer
from domain.posts import Post, PostId, State

_OVER = frozenset({State.REJECTED, State.WITHDRAWN, State.EXPIRED})
"""What never goes out clashes with nothing. What went out still does: customers have seen it."""


class OfferReader(Protocol):
    """Finds the offers of a text that people read on a day."""

    def __call__(self, text: str, *, seen: date) -> tuple[Offer, ...]:
        """Each once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One post as clashes see it.

    Attributes:
        basis: stands for all that it was made of: as long as it is the same, so are the clashes.
        moment: the publish time, or the proposal where nobody gave one; in UTC.
        dated: whether somebody gave a publish time.
        texts: the common text and those of networks that have their own, normalised, each once.
        offers: those of all texts, each once.
        template: id of the template it was made from; empty for none.
    """

    post: PostId
    basis: str
    moment: datetime
    dated: bool
    networks: tuple[Network, ...]
    campaign: str
    stores: frozenset[str]
    texts: tuple[str, ...]
    offers: tuple[Offer, ...]
    template: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The numbers of a profile, by what they lead to. Posts that clash have one of them in common."""

    texts: frozenset[int]
    offers: frozenset[int]
    campaign: frozenset[int]

    @property
    def every(self) -> frozenset[int]:
        """All of them."""
        return self.texts | self.offers | self.campaign


def basis_of(post: Post) -> str:
    """What a profile is made of, in short; empty for a post that clashes with nothing any more."""
    if post.state in _OVER:
        return ""
    made_of = (post.title, post.version.hash, post.publish_at, sorted(post.stores), post.campaign)
    return sha256(repr(made_of).encode()).hexdigest()


def profile_of(post: Post, *, offers_in: OfferReader) -> Profile:
    """The profile of a post's present version."""
    content = post.version.content
    texts = tuple(dict.fromkeys([content.text, *(one.text for one in content.variants)]))
    moment = post.publish_at or post.proposed_at
    return Profile(
        post=post.id,
        basis=basis_of(post),
        moment=moment,
        dated=post.publish_at is not None,
        networks=content.networks,
        campaign=post.campaign.strip().casefold(),
        stores=frozenset(post.stores),
        texts=tuple(dict.fromkeys(words for text in texts if (words := normalised(text)))),
        offers=tuple(dict.fromkeys(offer for text in texts for offer in offers_in(text, seen=moment.date()))),
        template=post.use.template if post.use else "",
    )


def keys_of(profile: Profile) -> Keys:
    """The numbers under which a profile is kept and looked for."""
    said = [name for one in profile.offers for name in _names(one)]
    timed = profile.networks if profile.campaign and profile.dated else ()
    return Keys(
        texts=frozenset(number for text in profile.texts for number in fingerprint(text)),
        offers=frozenset(map(number_of, said)),
        campaign=frozenset(number_of(f"campaign {profile.campaign} {network}") for network in timed),
    )


def _names(offer: Offer) -> list[str]:
    return [
        *([f"code {offer.code}"] if offer.code else []),
        *(f"{offer.unit.comparable} {product}" for product in offer.products),
        # So that of many offers on jackets those on jackets alone are found first.
        *([f"{offer.unit.comparable} {' '.join(offer.products)} alone"] if offer.products else []),
    ]
