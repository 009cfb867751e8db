"""Needs between value and JSON."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from domain.policy import Need


def needs_values(needs: Iterable[Need]) -> list[dict[str, Any]]:
    """What keeps these needs."""
    return [asdict(one) for one in needs]


def needs_of(kept: Iterable[dict[str, Any]]) -> tuple[Need, ...]:
    """The needs that were kept. Older ones say less: then one signature at any moment is what was asked."""
    return tuple(_need(one) for one in kept)


def _need(kept: dict[str, Any]) -> Need:
    values: dict[str, Any] = {
        name: tuple(one) if isinstance(one, list) else one for name, one in kept.items()
    }
    return Need(**values)
