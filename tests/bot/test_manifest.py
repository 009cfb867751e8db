"""`manifest.json`: within Slack's limits, least in what it asks for, and in step with the program and the README."""

import ast
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.doctor import MANIFEST
from bot.wiring import SUBJECTS
from sandbox.values import EVENT_SCOPES

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
APP: dict[str, Any] = json.loads(MANIFEST.read_text(encoding="utf-8"))
SCOPES: list[str] = APP["oauth_config"]["scopes"]["bot"]

READ = {"channels:read", "groups:read"}
HISTORY = {"channels:history", "groups:history", "im:history"}
NEEDED: dict[str, set[str]] = {
    "apps_connections_open": set(),
    "auth_test": set(),
    "chat_getPermalink": set(),
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": HISTORY,
    "conversations_info": READ,
    "conversations_list": READ,
    "conversations_open": {"im:write"},
    "conversations_replies": HISTORY,
    "files_upload_v2": {"files:write"},
    "usergroups_list": {"usergroups:read"},
    "usergroups_users_list": {"usergroups:read"},
    "users_conversations": READ,
    "users_info": {"users:read"},
    "users_list": {"users:read"},
    "users_lookupByEmail": {"users:read.email"},
    "views_open": set(),
    "views_publish": set(),
    "views_push": set(),
    "views_update": set(),
}
"""What each method of the Web API asks for, of the kinds of channel the bot lives in (the page of each method)."""
FILES = {"files:read"}
"""What fetching a file from its address asks for (the page of the "file" object)."""


@dataclass(slots=True)
class Register:
    """Stands where Bolt's app stands and writes down what the handlers listen to."""

    heard: dict[str, list[str]] = field(default_factory=dict)

    def _hears(self, kind: str) -> Callable[[str], Callable[[object], object]]:
        def listen(name: str) -> Callable[[object], object]:
            self.heard.setdefault(kind, []).append(name)
            return lambda listener: listener

        return listen

    def __getattr__(self, kind: str) -> Callable[[str], Callable[[object], object]]:
        return self._hears(kind)


@pytest.fixture(scope="module")
def heard() -> dict[str, list[str]]:
    register = Register()
    for subject in SUBJECTS:
        subject.register(register)
    return register.heard


def called() -> set[str]:
    """Every method of the Web API that the program calls."""
    begins = (
        "apps_",
        "auth_",
        "chat_",
        "conversations_",
        "files_",
        "users_",
        "usergroups_",
        "views_",
        "reactions_",
        "bots_",
    )
    return {
        node.attr
        for folder in ("bot", "handlers", "delivery")
        for path in (ROOT / folder).glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr.startswith(begins)
    }


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        (APP["display_information"]["name"], 1, 35),
        (APP["display_information"]["description"], 1, 140),
        (APP["display_information"]["long_description"], 174, 4_000),
        (APP["features"]["bot_user"]["display_name"], 1, 80),
        *((one["name"], 1, 24) for one in APP["features"]["shortcuts"]),
        *((one["callback_id"], 1, 255) for one in APP["features"]["shortcuts"]),
        *((one["description"], 1, 150) for one in APP["features"]["shortcuts"]),
        *((one["command"], 2, 32) for one in APP["features"]["slash_commands"]),
        *((one["description"], 1, 2_000) for one in APP["features"]["slash_commands"]),
        *((one["usage_hint"], 1, 1_000) for one in APP["features"]["slash_commands"]),
    ],
)
def test_texts_are_within_slacks_limits(text: str, least: int, most: int) -> None:
    # "App manifest reference".
    assert least <= len(text) <= most


def test_the_shape_is_the_one_slack_reads() -> None:
    assert set(APP) <= {"_metadata", "display_information", "features", "oauth_config", "settings"}
    assert set(APP["features"]) <= {"app_home", "bot_user", "shortcuts", "slash_commands"}
    assert re.fullmatch(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", APP["display_information"]["background_color"])
    assert {one["type"] for one in APP["features"]["shortcuts"]} == {"global", "message"}
    assert len({one["callback_id"] for one in APP["features"]["shortcuts"]}) == len(
        APP["features"]["shortcuts"]
    )
    assert all(one["command"].startswith("/") for one in APP["features"]["slash_commands"])
    assert set(APP["settings"]) <= {
        "event_subscriptions",
        "interactivity",
        "org_deploy_enabled",
        "socket_mode_enabled",
        "token_rotation_enabled",
    }
    # Without an address of its own the app can only be reached by Socket Mode.
    assert APP["settings"]["socket_mode_enabled"] is True
    assert APP["settings"]["interactivity"] == {"is_enabled": True}


def test_the_names_people_see_are_the_products() -> None:
    assert [(one["name"], one["type"]) for one in APP["features"]["shortcuts"]] == [
        ("Propose a post", "global"),
        ("Propose as a post", "message"),
        ("Check wording", "message"),
    ]
    assert [one["command"] for one in APP["features"]["slash_commands"]] == ["/social"]


def test_everything_in_it_has_a_handler_and_the_other_way_round(heard: dict[str, list[str]]) -> None:
    assert heard["command"] == [one["command"] for one in APP["features"]["slash_commands"]]
    assert sorted(heard["shortcut"]) == sorted(one["callback_id"] for one in APP["features"]["shortcuts"])
    # Messages are one event with a subscription for each kind of channel ("message event").
    subscribed = {one.partition(".")[0] for one in APP["settings"]["event_subscriptions"]["bot_events"]}
    assert sorted(heard["event"]) == sorted(subscribed)
    assert set(heard) == {"command", "shortcut", "event", "action", "view", "options"}


def test_nothing_is_listened_to_twice(heard: dict[str, list[str]]) -> None:
    for kind, names in heard.items():
        assert (kind, len(names)) == (kind, len(set(names)))


def test_each_scope_is_needed_by_a_method_that_is_called_or_an_event_that_is_heard() -> None:
    assert called() == set(NEEDED)
    needed = set[str]().union(*(NEEDED[method] for method in called())) | {"commands", *FILES}
    needed |= {EVENT_SCOPES[one] for one in APP["settings"]["event_subscriptions"]["bot_events"]} - {""}
    assert needed == set(SCOPES)
    assert len(SCOPES) == len(set(SCOPES))


@pytest.mark.parametrize("scope", SCOPES)
def test_each_scope_is_explained_in_the_readme(scope: str) -> None:
    (row,) = (line for line in README.splitlines() if line.startswith("|") and f"`{scope}`" in line)
    explained = row.strip("|").split("|")[1].strip()
    assert len(explained) > 10


def test_the_readme_names_no_scope_that_is_not_asked_for() -> None:
    table = README[README.index("| scope | what for |") :].split("\n\n")[0]
    assert set(re.findall(r"`([a-z]+(?::[a-z.]+)?)`", table)) - {"workspace.toml", "doctor"} <= set(SCOPES)
