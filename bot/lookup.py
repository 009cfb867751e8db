"""Looking up what a file names in people's words: channels by name, people by e-mail address."""

import re
from dataclasses import dataclass, field

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.complaints import WrongFile
from domain.people import ChannelId, UserId
from handlers.accounts import SLACKBOT, is_app

_CHANNEL_ID = re.compile(r"[CG][A-Z0-9]+")
_USER_ID = re.compile(r"[UW][A-Z0-9]+")
PAGE = 200
"""Channels a call; Slack's "conversations.list" recommends no more."""


@dataclass(slots=True)
class Lookup:
    """Asks Slack for what is not an id already, and whether those who are to decide are people."""

    client: WebClient
    _channels: dict[str, ChannelId] | None = field(default=None, init=False)
    _apps: dict[UserId, bool] = field(default_factory=dict, init=False)
    _answers: bool = field(default=True, init=False)

    def channel(self, named: str) -> ChannelId:
        """The id of a channel given by id or by name.

        Raises:
            WrongFile: the bot sees no such channel.
        """
        if _CHANNEL_ID.fullmatch(named):
            return ChannelId(named)
        if self._channels is None:
            self._channels = self._all_channels()
        found = self._channels.get(named.removeprefix("#"))
        if found is None:
            raise WrongFile(
                f"There is no channel “{named}” that Onevoice can see. Invite it there (/invite @Onevoice), then apply again."
            )
        return found

    def user(self, named: str) -> UserId:
        """The id of a person given by id or by e-mail address.

        Raises:
            WrongFile: nobody in the workspace has this address.
        """
        if _USER_ID.fullmatch(named):
            return UserId(named)
        if "@" not in named:
            raise WrongFile(f"“{named}” is neither a user id such as U012AB3CD nor an e-mail address.")
        try:
            return UserId(self.client.users_lookupByEmail(email=named)["user"]["id"])
        except SlackApiError as error:
            code = error.response.get("error")
            if code == "users_not_found":
                raise WrongFile(f"Nobody in this Slack workspace has the address “{named}”.") from None
            raise WrongFile(f"Slack did not say who “{named}” is ({code}).") from None

    def person(self, named: str) -> UserId:
        """The id of somebody who is to decide, given as for `user`.

        Where Slack does not tell, everybody passes: the directory looks again, and nobody signs with an app's account.

        Raises:
            WrongFile: as `user`, or it is an app.
        """
        user = self.user(named)
        if user not in self._apps:
            self._apps[user] = self._is_app(user)
        if self._apps[user]:
            raise WrongFile(f"“{named}” is an app or bot in Slack. Only people can approve, lead and set up.")
        return user

    def _is_app(self, user: UserId) -> bool:
        if not self._answers:
            return False
        try:
            return user == SLACKBOT or is_app(self.client.users_info(user=user).get("user") or {})
        except (SlackClientError, OSError) as error:
            self._answers = isinstance(error, SlackApiError)
            return False

    def _all_channels(self) -> dict[str, ChannelId]:
        found: dict[str, ChannelId] = {}
        cursor = ""
        while True:
            answer = self.client.conversations_list(
                types="public_channel,private_channel", exclude_archived=True, limit=PAGE, cursor=cursor
            )
            found |= {one["name"]: ChannelId(one["id"]) for one in answer["channels"]}
            metadata: dict[str, str] = answer.get("response_metadata") or {}
            cursor = metadata.get("next_cursor", "")
            if not cursor:
                return found
