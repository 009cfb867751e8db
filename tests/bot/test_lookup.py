"""Looking up channels by name and people by address, in a workspace that answers as Slack does."""

import json
from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.complaints import Complaint, WrongFile
from bot.lookup import Lookup
from bot.slack import slack_client, slack_or_complaint
from sandbox import AppInstall, Channel, Fault, Person, Sandbox
from tests.stories.retailer import ROOT


@pytest.fixture
def many_channels() -> Sandbox:
    app = AppInstall(manifest=json.loads((ROOT / "manifest.json").read_text()))
    channels = [
        Channel(id=f"C{number:04}", name=f"channel-{number}", members=("U01",)) for number in range(450)
    ]
    private = Channel(id="C9998", name="back-room", members=("U01", app.bot_user), is_private=True)
    hidden = Channel(id="C9999", name="closed-room", members=("U01",), is_private=True)
    archived = Channel(id="C9997", name="old-room", members=("U01",), is_archived=True)
    eve = Person(id="U01", name="Eve Parker", handle="eve", email="eve@example.com")
    return Sandbox(people=[eve], channels=[*channels, private, hidden, archived], apps=[app])


@pytest.fixture
def client(many_channels: Sandbox) -> Iterator[WebClient]:
    with many_channels as sandbox:
        (app,) = sandbox.workspace.apps.values()
        yield slack_client(app.bot_token, api_url=sandbox.api_url)


def test_ids_are_taken_as_they_are_without_asking() -> None:
    nobody = Lookup(slack_client(None, api_url="http://127.0.0.1:9/api/"))

    assert nobody.channel("C0123ABC") == "C0123ABC"
    assert nobody.user("U0123ABC") == "U0123ABC"
    assert nobody.user("W0123ABC") == "W0123ABC"


@pytest.mark.parametrize(
    ("named", "id"),
    [("#channel-0", "C0000"), ("channel-449", "C0449"), ("#back-room", "C9998")],
)
def test_channels_by_name_on_whichever_page(client: WebClient, named: str, id: str) -> None:
    assert Lookup(client).channel(named) == id


@pytest.mark.parametrize("named", ["#nowhere", "#closed-room", "#old-room", "#", "c0123"])
def test_a_channel_that_is_not_seen_is_named_with_what_to_do(client: WebClient, named: str) -> None:
    with pytest.raises(WrongFile, match="/invite @Onevoice") as wrong:
        Lookup(client).channel(named)
    assert f"“{named}”" in str(wrong.value)


def test_channels_are_asked_for_once(many_channels: Sandbox, client: WebClient) -> None:
    lookup = Lookup(client)
    lookup.channel("#channel-1")
    many_channels.faults.switch_on(Fault("server_error"), method="conversations.list")

    assert lookup.channel("#channel-2") == "C0002"


def test_people_by_address(client: WebClient) -> None:
    assert Lookup(client).user("eve@example.com") == "U01"


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("nobody@example.com", "Nobody in this Slack workspace has the address"),
        ("Eve", "neither a user id"),
        ("@", "Nobody in this Slack workspace"),
        ("u0123", "neither a user id"),
    ],
)
def test_a_person_who_is_not_there_is_named(client: WebClient, named: str, said: str) -> None:
    with pytest.raises(WrongFile, match=said) as wrong:
        Lookup(client).user(named)
    assert f"“{named}”" in str(wrong.value)


def test_an_app_cannot_decide(many_channels: Sandbox, client: WebClient) -> None:
    (app,) = many_channels.workspace.apps.values()
    lookup = Lookup(client)

    assert lookup.person("eve@example.com") == lookup.person("U01") == "U01"
    for named in (app.bot_user, "USLACKBOT"):
        with pytest.raises(WrongFile, match="is an app or bot in Slack") as wrong:
            lookup.person(named)
        assert f"“{named}”" in str(wrong.value)


def test_where_slack_does_not_tell_everybody_passes(many_channels: Sandbox, client: WebClient) -> None:
    many_channels.faults.switch_on(Fault("server_error"), method="users.info")
    assert Lookup(client).person("U01") == "U01"
    assert Lookup(slack_client(None, api_url="http://127.0.0.1:9/api/")).person("U0123ABC") == "U0123ABC"


@pytest.mark.parametrize("kind", ["server_error", "lost_before", "ratelimited"])
def test_slack_that_fails_is_a_sentence(many_channels: Sandbox, client: WebClient, kind: str) -> None:
    many_channels.faults.switch_on(Fault(kind))  # type: ignore[arg-type]  # a literal by parametrisation
    for ask in (lambda: Lookup(client).channel("#channel-1"), lambda: Lookup(client).user("eve@example.com")):
        with pytest.raises(Complaint, match="Slack") as said, slack_or_complaint():
            ask()
        assert "\n" not in str(said.value)
