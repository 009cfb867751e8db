"""Settings: each wrong one names itself and says what to do; secrets are never shown."""

from pathlib import Path

import pytest

from bot.complaints import WrongSetting
from bot.settings import Settings, read_settings
from tests.bot.command_line import NAMES, CommandLine

SECRETS = {
    "SLACK_BOT_TOKEN": "xoxb-made-up-bot",
    "SLACK_APP_TOKEN": "xapp-made-up-app",
    "SLACK_SIGNING_SECRET": "made-up-signing-secret",
    "DATABASE_URL": "postgresql://shop:made-up-password@db.example/shop",
}


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_the_defaults() -> None:
    settings = read_settings()

    assert (settings.port, settings.timezone, settings.log_format) == (3000, "UTC", "text")
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.database_url.get_secret_value() == "sqlite:///onevoice.sqlite3"
    assert not settings.socket_mode


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SLACK_BOT_TOKEN", "xoxp-1", "OAuth & Permissions"),
        ("SLACK_BOT_TOKEN", "xoxb-", "must begin with xoxb- and go on"),
        ("SLACK_APP_TOKEN", "xoxb-1", "App-Level Tokens"),
        ("SLACK_APP_TOKEN", "xapp-", "must begin with xapp- and go on"),
        ("SLACK_API_URL", "slack.com/api", "https://"),
        ("SLACK_API_URL", "http://", "https://"),
        ("DATABASE_URL", "mysql://shop@db/shop", "sqlite:///"),
        ("DATABASE_URL", "sqlite://", "sqlite:///"),
        ("DATABASE_URL", "sqlite:///", "sqlite:///FILE"),
        ("DATABASE_URL", "sqlite:///?timeout=5", "sqlite:///FILE"),
        ("DATABASE_URL", "sqlite:///:memory:", "sqlite:///"),
        ("DATABASE_URL", "postgresql://shop@db:port/shop", "postgresql://"),
        ("PORT", "abc", "a number from"),
        ("PORT", "70000", "a number from"),
        ("PORT", "-1", "a number from"),
        ("PORT", "3000.5", "a number from"),
        ("WORKSPACE_FILE", "nowhere.toml", "not there: nowhere.toml"),
        ("RULEBOOK_PATH", "nowhere", "not there: nowhere"),
        ("POLICY_FILE", "nowhere.toml", "not there: nowhere.toml"),
        ("MATURITY_FILE", "nowhere.toml", "not there: nowhere.toml"),
        ("JOURNEY_FILE", "nowhere.toml", "not there: nowhere.toml"),
        ("TIMEZONE", "Berlin", "Europe/London"),
        ("TIMEZONE", "../etc/passwd", "Europe/London"),
        ("LOG_FORMAT", "xml", "text or json"),
    ],
)
def test_a_wrong_setting_names_itself_and_says_what_it_must_be(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(WrongSetting) as wrong:
        read_settings()

    sentence = str(wrong.value)
    assert sentence.startswith(f"{name}: ")
    assert said in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("name", SECRETS)
def test_a_wrong_secret_is_not_repeated(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "hunter2 is my secret")

    try:
        shown = repr(read_settings())
    except WrongSetting as wrong:
        shown = str(wrong)

    assert "hunter2" not in shown


def test_secrets_are_in_no_text_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()

    for shown in (repr(settings), str(settings), f"{settings}", settings.model_dump_json()):
        assert "made-up" not in shown
    assert settings.bot_token() == SECRETS["SLACK_BOT_TOKEN"]
    assert settings.signing_secret() == SECRETS["SLACK_SIGNING_SECRET"]


@pytest.mark.parametrize("around", [" {} ", "{}\n", "\t{}", "{}\r\n"])
def test_space_around_a_pasted_secret_is_no_part_of_it(monkeypatch: pytest.MonkeyPatch, around: str) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, around.format(value))

    settings = read_settings()

    assert settings.bot_token() == SECRETS["SLACK_BOT_TOKEN"]
    assert settings.signing_secret() == SECRETS["SLACK_SIGNING_SECRET"]
    assert settings.database_url.get_secret_value() == SECRETS["DATABASE_URL"]


def test_env_files_are_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xoxb-from-file\nPORT=4000\nTIMEZONE=\nUNKNOWN=1\n")
    monkeypatch.setenv("PORT", "5000")

    settings = read_settings()

    assert settings.bot_token() == "xoxb-from-file"
    assert settings.port == 5000
    assert settings.timezone == "UTC"


def test_an_empty_setting_is_a_missing_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_APP_TOKEN", "")

    assert not read_settings().socket_mode


def test_missing_tokens_are_named_with_where_to_get_them(onevoice: CommandLine) -> None:
    ended = onevoice()
    assert ended.code == 2
    assert ended.err.startswith("SLACK_BOT_TOKEN is missing")
    assert "OAuth & Permissions" in ended.err
    assert len(ended.err.splitlines()) == 1

    ended = onevoice(env={"SLACK_BOT_TOKEN": "xoxb-1"})
    assert ended.code == 2
    assert ended.err.startswith("SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) is missing")
    assert len(ended.err.splitlines()) == 1


def test_the_example_file_holds_every_setting_and_every_setting_is_in_it() -> None:
    example = (Path(__file__).parents[2] / ".env.example").read_text()
    named = {line.lstrip("#").partition("=")[0] for line in example.splitlines() if "=" in line.split(" ")[0]}

    # SLACK_API_URL is for tests, proxies and GovSlack; whoever needs it knows it.
    assert named == set(NAMES) - {"SLACK_API_URL"}


def test_settings_do_not_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings(_env_file=None).port = 1  # type: ignore[misc]  # that is the point
