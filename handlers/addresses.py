"""Addresses: whose an e-mail address or a user id is, as Slack knows it."""

from collections.abc import Iterator, Sequence
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from domain.people import UserId
from domain.store_managers import is_address
from handlers.accounts import is_app

ONE_BY_ONE = 20
"""Addresses and ids up to which each is asked for; of more, everybody is read once, as Slack answers 50 such calls a minute."""
PAGE = 200
"""People a call; Slack's "users.list" recommends no more."""
_NOBODY = ("users_not_found", "user_not_found", "user_not_visible")
"""What "users.lookupByEmail" and "users.info" say of nobody."""


def owners_of(named: Sequence[str], *, client: WebClient) -> dict[str, UserId]:
    """Who each address, in small letters, and each id is.

    Those that are nobody's, an app's or of an account that is gone are left out.

    Raises:
        SlackApiError: Slack does not tell.
    """
    if len(named) <= ONE_BY_ONE:
        asked = ((one, _owner(one, client)) for one in named)
        return {one: owner for one, owner in asked if owner}
    wanted = set(named)
    return {one: owner for one, owner in _everybody(client) if one in wanted}


def _owner(named: str, client: WebClient) -> UserId | None:
    try:
        answer = (
            client.users_lookupByEmail(email=named) if is_address(named) else client.users_info(user=named)
        )
    except SlackApiError as error:
        if error.response.get("error") in _NOBODY:
            return None
        raise
    user: dict[str, Any] = answer["user"]
    return None if is_app(user) or user.get("deleted") else UserId(user["id"])


def _everybody(client: WebClient) -> Iterator[tuple[str, UserId]]:
    for page in client.users_list(limit=PAGE):
        people: list[dict[str, Any]] = page["members"]
        for one in people:
            if one.get("deleted") or is_app(one):
                continue
            owner = UserId(one["id"])
            yield owner, owner
            if address := (one.get("profile") or {}).get("email"):
                yield address.lower(), owner
