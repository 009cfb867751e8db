"""Profiles and clashes between value and row."""

from typing import Any

from sqlalchemy import Row

from domain.clashes import Clash, Difference, Standing, Term
from domain.networks import Network
from domain.people import UserId, WorkspaceId
from domain.posts import PostId
from domain.profiles import Profile
from storage.offers import offer_of, offer_values


def profile_values(profile: Profile, *, workspace: WorkspaceId) -> dict[str, Any]:
    """The columns that keep this profile."""
    return {
        "workspace": workspace,
        "post": profile.post,
        "basis": profile.basis,
        "moment": profile.moment,
        "dated": profile.dated,
        "campaign": profile.campaign,
        "facts": {
            "networks": list(profile.networks),
            "stores": sorted(profile.stores),
            "texts": list(profile.texts),
            "offers": list(map(offer_values, profile.offers)),
            "template": profile.template,
        },
    }


def profile_of(row: Row[Any]) -> Profile:
    """The profile that the columns of a row keep."""
    return Profile(
        post=PostId(row.post),
        basis=row.basis,
        moment=row.moment,
        dated=row.dated,
        networks=tuple(map(Network, row.facts["networks"])),
        campaign=row.campaign,
        stores=frozenset(row.facts["stores"]),
        texts=tuple(row.facts["texts"]),
        offers=tuple(map(offer_of, row.facts["offers"])),
        template=row.facts.get("template", ""),  # not there in what was kept before there were templates
    )


def clash_values(clash: Clash) -> dict[str, Any]:
    """The columns that say what is wrong between two posts."""
    return {
        "code": clash.code,
        "differences": [[one.term.value, one.first, one.second] for one in clash.differences],
        "networks": list(clash.networks),
    }


def clash_of(row: Row[Any]) -> Clash:
    """The clash that the columns of a row keep."""
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


def standing_of(row: Row[Any]) -> Standing:
    """The clash with what became of it, and with both posts' titles."""
    return Standing(
        clash=clash_of(row),
        state=row.state,
        titles=(row.first_title, row.second_title),
        because=row.because,
        by=None if row.by is None else UserId(row.by),
        at=row.at,
    )
