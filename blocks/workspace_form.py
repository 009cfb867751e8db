"""The workspace's form: its channels, people and times."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    ConversationFilter,
    ConversationSelectElement,
    StaticSelectElement,
    TimePickerElement,
)
from slack_sdk.models.views import View

from blocks.elements import context
from blocks.fields import field_input, option, text_field
from blocks.metadata import FROM_SETUP, read_metadata
from blocks.setup import TIMES
from blocks.setup_fields import fingerprint, user_menu
from blocks.state import chosen, chosen_people, held, typed
from domain.people import ChannelId, UserId
from domain.setup import time_field
from domain.timetable import DAYS, Kind, WeekTime
from domain.workspaces import Workspace

WORKSPACE_FORM = "setup_workspace_form"
DESK, LEADERSHIP, ADMINS, LEADERS, TIMEZONE = "desk", "leadership", "admins", "leaders", "timezone"
"""Block and action ids: the names of the fields in `InvalidForm`. Those of times are made from their kind."""
ZONE_LIMIT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceEntry:
    """The workspace as a form describes it; `seen` as for a department."""

    seen: str
    desk: ChannelId | None
    leadership: ChannelId | None
    admins: tuple[UserId, ...]
    leaders: tuple[UserId, ...]
    timezone: str
    times: Mapping[Kind, WeekTime | None]


def workspace_form(workspace: Workspace) -> View:
    """The form of the desk, the leadership's channel, admins, leaders and times."""
    gone = workspace.deactivated
    public = ConversationFilter(include=["public", "private"], exclude_bot_users=True)
    desk = ConversationSelectElement(action_id=DESK, initial_conversation=workspace.desk, filter=public)
    leadership = ConversationSelectElement(
        action_id=LEADERSHIP, initial_conversation=workspace.leadership, filter=public
    )
    return View(
        type="modal",
        callback_id=WORKSPACE_FORM,
        title="Set up Onevoice",
        submit="Save",
        close="Back",
        private_metadata=json.dumps({"seen": fingerprint(workspace)}),
        blocks=[
            field_input(DESK, "Desk", desk, hint="Invite me there: /invite @Onevoice", optional=False),
            field_input(LEADERSHIP, "Leadership", leadership, hint="The weekly digest goes there."),
            field_input(
                ADMINS,
                "Admins",
                user_menu(ADMINS, [one for one in workspace.admins if one not in gone]),
                optional=False,
            ),
            field_input(
                LEADERS, "Leaders", user_menu(LEADERS, [one for one in workspace.leaders if one not in gone])
            ),
            text_field(
                TIMEZONE,
                "Time zone",
                workspace.timezone,
                limit=ZONE_LIMIT,
                hint="Such as Europe/London",
                optional=False,
            ),
            *(
                block
                for kind, label in TIMES.items()
                for block in _weekly(kind, label, workspace.timetable.of(kind))
            ),
            context("A new desk shows the cards of all posts under way."),
        ],
    )


def read_workspace(view: Mapping[str, Any]) -> WorkspaceEntry:
    """The workspace in a submitted form.

    Raises:
        Refusal: no form of ours looks like this.
    """
    desk, leadership = (held(view, one, "selected_conversation") for one in (DESK, LEADERSHIP))
    return WorkspaceEntry(
        seen=read_metadata(view, again=FROM_SETUP).text("seen", ""),
        desk=ChannelId(desk) if desk else None,
        leadership=ChannelId(leadership) if leadership else None,
        admins=chosen_people(view, ADMINS),
        leaders=chosen_people(view, LEADERS),
        timezone=typed(view, TIMEZONE).strip(),
        times={kind: _time(view, kind) for kind in TIMES},
    )


def _weekly(kind: Kind, label: str, now: WeekTime) -> list[Block]:
    day, time = _day_field(kind), time_field(kind)
    days = [option(str(number), name) for number, name in enumerate(DAYS)]
    menu = StaticSelectElement(action_id=day, options=days, initial_option=days[now.weekday])
    clock = TimePickerElement(action_id=time, initial_time=f"{now.time:%H:%M}")
    return [
        field_input(day, f"{label}: day", menu, optional=False),
        field_input(time, f"{label}: time", clock, optional=False),
    ]


def _time(view: Mapping[str, Any], kind: Kind) -> WeekTime | None:
    weekday = chosen(view, _day_field(kind))
    try:
        return WeekTime.parse(f"{DAYS[int(weekday)]} {held(view, time_field(kind), 'selected_time')}")
    except (ValueError, IndexError):
        return None


def _day_field(kind: Kind) -> str:
    return f"{kind.field}_day"
