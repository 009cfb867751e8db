"""The Web API refuses what Slack refuses, with Slack's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest
from slack_sdk.errors import SlackApiError

from sandbox import AppInstall
from tests.sandbox.workplace import APP_TOKEN, BOT_TOKEN, client_of, manifest, small_workspace

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from sandbox import Sandbox


def post(sandbox: Sandbox, method: str, **options: Any) -> Any:
    return httpx.post(f"{sandbox.api_url}{method}", **options).json()


def error_of(call: Any, **arguments: Any) -> Any:
    with pytest.raises(SlackApiError) as refused:
        call(**arguments)
    return refused.value.response


def test_a_call_without_a_token_is_not_authed(sandbox: Sandbox) -> None:
    assert post(sandbox, "auth.test") == {"ok": False, "error": "not_authed"}


def test_a_token_in_a_json_body_does_not_count(sandbox: Sandbox) -> None:
    assert post(sandbox, "auth.test", json={"token": BOT_TOKEN})["error"] == "not_authed"


def test_each_answer_names_the_scopes_of_its_token(sandbox: Sandbox) -> None:
    answer = httpx.post(f"{sandbox.api_url}auth.test", data={"token": BOT_TOKEN})
    named = answer.headers["X-OAuth-Scopes"].split(",")
    assert set(named) == set(manifest()["oauth_config"]["scopes"]["bot"])
    assert "X-OAuth-Scopes" not in httpx.post(f"{sandbox.api_url}auth.test").headers


def test_a_token_in_a_form_counts(sandbox: Sandbox) -> None:
    assert post(sandbox, "auth.test", data={"token": BOT_TOKEN})["user_id"] == "U0BOT1"


def test_an_unknown_token_is_invalid(sandbox: Sandbox) -> None:
    assert error_of(client_of(sandbox, "xoxb-other").auth_test)["error"] == "invalid_auth"


def test_each_method_takes_its_own_kind_of_token(sandbox: Sandbox) -> None:
    assert error_of(client_of(sandbox, APP_TOKEN).auth_test)["error"] == "not_allowed_token_type"
    assert error_of(client_of(sandbox).apps_connections_open, app_token=BOT_TOKEN)["error"] == (
        "not_allowed_token_type"
    )


def test_a_missing_scope_is_named() -> None:
    app = AppInstall(manifest=manifest(scopes=["commands", "users:read"], events=[]))
    with small_workspace(app=app) as sandbox:
        answer = error_of(client_of(sandbox).chat_postMessage, channel="C01", text="hi")
        assert answer["error"] == "missing_scope"
        assert answer["needed"] == "chat:write"
        assert answer["provided"] == "commands,users:read"


def test_a_manifest_must_cover_its_events_with_scopes() -> None:
    with pytest.raises(ValueError, match=r"message\.im without the scope im:history"):
        AppInstall(manifest=manifest(scopes=["commands"], events=["message.im"]))
    with pytest.raises(ValueError, match="which the sandbox does not know"):
        AppInstall(manifest=manifest(events=["star_added"]))


def test_an_unknown_method_says_so(sandbox: Sandbox) -> None:
    answer = post(sandbox, "chat.shout", headers={"Authorization": f"Bearer {BOT_TOKEN}"})
    assert answer == {"ok": False, "error": "unknown_method", "req_method": "chat.shout"}


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"{", "invalid_json"),
        (b"[1]", "json_not_object"),
        (b'"a"', "json_not_object"),
        (b'{"text": NaN}', "invalid_json"),
        (b'{"text": 1e999}', "invalid_json"),
        (b"[" * 100_000, "invalid_json"),
        (b'{"text": ' + b"[" * 500 + b"]" * 500 + b"}", "invalid_json"),
    ],
)
def test_broken_json_is_refused(sandbox: Sandbox, body: bytes, error: str) -> None:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {BOT_TOKEN}"}
    assert post(sandbox, "chat.postMessage", content=body, headers=headers)["error"] == error


def test_half_a_character_becomes_a_replacement_character(sandbox: Sandbox) -> None:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {BOT_TOKEN}"}
    body = b'{"channel": "C01", "text": "\\ud83e and \\ud83e\\udde5"}'
    told = post(sandbox, "chat.postMessage", content=body, headers=headers)
    assert told["message"]["text"] == "\ufffd and 🧥"


def test_api_test_echoes(sandbox: Sandbox) -> None:
    assert post(sandbox, "api.test", data={"foo": "bar"}) == {"ok": True, "args": {"foo": "bar"}}
    assert post(sandbox, "api.test", data={"error": "my_error"})["error"] == "my_error"


def test_a_missing_argument_is_named(client: WebClient) -> None:
    answer = error_of(client.api_call, api_method="users.info")
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: user"]


def test_people_are_described_with_their_zone_and_only_with_the_scope_their_address(
    client: WebClient,
) -> None:
    user = client.users_info(user="U01")["user"]
    assert (user["name"], user["real_name"], user["tz"]) == ("eve", "Eve Parker", "Europe/Berlin")
    assert user["tz_offset"] in (3600, 7200)
    assert user["profile"]["email"] == "eve@acme.test"
    assert client.users_lookupByEmail(email="EVE@acme.test")["user"]["id"] == "U01"
    assert error_of(client.users_lookupByEmail, email="x@acme.test")["error"] == "users_not_found"
    assert error_of(client.users_info, user="U99")["error"] == "user_not_found"
    assert [one["id"] for one in client.users_list()["members"]] == ["U01", "U02", "U0BOT1"]

    scopes = [one for one in manifest()["oauth_config"]["scopes"]["bot"] if one != "users:read.email"]
    with small_workspace(app=AppInstall(manifest=manifest(scopes=scopes))) as other:
        assert "email" not in client_of(other).users_info(user="U01")["user"]["profile"]


def test_groups_bots_and_the_team_are_described(client: WebClient) -> None:
    assert client.usergroups_list(include_users=True)["usergroups"][0]["users"] == ["U01"]
    assert client.usergroups_users_list(usergroup="S01")["users"] == ["U01"]
    assert error_of(client.usergroups_users_list, usergroup="S9")["error"] == "no_such_subteam"
    assert client.bots_info(bot="B01")["bot"]["user_id"] == "U0BOT1"
    assert client.team_info()["team"]["domain"] == "sandbox"


def test_a_code_is_exchanged_for_the_apps_tokens(sandbox: Sandbox) -> None:
    client = client_of(sandbox, "")
    secret = "sandbox-client-secret"
    told = client.oauth_v2_access(client_id="1.1", client_secret=secret, code="any")
    assert (told["access_token"], told["bot_user_id"], told["team"]["id"]) == (BOT_TOKEN, "U0BOT1", "T01")
    wrong = error_of(client.oauth_v2_access, client_id="1.1", client_secret="x", code="any")
    assert wrong["error"] == "bad_client_secret"


def test_other_host_names_and_other_sites_are_turned_away(sandbox: Sandbox) -> None:
    assert httpx.get(f"{sandbox.url}/page/people", headers={"Host": "evil.test"}).status_code == 403
    assert httpx.get(f"{sandbox.url}/page/people", headers={"Origin": "http://evil.test"}).status_code == 403
    assert httpx.get(f"{sandbox.url}/page/people", headers={"Origin": sandbox.url}).status_code == 200
