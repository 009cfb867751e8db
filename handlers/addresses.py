"""Addresses: whose an e-mail address is, as Slack knows it."""

from collections.abc import Iterator, Sequence
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from domain.people import UserId
from handlers.accounts import is_app

ONE_BY_ONE = 20
"""Addresses up to which each is asked for; of more, everybody is read once, as Slack answers 50 such calls a minute."""
PAGE = 200
"""People a call; Slack's "users.list" recommends no more."""


def owners_of(addresses: Sequence[str], *, client: WebClient) -> dict[str, UserId]:
    """Whose each address is, in small letters; those that are nobody's, an app's or of an account that is gone are left out.

    Raises:
        SlackApiError: Slack does not tell.
    """
    if len(addresses) <= ONE_BY_ONE:
        asked = ((one, _owner(one, client)) for one in addresses)
        return {address: owner for address, owner in asked if owner}
    wanted = set(addresses)
    return {address: owner for address, owner in _everybody(client) if address in wanted}


def _owner(address: str, client: WebClient) -> UserId | None:
    try:
        user: dict[str, Any] = client.users_lookupByEmail(email=address)["user"]
    except SlackApiError as error:
        if error.response.get("error") == "users_not_found":
            return None
        raise
    return None if is_app(user) else UserId(user["id"])


def _everybody(client: WebClient) -> Iterator[tuple[str, UserId]]:
    for page in client.users_list(limit=PAGE):
        people: list[dict[str, Any]] = page["members"]
        for one in people:
            address = (one.get("profile") or {}).get("email") or ""
            if address and not one.get("deleted") and not is_app(one):
                yield address.lower(), UserId(one["id"])
