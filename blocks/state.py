"""State: what stands in a form's inputs."""

from collections.abc import Mapping
from typing import Any


def held(view: Mapping[str, Any], block_id: str, key: str) -> Any:  # noqa: ANN401  # Slack's JSON
    """What an input holds under this key; None when the form has no such input.

    The action id does not matter: a form gives an input a new one to put another text into it.
    """
    inputs: dict[str, dict[str, Any]] = view.get("state", {}).get("values", {}).get(block_id, {})
    return next((one.get(key) for one in inputs.values()), None)


def typed(view: Mapping[str, Any], block_id: str) -> str:
    """What was typed into a text input; empty when nothing was."""
    return held(view, block_id, "value") or ""


def chosen(view: Mapping[str, Any], block_id: str) -> str:
    """The value of the option chosen in a menu; empty when none is."""
    return str((held(view, block_id, "selected_option") or {}).get("value", ""))
