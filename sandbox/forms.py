"""Filling inputs by what is written on them: plain Python values to Slack's shapes, every kind of input."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Protocol

from sandbox.inputs import field_of, offered
from sandbox.screen import NotAsExpected

if TYPE_CHECKING:
    from sandbox.values import Json


class Directory(Protocol):
    """Who looks names up for an input."""

    def person_id(self, name: str) -> str:
        """Return the id of "@eve"."""

    def channel_id(self, name: str) -> str:
        """Return the id of "#desk"."""

    def load_options(self, element: Json, typed: str) -> list[Json]:
        """Return what an external menu offers for this text."""

    def file_id(self, wanted: object) -> str:
        """Return the id of a file, uploading a (name, bytes) pair first."""


def value_for(element: Json, wanted: object, directory: Directory) -> Json:
    """Return the value of an input; None empties it. Raises NotAsExpected when it cannot be chosen."""
    kind = element["type"]
    field = field_of(kind)
    if field is None:
        raise NotAsExpected(f"A {kind} cannot be filled.")
    if field.endswith("s"):
        several = _several(element, wanted)
        return {"type": kind, field: [_one(element, one, directory) for one in several]}
    return {"type": kind, field: None if wanted is None else _one(element, wanted, directory)}


def _several(element: Json, wanted: object) -> list[object]:
    if wanted is None or wanted is False:
        return []
    if wanted is True:
        return [one["value"] for one in element.get("options", [])]
    return list(wanted) if isinstance(wanted, (list, tuple, set, frozenset)) else [wanted]


def _one(element: Json, wanted: object, directory: Directory) -> object:
    kind = element["type"]
    if kind in {"static_select", "multi_static_select", "radio_buttons", "checkboxes"}:
        return _option(offered(element), wanted)
    if "external" in kind:
        return _option(directory.load_options(element, str(wanted)), wanted)
    if "users" in kind:
        return directory.person_id(str(wanted))
    if "conversations" in kind or "channels" in kind:
        return directory.channel_id(str(wanted))
    if kind == "file_input":
        return directory.file_id(wanted)
    return _written(kind, wanted)


def _written(kind: str, wanted: object) -> object:
    if kind == "datetimepicker":
        return int(wanted.timestamp()) if isinstance(wanted, datetime) else wanted
    if kind == "rich_text_input" and isinstance(wanted, str):
        section = {"type": "rich_text_section", "elements": [{"type": "text", "text": wanted}]}
        return {"type": "rich_text", "elements": [section]}
    if isinstance(wanted, time):
        return wanted.strftime("%H:%M")
    if isinstance(wanted, date):
        return wanted.isoformat()[:10]
    return wanted if isinstance(wanted, dict) else str(wanted)


def _option(options: list[Json], wanted: object) -> Json:
    for option in options:
        if wanted in (option["text"]["text"], option["value"]):
            return option
    there = ", ".join(f"“{one['text']['text']}”" for one in options) or "nothing"
    raise NotAsExpected(f"“{wanted}” is not offered; there is {there}.")
