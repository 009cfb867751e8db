"""Settings: what the operator says in the environment or in `.env`, read once and never changed."""

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.complaints import WrongSetting


def _is_address(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def _is_token(value: SecretStr, prefix: str) -> bool:
    """Whether there is something behind the prefix; `.env.example` shows the bare one."""
    return value.get_secret_value().startswith(prefix) and value.get_secret_value() != prefix


class Settings(BaseSettings):
    """Everything of PRODUCT.md section 15 that the running parts listen to."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True)

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: str = "https://slack.com/api/"
    database_url: SecretStr = SecretStr("sqlite:///onevoice.sqlite3")
    port: int = 3000
    workspace_file: Path | None = None
    rulebook_path: Path | None = None
    policy_file: Path | None = None
    maturity_file: Path | None = None
    journey_file: Path | None = None
    timezone: str = "UTC"
    log_format: Literal["text", "json"] = "text"

    @field_validator("*", mode="before")
    @classmethod
    def _pasted(cls, value: object) -> object:
        return value.strip() if isinstance(value, str) else value

    @field_validator("slack_bot_token")
    @classmethod
    def _bot_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not _is_token(value, "xoxb-"):
            raise ValueError(
                "must begin with xoxb- and go on: copy it from “OAuth & Permissions” of your Slack app"
            )
        return value

    @field_validator("slack_app_token")
    @classmethod
    def _app_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not _is_token(value, "xapp-"):
            raise ValueError(
                "must begin with xapp- and go on: copy it from “Basic Information”, “App-Level Tokens”, "
                "or remove it to be reached over HTTP"
            )
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _api_url(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")) or not urlsplit(value).hostname:
            raise ValueError("must be an address that begins with https://")
        return value if value.endswith("/") else value + "/"

    @field_validator("database_url")
    @classmethod
    def _database_url(cls, value: SecretStr) -> SecretStr:
        kind, _, place = value.get_secret_value().partition("://")
        known = (
            place.partition("?")[0].strip("/") not in {"", ":memory:"}
            if kind == "sqlite"
            else kind in {"postgres", "postgresql", "postgresql+psycopg"} and _is_address(f"//{place}")
        )
        if not known:
            raise ValueError("must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")
        return value

    @field_validator("port", mode="before")
    @classmethod
    def _port(cls, value: object) -> object:
        typed = str(value)
        if not (typed.isascii() and typed.isdecimal() and int(typed[:6]) <= 65_535):  # noqa: PLR2004  # TCP's range; 0 lets the system choose
            raise ValueError("must be a number from 1 to 65535")
        return value

    @field_validator("log_format", mode="before")
    @classmethod
    def _log_format(cls, value: object) -> object:
        if value not in {"text", "json"}:
            raise ValueError("must be text or json")
        return value

    @field_validator("workspace_file", "policy_file", "maturity_file", "journey_file")
    @classmethod
    def _file(cls, value: Path | None) -> Path | None:
        if value and not value.is_file():
            raise ValueError(f"names a file that is not there: {value}")
        return value

    @field_validator("rulebook_path")
    @classmethod
    def _rulebook_path(cls, value: Path | None) -> Path | None:
        if value and not value.is_dir():
            raise ValueError(f"names a folder that is not there: {value}")
        return value

    @field_validator("timezone")
    @classmethod
    def _timezone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("must be an IANA time zone such as Europe/London or America/New_York")
        return value

    @property
    def socket_mode(self) -> bool:
        """Whether Slack is reached through Socket Mode instead of HTTP."""
        return self.slack_app_token is not None

    def bot_token(self) -> str:
        """The token of the installed app.

        Raises:
            WrongSetting: there is none.
        """
        if self.slack_bot_token is None:
            raise WrongSetting(
                "SLACK_BOT_TOKEN is missing: copy it from “OAuth & Permissions” of your Slack app "
                "(README.md, “Set up Slack”), or try everything without Slack: make demo"
            )
        return self.slack_bot_token.get_secret_value()

    def signing_secret(self) -> str:
        """The secret that proves a request comes from Slack.

        Raises:
            WrongSetting: there is none, and no SLACK_APP_TOKEN either.
        """
        if self.slack_signing_secret is None:
            raise WrongSetting(
                "SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) is missing: "
                "both are under “Basic Information” of your Slack app"
            )
        return self.slack_signing_secret.get_secret_value()


def read_settings() -> Settings:
    """The settings as the environment and `.env` give them.

    Raises:
        WrongSetting: the first one that is wrong, by its name in the environment.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "The settings"
        sentence = str(first["msg"]).removeprefix("Value error, ")
        raise WrongSetting(f"{name}: {sentence}") from None
