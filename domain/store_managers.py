"""Store managers in a file: by user id, by mention or by e-mail address."""

import re
from collections.abc import Container, Iterable, Mapping

from domain.people import UserId

_ID = re.compile(r"(?:<@)?([UW][A-Z0-9]{2,})(?:\|[^>]*)?>?")
_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")


def is_manager(text: str) -> bool:
    """Whether this names somebody in a way that can be looked up."""
    return bool(_ID.fullmatch(text) or _ADDRESS.fullmatch(text))


def is_address(text: str) -> bool:
    """Whether this is an e-mail address, whose owner Slack has to be asked for."""
    return _ADDRESS.fullmatch(text) is not None


def strangers(named: Iterable[str], *, known: Container[UserId]) -> tuple[str, ...]:
    """Whom Slack has to be asked about, each once: e-mail addresses, in small letters, and ids of nobody known here."""
    plain = (one.lower() if is_address(one) else _id(one) for one in named)
    return tuple(dict.fromkeys(one for one in plain if one and one not in known))


def manager_of(text: str, *, owners: Mapping[str, UserId]) -> tuple[UserId | None, str]:
    """Who is named, or what is wrong with it, in a sentence; nobody and nothing for an empty text.

    Args:
        owners: who each user id and each e-mail address, in small letters, is; those that are nobody's are left out.
    """
    if not text:
        return None, ""
    if is_address(text):
        owner = owners.get(text.lower())
        return owner, "" if owner else f"nobody in this Slack workspace has the address “{text}”"
    id = _id(text)
    if not id:
        return None, f"“{text[:60]}” is neither a user id such as U012AB3CD nor an e-mail address"
    owner = owners.get(id)
    return owner, "" if owner else f"nobody in this Slack workspace has the id “{id}”"


def _id(text: str) -> UserId:
    """The user id that is written here, alone or as a mention; empty where there is none."""
    found = _ID.fullmatch(text)
    return UserId(found[1] if found else "")
