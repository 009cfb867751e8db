"""What a workspace is described by: its team, people, channels and installed apps."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

Json = dict[str, Any]

EVENT_SCOPES = {
    "app_home_opened": "",
    "app_mention": "app_mentions:read",
    "app_uninstalled": "",
    "file_shared": "files:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "subteam_members_changed": "usergroups:read",
    "subteam_updated": "usergroups:read",
    "team_join": "users:read",
    "tokens_revoked": "",
    "user_change": "users:read",
}
"""The bot events an app may subscribe to, with the scope Slack asks for ("Events API: events").

Nothing here uninstalls apps, so those events never come.
"""


@dataclass(frozen=True, slots=True)
class Team:
    """The workspace."""

    id: str = "T01"
    name: str = "Sandbox"
    domain: str = "sandbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with an account.

    Attributes:
        name: the full name.
        handle: comes after the @.
        tz: an IANA zone.
        aside: whether the page offers them after everybody else, where it asks who to act as.
    """

    id: str
    name: str
    handle: str
    tz: str = "Europe/London"
    title: str = ""
    email: str = ""
    is_admin: bool = False
    is_bot: bool = False
    app_id: str = ""
    deleted: bool = False
    aside: bool = False

    def tz_offset(self, at: datetime) -> int:
        """Return the seconds east of UTC that users.info shows at this time."""
        offset = at.astimezone(ZoneInfo(self.tz)).utcoffset()
        return int(offset.total_seconds()) if offset else 0

    def tz_label(self, at: datetime) -> str:
        """Return the zone's name at this time."""
        return at.astimezone(ZoneInfo(self.tz)).tzname() or self.tz

    @property
    def initials(self) -> str:
        """At most two letters that stand in for a picture."""
        words = self.name.split() or [self.handle]
        return "".join(word[0] for word in (words[0], *words[1:][-1:])).upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel to create, with the ids of its members (people or bot users)."""

    id: str
    name: str
    members: tuple[str, ...] = ()
    is_private: bool = False
    is_archived: bool = False
    topic: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UserGroup:
    """A group of people with a handle."""

    id: str
    handle: str
    name: str
    users: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AppInstall:
    """An app as its manifest describes it, installed with these tokens.

    Without `request_url` it is reached by Socket Mode; with one (loopback only) by signed HTTP.
    Raises ValueError when the manifest asks for events that its scopes do not cover, as Slack does.
    """

    manifest: Mapping[str, Any]
    id: str = "A01"
    bot_user: str = "U0BOT1"
    bot_id: str = "B01"
    bot_token: str = "xoxb-sandbox-1"  # noqa: S105 - opens nothing but the sandbox
    app_token: str = "xapp-1-sandbox-1"  # noqa: S105 - the same
    signing_secret: str = "sandbox-signing-secret"  # noqa: S105 - the same
    verification_token: str = "sandbox-verification"  # noqa: S105 - the same
    client_id: str = "1.1"
    client_secret: str = "sandbox-client-secret"  # noqa: S105 - the same
    request_url: str | None = None
    scopes: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        scopes = frozenset(self._part("oauth_config", "scopes").get("bot", ()))
        object.__setattr__(self, "scopes", scopes)
        for event in self.bot_events:
            if event not in EVENT_SCOPES:
                raise ValueError(f"The manifest subscribes to {event}, which the sandbox does not know.")
            if EVENT_SCOPES[event] not in {*scopes, ""}:
                raise ValueError(
                    f"The manifest subscribes to {event} without the scope {EVENT_SCOPES[event]}."
                )
        if self.commands and "commands" not in scopes:
            raise ValueError("The manifest has slash commands without the scope commands.")

    @property
    def name(self) -> str:
        """The app's display name."""
        return str(self._part("display_information").get("name", self.id))

    @property
    def bot_name(self) -> str:
        """The bot user's display name."""
        return str(self._part("features", "bot_user").get("display_name", self.name))

    @property
    def commands(self) -> list[Json]:
        """The slash commands of the manifest."""
        return list(self._part("features").get("slash_commands", ()))

    @property
    def shortcuts(self) -> list[Json]:
        """The global and message shortcuts of the manifest."""
        return list(self._part("features").get("shortcuts", ()))

    @property
    def home(self) -> Json:
        """The manifest's App Home settings."""
        return dict(self._part("features", "app_home"))

    @property
    def bot_events(self) -> list[str]:
        """The events the bot subscribes to."""
        return list(self._part("settings", "event_subscriptions").get("bot_events", ()))

    def bot_person(self) -> Person:
        """Return the bot user that people see."""
        handle = self.bot_name.lower().replace(" ", "_")
        return Person(
            id=self.bot_user, name=self.bot_name, handle=handle, is_bot=True, app_id=self.id, tz="UTC"
        )

    def _part(self, *keys: str) -> Mapping[str, Any]:
        part: Mapping[str, Any] = self.manifest
        for key in keys:
            part = part.get(key) or {}
        return part


EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
"""When the made-up workspace and its channels were created."""
