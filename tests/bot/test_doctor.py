"""`doctor`: each part well and ill, with what to do."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.clock import settle_due
from bot.doctor import Diagnosis, examine
from bot.settings import Settings
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import ChannelId, Department, WorkspaceId
from domain.timetable import Kind
from domain.workspaces import Workspace
from sandbox import AppInstall, Channel, Fault, Sandbox
from storage.database import Database
from tests.bot.command_line import CommandLine
from tests.bot.conftest import Clock
from tests.stories.retailer import settings_for

SHOP = WorkspaceId("T0SHOP")
FRIDAY = datetime(2026, 11, 20, 16, tzinfo=UTC)
STAFFED = tuple(
    Department(key=key, name=key, approvers=("U0MIA",))  # type: ignore[arg-type]  # a plain id will do
    for key in ("ecommerce", "marketing", "hr", "field-ops")
)
WELL = Workspace(id=SHOP, desk=ChannelId("C0DESK"), departments=STAFFED)
PARTS = ["token", "scopes", "requests", "clock", "database", "desk", "approvers", "timetable", "delivery"]


@pytest.fixture
def settings(sandbox: Sandbox, tmp_path: Path) -> Settings:
    return settings_for(sandbox, tmp_path, over_http=False)


@pytest.fixture
def kept(settings: Settings) -> Iterator[Database]:
    database = Database(settings.database_url.get_secret_value())
    database.migrate()
    keep(database, WELL)
    yield database
    database.close()


def keep(database: Database, workspace: Workspace) -> None:
    with database.transaction(SHOP) as transaction:
        transaction.people.workspace()
        transaction.people.save(workspace)


def found(settings: Settings, sandbox: Sandbox) -> dict[str, Diagnosis]:
    return {one.part: one for one in examine(settings, now=sandbox.clock)}


def ill(settings: Settings, sandbox: Sandbox) -> dict[str, str]:
    return {part: one.said for part, one in found(settings, sandbox).items() if one.well is False}


def with_app(sandbox: Sandbox, **changes: object) -> None:
    app = sandbox.workspace.apps["A01"]
    sandbox.workspace.apps["A01"] = replace(app, **changes)  # type: ignore[arg-type]  # any field


@pytest.mark.usefixtures("kept")
def test_a_healthy_bot(settings: Settings, sandbox: Sandbox) -> None:
    parts = found(settings, sandbox)

    assert list(parts) == PARTS
    assert all(one.well for one in parts.values()), parts
    assert parts["token"].said == "belongs to Parker & Lane (T0SHOP)"
    assert parts["desk"].said == "#social-desk"


@pytest.mark.usefixtures("kept")
def test_over_http(settings: Settings, sandbox: Sandbox) -> None:
    over_http = settings.model_copy(update={"slack_app_token": None})
    assert found(over_http, sandbox)["requests"].said == "come over HTTP and must be signed"

    neither = over_http.model_copy(update={"slack_signing_secret": None})
    assert "SLACK_SIGNING_SECRET" in ill(neither, sandbox)["requests"]


@pytest.mark.usefixtures("kept")
def test_a_missing_scope_is_named(settings: Settings, sandbox: Sandbox) -> None:
    manifest = dict(sandbox.workspace.apps["A01"].manifest)
    scopes = [
        one for one in manifest["oauth_config"]["scopes"]["bot"] if one not in {"files:write", "users:read"}
    ]
    quiet = {name: one for name, one in manifest["settings"].items() if name != "event_subscriptions"}
    less = {**manifest, "settings": quiet, "oauth_config": {"scopes": {"bot": scopes}}}
    sandbox.workspace.apps["A01"] = AppInstall(manifest=less)

    said = ill(settings, sandbox)["scopes"]

    assert said.startswith("missing: ")
    assert {"files:write", "users:read"} == set(said.removeprefix("missing: ").partition(".")[0].split(", "))
    assert "reinstall" in said


def test_a_bot_token_that_slack_refuses(settings: Settings, sandbox: Sandbox, kept: Database) -> None:
    wrong = settings.model_copy(update={"slack_bot_token": SecretStr("xoxb-wrong")})

    parts = found(wrong, sandbox)

    assert not parts["token"].well
    assert parts["token"].said.startswith("SLACK_BOT_TOKEN: Slack refuses this token (invalid_auth)")
    assert parts["database"].well
    assert list(parts) == ["token", "database", "not looked at"]
    assert parts["not looked at"].said.startswith(
        "scopes, requests, clock, desk, approvers, timetable, delivery; "
    )
    assert kept.workspaces()


@pytest.mark.usefixtures("kept")
def test_an_app_token_that_slack_refuses(settings: Settings, sandbox: Sandbox) -> None:
    wrong = settings.model_copy(update={"slack_app_token": SecretStr("xapp-wrong")})

    assert ill(wrong, sandbox)["requests"].startswith(
        "SLACK_APP_TOKEN: Slack refuses this token (invalid_auth)"
    )


def test_no_token_at_all(settings: Settings, sandbox: Sandbox) -> None:
    without = settings.model_copy(update={"slack_bot_token": None})

    assert ill(without, sandbox)["token"].startswith("SLACK_BOT_TOKEN is missing")


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("kind", ["server_error", "lost_before", "ratelimited"])
def test_slack_that_does_not_answer_says_nothing_about_the_token(
    settings: Settings, sandbox: Sandbox, kind: str
) -> None:
    sandbox.faults.switch_on(Fault(kind))  # type: ignore[arg-type]  # a literal by parametrisation

    parts = found(settings, sandbox)

    assert [part for part, one in parts.items() if one.well is False] == ["slack"]
    assert parts["not looked at"].said.startswith("token, ")
    assert "Slack" in parts["slack"].said
    assert "\n" not in parts["slack"].said


def test_slack_that_was_asked_too_often_says_when_to_try_again(settings: Settings, sandbox: Sandbox) -> None:
    sandbox.faults.switch_on(Fault("ratelimited", 30))

    said = ill(settings, sandbox)["slack"]

    assert "(ratelimited)" in said
    assert said.endswith("Try again in 30 s.")


@pytest.mark.usefixtures("kept")
def test_a_desk_that_cannot_be_asked_for_now_is_not_called_wrong(
    settings: Settings, sandbox: Sandbox
) -> None:
    sandbox.faults.switch_on(Fault("ratelimited", 30), method="conversations.info")

    said = ill(settings, sandbox)["desk"]

    assert said.endswith("Try again in 30 s.")
    assert "Check the channel's id" not in said


@pytest.mark.usefixtures("kept")
def test_slack_that_stops_answering_on_the_way(settings: Settings, sandbox: Sandbox) -> None:
    sandbox.faults.switch_on(Fault("lost_before"), method="conversations.info")

    assert "is not to be seen" in ill(settings, sandbox)["desk"]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("off", [timedelta(minutes=-2), timedelta(minutes=10), timedelta(days=400)])
def test_a_clock_that_is_off(settings: Settings, sandbox: Sandbox, off: timedelta) -> None:
    parts = {one.part: one for one in examine(settings, now=lambda: sandbox.clock() + off)}

    assert not parts["clock"].well
    seconds = int(parts["clock"].said.partition(" ")[0])
    assert abs(seconds - abs(off.total_seconds())) < 30
    assert "NTP" in parts["clock"].said


def test_a_database_that_is_gone(settings: Settings, sandbox: Sandbox, tmp_path: Path) -> None:
    gone = settings.model_copy(update={"database_url": SecretStr(f"sqlite:///{tmp_path}/nowhere/file")})

    parts = found(gone, sandbox)

    assert not parts["database"].well
    assert "DATABASE_URL" in parts["database"].said
    assert "desk" not in parts


def test_a_fresh_database_is_no_fault(settings: Settings, sandbox: Sandbox) -> None:
    assert set(ill(settings, sandbox)) == {"desk", "approvers"}


def test_no_desk(settings: Settings, sandbox: Sandbox, kept: Database) -> None:
    keep(kept, replace(WELL, desk=None))

    assert ".venv/bin/python -m bot apply workspace.toml" in ill(settings, sandbox)["desk"]


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        (
            Channel(id="C0ELSE", name="else", members=("U0EVE",)),
            "not a member of #else. There: /invite @Onevoice",
        ),
        (Channel(id="C0ELSE", name="else", members=("U0BOT1",), is_archived=True), "#else is archived"),
        (Channel(id="C0ELSE", name="else", members=("U0EVE",), is_private=True), "channel_not_found"),
        (None, "channel_not_found"),
    ],
)
def test_a_desk_where_nothing_can_be_posted(
    settings: Settings, sandbox: Sandbox, kept: Database, channel: Channel | None, said: str
) -> None:
    keep(kept, replace(WELL, desk=ChannelId("C0ELSE")))
    if channel:
        sandbox.workspace.add_channel(channel)

    assert said in ill(settings, sandbox)["desk"]


def test_departments_without_approvers(settings: Settings, sandbox: Sandbox, kept: Database) -> None:
    keep(kept, replace(WELL, departments=(*STAFFED[:2], Department(key="hr", name="HR"))))

    assert "none in HR." in ill(settings, sandbox)["approvers"]


def test_the_timetable_says_what_comes_and_what_nobody_does(
    settings: Settings, sandbox: Sandbox, kept: Database
) -> None:
    sandbox.clock.set(FRIDAY - timedelta(days=1))
    keep(kept, replace(WELL, timezone="Europe/London"))
    said = "nothing done yet; next: check-in close on Fri 20 Nov 12:00 UTC"
    assert found(settings, sandbox)["timetable"].said == said

    settle_due(kept, at=FRIDAY - timedelta(weeks=1), tasks={Kind.DIGEST: lambda *_: ""})
    settle_due(kept, at=FRIDAY, tasks={Kind.DIGEST: lambda *_: ""})
    sandbox.clock.set(FRIDAY)
    said = "last: digest of week 2026-W47 ran on Fri 20 Nov 16:00 UTC; next: check-in on Mon 23 Nov 09:00 UTC"
    assert found(settings, sandbox)["timetable"].said == said

    sandbox.clock.set(FRIDAY + timedelta(weeks=1, minutes=9))
    assert "timetable" not in ill(settings, sandbox)
    sandbox.clock.set(FRIDAY + timedelta(weeks=1, minutes=11))
    assert ill(settings, sandbox)["timetable"].startswith("due and not done: digest. Nothing keeps the time")


def test_messages_that_could_not_be_shown(
    settings: Settings, sandbox: Sandbox, kept: Database, clock: Clock
) -> None:
    with kept.transaction(SHOP) as transaction:
        wanted = Wanted(kind=NoticeKind.CARD, subject="post1", place=ChannelId("C0DESK"))
        transaction.notices.want(wanted, id=NoticeId("n1"), at=clock())
        transaction.notices.dead(NoticeId("n1"), problem="I am not in this channel.")

    assert (
        ill(settings, sandbox)["delivery"]
        == "1 message could not be shown. The last: I am not in this channel. "
        "Once it is mended: .venv/bin/python -m bot doctor --retry"
    )


def test_what_could_not_be_shown_is_tried_again_when_asked(
    onevoice: CommandLine, slack_env: dict[str, str], kept: Database, clock: Clock
) -> None:
    with kept.transaction(SHOP) as transaction:
        for number, place in enumerate(("C0DESK", "C0HALL")):
            wanted = Wanted(kind=NoticeKind.CARD, subject=f"post{number}", place=ChannelId(place))
            transaction.notices.want(wanted, id=NoticeId(f"n{number}"), at=clock())
        transaction.notices.dead(NoticeId("n1"), problem="I am not in this channel.")

    ended = onevoice("doctor", "--retry", env=slack_env)
    assert (ended.code, ended.lines[-1]) == (0, "✓ delivery: 2 messages on their way")
    assert ended.err == "Messages that are tried again: 1.\n"
    with kept.transaction(SHOP) as transaction:
        assert transaction.notices.dead_letters() == ()
    assert onevoice("doctor", "--retry", env=slack_env).err == "Messages that are tried again: 0.\n"


def test_the_command_prints_a_line_each_and_ends_accordingly(
    onevoice: CommandLine, slack_env: dict[str, str], sandbox: Sandbox, kept: Database
) -> None:
    ended = onevoice("doctor", env=slack_env)
    assert ended.code == 0
    assert [line.split()[0] for line in ended.lines] == ["✓"] * len(PARTS)

    keep(kept, replace(WELL, desk=None))
    ended = onevoice("doctor", env=slack_env)
    assert ended.code == 1
    assert [line for line in ended.lines if line.startswith("✗ desk: ")]
    assert "xoxb" not in ended.out


def test_a_wrong_setting_ends_the_doctor_too(onevoice: CommandLine) -> None:
    ended = onevoice("doctor", env={"PORT": "x"})

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("PORT: ")
