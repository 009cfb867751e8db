"""The arguments of a Web API call, from a form, a query or JSON, as Slack reads them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.decoding import decoded
from sandbox.problems import SlackError, invalid_arguments

if TYPE_CHECKING:
    from sandbox.values import AppInstall, Json
    from sandbox.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Call:
    """One Web API call: who calls (None without a token) and with which arguments."""

    workspace: Workspace
    app: AppInstall
    given: Json

    def text(self, name: str, default: str | None = None) -> str:
        """Return a string; raises SlackError invalid_arguments when it is missing and has no default."""
        value = self.given.get(name)
        if value is None or value == "":
            if default is None:
                raise invalid_arguments(f"missing required field: {name}")
            return default
        return value if isinstance(value, str) else json.dumps(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a boolean; forms write it as true or 1."""
        value = self.given.get(name)
        if value is None or value == "":
            return default
        return value in (True, 1, "1", "true", "True", "t")

    def number(self, name: str, default: int) -> int:
        """Return a whole number, or raise SlackError invalid_arguments."""
        value = self.given.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise invalid_arguments(f"must be an integer [json-pointer:/{name}]") from None

    def limit(self, *, default: int = 100, most: int = 1000) -> int:
        """Return the page size that was asked for, or raise SlackError invalid_limit."""
        limit = self.number("limit", default)
        if not 0 <= limit <= most:
            raise SlackError("invalid_limit")
        return limit or default

    def items(self, name: str) -> list[str]:
        """Return a comma-separated list (or a JSON array) of strings."""
        value = self.given.get(name)
        if isinstance(value, list):
            return [str(one) for one in value]
        return [one.strip() for one in str(value or "").split(",") if one.strip()]

    def json(self, name: str, *, error: str) -> object:
        """Return a JSON argument, parsed where a form sent it as text; None when absent."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return decoded(value)
        except ValueError:
            raise SlackError(error) from None

    def needs(self, scope: str) -> None:
        """Raise SlackError missing_scope unless the app has this scope."""
        if scope not in self.app.scopes:
            raise SlackError("missing_scope", needed=scope, provided=",".join(sorted(self.app.scopes)))
