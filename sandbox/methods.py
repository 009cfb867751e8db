"""What a Web API method is: a function, the scope it needs and the kind of token it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.arguments import Call
    from sandbox.values import Json


@dataclass(frozen=True, slots=True)
class Method:
    """A Web API method. Methods whose scope depends on their arguments ask for it themselves."""

    run: Callable[[Call], Json]
    scope: str = ""
    token: Literal["bot", "app"] = "bot"  # noqa: S105 - a kind of token
