"""Profiles and clashes between value and row."""

from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Row

from domain.clashes import Clash, Difference, Standing, Term
from domain.networks import Network
from domain.offers import Offer, Unit
from domain.people import UserId, WorkspaceId
from domain.posts import PostId
from domain.profiles import Profile
from storage.rows import ClashRow


def profile_values(profile: Profile, *, workspace: WorkspaceId) -> dict[str, Any]:
    """The columns that keep this profile."""
    return {
        "workspace": workspace,
        "post": profile.post,
        "basis": profile.basis,
        "moment": profile.moment,
        "dated": profile.dated,
        "campaign": profile.campaign,
        "networks": list(profile.networks),
        "stores": sorted(profile.stores),
        "texts": list(profile.texts),
        "offers": [asdict(one) | {"ends": one.ends and one.ends.isoformat()} for one in profile.offers],
    }


def profile_of(row: Row[Any]) -> Profile:
    """The profile that the columns of a row keep."""
    return Profile(
        post=PostId(row.post),
        basis=row.basis,
        moment=row.moment,
        dated=row.dated,
        networks=tuple(map(Network, row.networks)),
        campaign=row.campaign,
        stores=frozenset(row.stores),
        texts=tuple(row.texts),
        offers=tuple(map(_offer_of, row.offers)),
    )


def clash_values(clash: Clash) -> dict[str, Any]:
    """The columns that say what is wrong between two posts."""
    return {
        "code": clash.code,
        "differences": [[one.term.value, one.first, one.second] for one in clash.differences],
        "networks": list(clash.networks),
    }


def clash_of(row: ClashRow) -> Clash:
    """The clash that this row keeps."""
    return Clash(
        first=PostId(row.first),
        second=PostId(row.second),
        kind=row.kind,
        code=row.code,
        differences=tuple(
            Difference(term=Term(term), first=first, second=second) for term, first, second in row.differences
        ),
        networks=tuple(row.networks),
    )


def standing_of(row: ClashRow, titles: tuple[str, str]) -> Standing:
    """The clash with what became of it."""
    return Standing(
        clash=clash_of(row),
        state=row.state,
        titles=titles,
        because=row.because,
        by=None if row.by is None else UserId(row.by),
        at=row.at,
    )


def _offer_of(kept: dict[str, Any]) -> Offer:
    return Offer(
        unit=Unit(kept["unit"]),
        amount=kept["amount"],
        currency=kept["currency"],
        code=kept["code"],
        ends=date.fromisoformat(kept["ends"]) if kept["ends"] else None,
        products=tuple(kept["products"]),
    )
