"""Versions: the exact content of a post, numbered, hashed and never changed."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from domain.findings import Finding
from domain.networks import Network
from domain.offers import Offer
from domain.people import UserId
from domain.policy import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A network's own text, shown there in the place of the common one."""

    network: Network
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything the public will see of a post.

    Attributes:
        variants: the texts of networks that have their own, at most one each.
    """

    text: str
    networks: tuple[Network, ...]
    media_link: str = ""
    alt_text: str = ""
    variants: tuple[Variant, ...] = ()

    def text_for(self, network: Network) -> str:
        """The text as this network's readers will see it."""
        return next((one.text for one in self.variants if one.network == network), self.text)

    @property
    def hash(self) -> str:
        """SHA-256 over all of it, as 64 hexadecimal digits. Equal content has an equal hash."""
        canonical: dict[str, object] = {
            "text": self.text,
            "networks": sorted(self.networks),
            "media_link": self.media_link,
            "alt_text": self.alt_text,
        }
        # Only where there are some, so that what was signed before there were variants keeps its hash.
        if self.variants:
            canonical["variants"] = sorted((one.network, one.text) for one in self.variants)
        return sha256(json.dumps(canonical, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One numbered content of a post with what the rulebook and the policy said about it.

    Attributes:
        number: counted from 1 within the post.
        by: who wrote it; this person may not sign the post.
        at: when it was submitted, in UTC.
        findings: the rulebook's remarks, in the order of the text.
        rulebook: the version of the rulebook that made them.
        needs: the seats that must sign, each with the reason the policy gave.
        offers: what its texts promise for how much, as far as patterns find it.
    """

    number: int
    content: Content
    by: UserId
    at: datetime
    needs: tuple[Need, ...]
    findings: tuple[Finding, ...] = ()
    rulebook: str = ""
    offers: tuple[Offer, ...] = ()
    hash: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "hash", self.content.hash)

    @property
    def blocked(self) -> bool:
        """Whether a finding forbids approving this version."""
        return any(finding.blocks for finding in self.findings)
