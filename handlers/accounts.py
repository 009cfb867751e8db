"""Accounts: whether whom an admin chooses are people; an app can sign, lead and set up nothing."""

from collections.abc import Iterable, Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from domain.people import UserId
from domain.refusals import InvalidForm

SLACKBOT = "USLACKBOT"
"""Slack's own helper, of which "users.info" does not say that it is none of the people."""
ASKED = 12
"""Accounts that are looked at for one form, as Slack waits three seconds; the directory looks at all, soon after."""


def is_app(account: Mapping[str, Any]) -> bool:
    """Whether Slack's user object is an app's or a bot's."""
    return bool(account.get("is_bot")) or account.get("id") == SLACKBOT


def refuse_apps(chosen: Mapping[str, Iterable[UserId]], *, client: WebClient) -> None:
    """Say no to apps and bots among those who are new in a form.

    Where Slack does not tell, nobody is refused: what an app's account should sign is a seat that nobody fills.

    Args:
        chosen: by the name of the field, who was newly chosen there.

    Raises:
        InvalidForm: one of them is an app.
    """
    new = dict.fromkeys(user for users in chosen.values() for user in users)
    try:
        apps = {one for one in list(new)[:ASKED] if is_app(client.users_info(user=one).get("user") or {})}
    except SlackApiError:
        return
    errors = {
        field: "An app or bot was chosen here, and only people can do this. Choose a person."
        for field, users in chosen.items()
        if apps & set(users)
    }
    if errors:
        raise InvalidForm(errors)
