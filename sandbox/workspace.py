"""The whole state of a local workspace: plain dictionaries under one lock."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from sandbox.clock import Clock
from sandbox.conversations import Conversation
from sandbox.feed import Feed
from sandbox.ids import Ids
from sandbox.values import EPOCH, AppInstall, Channel, Json, Person, Team, UserGroup

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sandbox.files import StoredFile
    from sandbox.responses import ResponseUrl
    from sandbox.triggers import Trigger
    from sandbox.views import View


class Courier(Protocol):
    """Carries events to an app; must not block."""

    def send_event(self, app: AppInstall, payload: Json) -> None:
        """Send an Events API payload."""


@dataclass(slots=True)
class Workspace:
    """Everything a workspace remembers. Hold `lock` while reading or changing it."""

    team: Team
    clock: Clock = field(default_factory=Clock)
    ids: Ids = field(default_factory=Ids)
    feed: Feed = field(default_factory=Feed)
    lock: threading.RLock = field(default_factory=threading.RLock)
    people: dict[str, Person] = field(default_factory=dict)
    apps: dict[str, AppInstall] = field(default_factory=dict)
    usergroups: dict[str, UserGroup] = field(default_factory=dict)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    stacks: dict[str, list[str]] = field(default_factory=dict)
    homes: dict[tuple[str, str], str] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    responses: dict[str, ResponseUrl] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    tickets: dict[str, str] = field(default_factory=dict)
    courier: Courier | None = None
    base_url: str = ""
    closed: str = ""
    """Why people cannot come in yet, as a sentence; empty when they can."""

    def add_person(self, person: Person) -> None:
        """Let somebody in; every app gets a direct message with them."""
        self.people[person.id] = person
        if not person.is_bot:
            for app in self.apps.values():
                self.direct(person.id, app.bot_user)

    def add_channel(self, channel: Channel) -> None:
        """Create a channel with its members."""
        self.conversations[channel.id] = Conversation(
            id=channel.id,
            kind="group" if channel.is_private else "channel",
            name=channel.name,
            members=set(channel.members),
            creator=channel.members[0] if channel.members else "",
            created=int(EPOCH.timestamp()),
            is_archived=channel.is_archived,
            topic=channel.topic,
            purpose=channel.purpose,
        )

    def install(self, app: AppInstall) -> None:
        """Install an app: its bot user joins the people and can be written to."""
        self.apps[app.id] = app
        self.add_person(app.bot_person())
        for person in list(self.people.values()):
            if not person.is_bot:
                self.direct(person.id, app.bot_user)

    def reach(self, app_id: str, *, request_url: str | None) -> AppInstall:
        """Change how an app is reached: a URL for signed HTTP, None for Socket Mode."""
        self.apps[app_id] = replace(self.apps[app_id], request_url=request_url)
        return self.apps[app_id]

    def direct(self, one: str, other: str) -> Conversation:
        """Return the direct message of two, opened if there was none."""
        pair = {one, other}
        for conversation in self.conversations.values():
            if conversation.kind == "im" and conversation.members == pair:
                return conversation
        new = Conversation(id=self.ids.new("D"), kind="im", members=pair, created=int(self.clock.seconds()))
        self.conversations[new.id] = new
        self.feed.publish({"type": "dm", "channel": new.id}, to=pair)
        return new

    def app_of_bot(self, user: str) -> AppInstall | None:
        """Return the app whose bot user this is."""
        return next((app for app in self.apps.values() if app.bot_user == user), None)

    def app_with_token(self, token: str) -> tuple[AppInstall, str] | None:
        """Return the app a token belongs to, and whether it is its "bot" or its "app" token."""
        for app in self.apps.values():
            if token == app.bot_token:
                return app, "bot"
            if token == app.app_token:
                return app, "app"
        return None

    def tell_apps(self, event: Json, *, subscription: str, members: Iterable[str] | None = None) -> None:
        """Send an event to every app that subscribes to it and, where members are given, is one of them."""
        inside = None if members is None else set(members)
        for app in self.apps.values():
            if subscription in app.bot_events and (inside is None or app.bot_user in inside):
                self.tell_app(app, event)

    def tell_app(self, app: AppInstall, event: Json) -> None:
        """Send one event to one app, wrapped as the Events API does."""
        if self.courier is None:
            return
        self.courier.send_event(
            app,
            {
                "token": app.verification_token,
                "team_id": self.team.id,
                "context_team_id": self.team.id,
                "context_enterprise_id": None,
                "api_app_id": app.id,
                "event": {**event, "event_ts": event.get("event_ts") or self.clock.stamp()},
                "type": "event_callback",
                "event_id": self.ids.new("Ev"),
                "event_time": int(self.clock.seconds()),
                "authorizations": [
                    {
                        "enterprise_id": None,
                        "team_id": self.team.id,
                        "user_id": app.bot_user,
                        "is_bot": True,
                        "is_enterprise_install": False,
                    }
                ],
                "is_ext_shared_channel": False,
                "event_context": self.ids.token("event-context"),
            },
        )
