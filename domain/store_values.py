"""Store values: what can be a store's key, name, city, region and time zone, and what cannot."""

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from unicodedata import category

from domain.people import Store
from domain.sight import likeness, visible
from domain.zones import known_zone

NAME_LIMIT = 60
KEY_LIMIT = 40
STORES_LIMIT = 5_000
"""Stores of a workspace: all are read with each click."""
_KEY = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_-]{0,39}")
_NEAR = 0.75
"""How much alike two words are that may be a slip of each other (`difflib.SequenceMatcher.ratio`)."""
_COMPARED = 40_000
"""Pairs of regions that are compared at most, a second's work: whoever has more of them has not slipped in one."""


def is_key(text: str) -> bool:
    """Whether this can be a store's key."""
    return _KEY.fullmatch(text) is not None


def key_problem(key: str) -> str:
    """What is wrong with a key, in a sentence; empty when nothing is."""
    if not key:
        return "give the store a key, such as S001"
    if is_key(key):
        return ""
    return f"“{key[:KEY_LIMIT]}” is no key: take letters, digits, - and _, at most {KEY_LIMIT}, the first a letter or digit"


def name_problem(name: str) -> str:
    """What is wrong with a name, in a sentence; empty when nothing is."""
    return place_problem(name) if visible(name) else "give the store a name"


def place_problem(place: str) -> str:
    """What is wrong with a name, city or region, in a sentence; an empty one is right."""
    if len(place) > NAME_LIMIT:
        return f"{NAME_LIMIT} characters is the most, these are {len(place):,}"
    if place and not visible(place):
        return "nothing of this can be seen: write letters, or leave it empty"
    if any(category(one) in {"Cc", "Cs", "Co", "Cn"} or one == "\ufffd" for one in place):
        return "there are characters in it that no font shows: type it anew"
    return ""


def zone_problem(zone: str) -> str:
    """What is wrong with a time zone, in a sentence; an empty one is right."""
    if not zone or known_zone(zone):
        return ""
    return f"“{zone[:NAME_LIMIT]}” is no time zone: write its IANA name, such as Europe/London"


def region_problem(region: str, *, known: Collection[str], near: Mapping[str, str]) -> str:
    """Why this is none of the regions that there are, in a sentence; empty when it is, or when there are none.

    Args:
        known: the regions that there are.
        near: what each may have been meant to be, as `near_regions` finds it.
    """
    if not region or not known or region in known:
        return ""
    meant = near.get(region)
    return f"“{region}” is no region here: {f'did you mean “{meant}”?' if meant else 'it would be a new one; say so if that is right'}"


def near_regions(regions: Collection[str], *, known: Collection[str]) -> Mapping[str, str]:
    """What somebody may have meant by each of these regions, empty where nothing is near; for very many, nothing is."""
    every = dict.fromkeys(regions, "")
    if len(every) * len(known) > _COMPARED:
        return every
    return {one: near_region(one, known=known) for one in every}


def near_region(region: str, *, known: Collection[str]) -> str:
    """The region that somebody may have meant; empty when none is near."""
    alike = {likeness(one): one for one in known if one != region}
    found = get_close_matches(likeness(region), list(alike), n=1, cutoff=_NEAR)
    return alike[found[0]] if found else ""


def regions_known(stores: Collection[Store]) -> tuple[str, ...]:
    """The names of the regions that there are, each once."""
    return tuple(dict.fromkeys(one.region for one in stores if one.region))
