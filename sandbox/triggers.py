"""Trigger ids: good for one view, for three seconds of real time ("Interactivity: trigger_id")."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.problems import SlackError

if TYPE_CHECKING:
    from sandbox.workspace import Workspace

SECONDS = 3.0


@dataclass(slots=True)
class Trigger:
    """What one act of a person allows an app to open."""

    id: str
    user: str
    app_id: str
    made: float
    view_id: str | None = None
    used: bool = False


def mint(workspace: Workspace, *, user: str, app_id: str, view_id: str | None = None) -> Trigger:
    """Make a trigger for something the person just did; `view_id` if it was done inside a view."""
    number = workspace.ids.number()
    trigger_id = f"{number}.{int(workspace.clock.seconds())}.{workspace.ids.token('trigger')}"
    trigger = Trigger(trigger_id, user, app_id, time.monotonic(), view_id)
    workspace.triggers[trigger_id] = trigger
    return trigger


def redeem(workspace: Workspace, trigger_id: str, *, app_id: str) -> Trigger:
    """Use a trigger up, or raise SlackError as views.open does."""
    trigger = workspace.triggers.get(trigger_id)
    if trigger is None or trigger.app_id != app_id:
        raise SlackError("invalid_trigger_id")
    if trigger.used:
        raise SlackError("exchanged_trigger_id")
    if time.monotonic() - trigger.made > SECONDS:
        raise SlackError("expired_trigger_id")
    trigger.used = True
    return trigger
