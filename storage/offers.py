"""Offers between value and JSON."""

from dataclasses import asdict
from datetime import date
from typing import Any

from domain.offers import Offer, Unit


def offer_values(offer: Offer) -> dict[str, Any]:
    """What keeps this offer."""
    return asdict(offer) | {"ends": offer.ends and offer.ends.isoformat()}


def offer_of(kept: dict[str, Any]) -> Offer:
    """The offer that was kept."""
    return Offer(
        unit=Unit(kept["unit"]),
        amount=kept["amount"],
        currency=kept["currency"],
        code=kept["code"],
        ends=date.fromisoformat(kept["ends"]) if kept["ends"] else None,
        products=tuple(kept["products"]),
    )
