"""Versions between value and row."""

from dataclasses import asdict
from typing import Any

from domain.networks import Network
from domain.people import UserId
from domain.posts import Post
from domain.versions import Content, Variant, Version
from storage.findings import finding_of, finding_values
from storage.needs import needs_of, needs_values
from storage.offers import offer_of, offer_values
from storage.rows.posts import VersionRow


def version_values(version: Version, *, of: Post) -> dict[str, Any]:
    """The columns that keep this version of a post."""
    return {
        "workspace": of.workspace,
        "post": of.id,
        "number": version.number,
        "by": version.by,
        "at": version.at,
        "text": version.content.text,
        "networks": list(version.content.networks),
        "media_link": version.content.media_link,
        "alt_text": version.content.alt_text,
        "rulebook": version.rulebook,
        "findings": [finding_values(one) for one in version.findings],
        "needs": needs_values(version.needs),
        "offers": list(map(offer_values, version.offers)),
        "variants": [asdict(one) for one in version.content.variants],
    }


def version_of(row: VersionRow) -> Version:
    """The version that this row keeps."""
    return Version(
        number=row.number,
        content=Content(
            text=row.text,
            networks=tuple(Network(one) for one in row.networks),
            media_link=row.media_link,
            alt_text=row.alt_text,
            variants=tuple(_variant(one) for one in row.variants),
        ),
        by=UserId(row.by),
        at=row.at,
        needs=needs_of(row.needs),
        findings=tuple(map(finding_of, row.findings)),
        rulebook=row.rulebook,
        offers=tuple(map(offer_of, row.offers)),
    )


def _variant(kept: dict[str, str]) -> Variant:
    return Variant(network=Network(kept["network"]), text=kept["text"])
