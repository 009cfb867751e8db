"""Store managers in a file: by user id, by mention or by e-mail address."""

import re
from collections.abc import Iterable, Mapping

from domain.people import UserId

_ID = re.compile(r"(?:<@)?([UW][A-Z0-9]{2,})(?:\|[^>]*)?>?")
_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")


def is_manager(text: str) -> bool:
    """Whether this names somebody in a way that can be looked up."""
    return bool(_ID.fullmatch(text) or _ADDRESS.fullmatch(text))


def is_address(text: str) -> bool:
    """Whether this is an e-mail address, whose owner Slack has to be asked for."""
    return _ADDRESS.fullmatch(text) is not None


def addresses(named: Iterable[str]) -> tuple[str, ...]:
    """The e-mail addresses among these, each once, in small letters."""
    return tuple(dict.fromkeys(one.lower() for one in named if is_address(one)))


def manager_of(text: str, *, owners: Mapping[str, UserId]) -> tuple[UserId | None, str]:
    """Who is named, or what is wrong with it, in a sentence; nobody and nothing for an empty text.

    Args:
        owners: whose each e-mail address is, in small letters; those that are nobody's are left out.
    """
    if not text:
        return None, ""
    if is_address(text):
        owner = owners.get(text.lower())
        return owner, "" if owner else f"nobody in this Slack workspace has the address “{text}”"
    found = _ID.fullmatch(text)
    if found is None:
        return None, f"“{text[:60]}” is neither a user id such as U012AB3CD nor an e-mail address"
    return UserId(found[1]), ""
