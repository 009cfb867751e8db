"""Versions between value and row."""

from dataclasses import asdict
from typing import Any

from domain.findings import Finding, Level
from domain.networks import Network
from domain.people import UserId
from domain.posts import Post
from domain.versions import Content, Variant, Version
from storage.needs import needs_of, needs_values
from storage.rows import VersionRow


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
        "findings": [asdict(one) for one in version.findings],
        "needs": needs_values(version.needs),
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
        findings=tuple(_finding(one) for one in row.findings),
        rulebook=row.rulebook,
    )


def _variant(kept: dict[str, str]) -> Variant:
    return Variant(network=Network(kept["network"]), text=kept["text"])


def _finding(kept: dict[str, Any]) -> Finding:
    network = kept.get("network")  # not there in findings from before networks had their own texts
    typed = {
        "level": Level(kept["level"]),
        "tags": tuple(kept["tags"]),
        "network": Network(network) if network else None,
    }
    return Finding(**{**kept, **typed})
