"""Tracking: the UTM values by which visits from a campaign's posts are known ("Custom campaigns", Google Analytics)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from unicodedata import normalize
from urllib.parse import parse_qsl, quote, urlsplit

from domain.campaign import Campaign
from domain.versions import Content

MEDIUM = "social"
SEVERAL = "social"
"""Where a text goes to several networks, its link cannot say to which."""
_LINK = re.compile(r"https?://[^\s<>\"'“”„»«|\\\\]+[^\s<>\"'“”„»«|\\\\.,;:!?)\]}…]")
"""A link without the punctuation of the sentence around it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A link as it stands in a text, and as it should."""

    before: str
    after: str


def tracked(content: Content, *, campaign: Campaign) -> tuple[Content, tuple[Proposed, ...]]:
    """The content whose links all say where a visit comes from, and what that changes; nothing where it is not wanted.

    Values that a link has already stay as they are.
    """
    if not campaign.tracking:
        return content, ()
    own = {one.network for one in content.variants}
    common = [one for one in content.networks if one not in own]
    source = common[0].value if len(common) == 1 else SEVERAL
    text, proposed = _text(content.text, campaign=campaign.name, source=source)
    variants, more = [], list(proposed)
    for one in content.variants:
        words, found = _text(one.text, campaign=campaign.name, source=one.network.value)
        variants.append(replace(one, text=words))
        more += found
    return replace(content, text=text, variants=tuple(variants)), tuple(dict.fromkeys(more))


def with_values(link: str, *, campaign: str, source: str) -> str:
    """The link with the UTM values that it lacks; one that cannot be read stays as it is."""
    try:
        parts = urlsplit(link)
        known = {name.lower() for name, value in parse_qsl(parts.query) if value}
    except ValueError:
        return link
    wanted = {"utm_source": source, "utm_medium": MEDIUM, "utm_campaign": slug(campaign)}
    missing = [f"{name}={quote(value, safe='')}" for name, value in wanted.items() if name not in known]
    if not missing or not parts.hostname:
        return link
    address, mark, fragment = link.partition("#")
    joint = "?" if "?" not in address else "" if address.endswith(("?", "&")) else "&"
    return f"{address}{joint}{'&'.join(missing)}{mark}{fragment}"


def slug(name: str) -> str:
    """A campaign's name as links carry it: "Été à Paris" is `ete-a-paris`; letters without Latin ones stay."""
    plain = "".join(one for one in normalize("NFKD", name) if not "\u0300" <= one <= "\u036f")
    return re.sub(r"[\W_]+", "-", plain.casefold()).strip("-") or "campaign"


def _text(text: str, *, campaign: str, source: str) -> tuple[str, list[Proposed]]:
    proposed = list(_proposals(text, campaign=campaign, source=source))
    return _LINK.sub(lambda found: with_values(found[0], campaign=campaign, source=source), text), proposed


def _proposals(text: str, *, campaign: str, source: str) -> Iterator[Proposed]:
    for link in dict.fromkeys(_LINK.findall(text)):
        after = with_values(link, campaign=campaign, source=source)
        if after != link:
            yield Proposed(before=link, after=after)
