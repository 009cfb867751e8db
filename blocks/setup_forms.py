"""Setup forms: a department and its people; the workspace's channels, people and times."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ConversationFilter,
    ConversationSelectElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    StaticSelectElement,
    TimePickerElement,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from blocks.elements import context, plain
from blocks.setup import TIMES, SlackGroup
from blocks.state import chosen, held, typed
from blocks.text import inline, sendable
from domain.departments import NAME_LIMIT
from domain.people import ChannelId, Department, UserId, Workspace
from domain.refusals import Refusal
from domain.setup import time_field
from domain.timetable import DAYS, Kind, WeekTime

DEPARTMENT_FORM = "setup_department_form"
WORKSPACE_FORM = "setup_workspace_form"
REMOVE_DEPARTMENT = "setup_remove_department"
NAME, LEAD, APPROVERS, GROUP, MEMBERS = "name", "lead", "approvers", "group", "members"
DESK, LEADERSHIP, ADMINS, LEADERS, TIMEZONE = "desk", "leadership", "admins", "leaders", "timezone"
"""Block and action ids: the names of the fields in `InvalidForm`. Those of times are made from their kind."""

LABEL_LIMIT = 75
GROUPS_LIMIT = 98
"""A menu takes 100 options; one says "one by one", and one may be a group that Slack no longer names."""
ONE_BY_ONE = "none"
ZONE_LIMIT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentEntry:
    """A department as a form describes it.

    Attributes:
        key: empty for a new one.
        seen: what the department was when the form was opened; see `fingerprint`.
        group: id of the user group that stands for the approvers; empty when they are named one by one.
    """

    key: str
    seen: str
    name: str
    lead: UserId | None
    approvers: tuple[UserId, ...]
    group: str
    members: tuple[UserId, ...]


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


def fingerprint(shown: Department | Workspace) -> str:
    """What tells whether somebody changed it since a form was opened."""
    kept = asdict(shown)
    if isinstance(shown, Workspace):
        kept = {name: kept[name] for name in _WHOLE}
    return sha256(json.dumps(kept, default=str, sort_keys=True).encode()).hexdigest()[:16]


_WHOLE = ("desk", "leadership", "timezone", "admins", "leaders", "timetable")


def department_form(
    department: Department | None, *, workspace: Workspace, groups: Sequence[SlackGroup]
) -> View:
    """The form of a department; None for a new one.

    Args:
        groups: the Slack user groups that may stand for its approvers; empty where Slack names none.
    """
    of = department or Department(key="", name="")
    there = [one for one in of.approvers if one not in workspace.deactivated]
    members = [one for one in of.members if one not in workspace.deactivated]
    lead = of.lead if of.lead not in workspace.deactivated else None
    blocks: list[Block] = [
        _input(
            NAME,
            "Name",
            PlainTextInputElement(
                action_id=NAME, initial_value=sendable(of.name) or None, max_length=NAME_LIMIT
            ),
            optional=False,
        ),
        _input(
            APPROVERS,
            "Approvers",
            _several(APPROVERS, there),
            hint="They sign for the department. Their posts are signed by the others.",
        ),
        *_group_menu(of.approver_group, groups),
        _input(LEAD, "Lead", UserSelectElement(action_id=LEAD, initial_user=lead), hint="Answers check-ins."),
        _input(MEMBERS, "Members", _several(MEMBERS, members), hint="They propose posts."),
    ]
    if department:
        blocks.append(_removal(department))
    return View(
        type="modal",
        callback_id=DEPARTMENT_FORM,
        title="Department" if department else "Add a department",
        submit="Save",
        close="Back",
        private_metadata=json.dumps({"key": of.key, "seen": fingerprint(of)}),
        blocks=blocks,
    )


def _removal(department: Department) -> ActionsBlock:
    sure = ConfirmObject(
        title="Remove the department?",
        text=plain(f"{inline(department.name)} and its seats go; its posts and the record stay.", 300),
        confirm="Remove",
        deny="Keep it",
        style="danger",
    )
    button = ButtonElement(
        text="Remove the department",
        action_id=REMOVE_DEPARTMENT,
        value=department.key,
        style="danger",
        confirm=sure,
    )
    return ActionsBlock(block_id=REMOVE_DEPARTMENT, elements=[button])


def _group_menu(now: str, groups: Sequence[SlackGroup]) -> list[Block]:
    options = {ONE_BY_ONE: Option(value=ONE_BY_ONE, text=plain("No: the approvers above", LABEL_LIMIT))}
    for one in groups[:GROUPS_LIMIT]:
        options[one.id] = Option(value=one.id, text=plain(f"@{one.handle} · {inline(one.name)}", LABEL_LIMIT))
    if now and now not in options:
        options[now] = Option(
            value=now, text=plain("The group chosen before, which Slack does not name now", 75)
        )
    if len(options) == 1:
        return []
    menu = StaticSelectElement(
        action_id=GROUP, options=list(options.values()), initial_option=options[now or ONE_BY_ONE]
    )
    hint = "Then whoever is in the group approves, as it changes; the approvers above do not count."
    return [_input(GROUP, "A Slack user group stands for the approvers", menu, hint=hint, optional=False)]


def read_department(view: Mapping[str, Any]) -> DepartmentEntry:
    """The department in a submitted form.

    Raises:
        Refusal: no form of ours looks like this.
    """
    about = _metadata(view)
    group = chosen(view, GROUP)
    lead = held(view, LEAD, "selected_user")
    return DepartmentEntry(
        key=str(about.get("key", "")),
        seen=str(about.get("seen", "")),
        name=typed(view, NAME),
        lead=UserId(lead) if lead else None,
        approvers=_users(view, APPROVERS),
        group="" if group == ONE_BY_ONE else group,
        members=_users(view, MEMBERS),
    )


def workspace_form(workspace: Workspace) -> View:
    """The form of the desk, the leadership's channel, admins, leaders and times."""
    gone = workspace.deactivated
    public = ConversationFilter(include=["public", "private"], exclude_bot_users=True)
    desk = ConversationSelectElement(action_id=DESK, initial_conversation=workspace.desk, filter=public)
    leadership = ConversationSelectElement(
        action_id=LEADERSHIP, initial_conversation=workspace.leadership, filter=public
    )
    zone = PlainTextInputElement(action_id=TIMEZONE, initial_value=workspace.timezone, max_length=ZONE_LIMIT)
    return View(
        type="modal",
        callback_id=WORKSPACE_FORM,
        title="Set up Onevoice",
        submit="Save",
        close="Back",
        private_metadata=json.dumps({"seen": fingerprint(workspace)}),
        blocks=[
            _input(DESK, "Desk", desk, hint="Invite me there: /invite @Onevoice", optional=False),
            _input(LEADERSHIP, "Leadership", leadership, hint="The weekly digest goes there."),
            _input(
                ADMINS,
                "Admins",
                _several(ADMINS, [one for one in workspace.admins if one not in gone]),
                optional=False,
            ),
            _input(
                LEADERS, "Leaders", _several(LEADERS, [one for one in workspace.leaders if one not in gone])
            ),
            _input(TIMEZONE, "Time zone", zone, hint="Such as Europe/London", optional=False),
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
        seen=str(_metadata(view).get("seen", "")),
        desk=ChannelId(desk) if desk else None,
        leadership=ChannelId(leadership) if leadership else None,
        admins=_users(view, ADMINS),
        leaders=_users(view, LEADERS),
        timezone=typed(view, TIMEZONE).strip(),
        times={kind: _time(view, kind) for kind in TIMES},
    )


def _weekly(kind: Kind, label: str, now: WeekTime) -> list[Block]:
    day, time = _day_field(kind), time_field(kind)
    days = [Option(value=str(number), text=plain(name, LABEL_LIMIT)) for number, name in enumerate(DAYS)]
    menu = StaticSelectElement(action_id=day, options=days, initial_option=days[now.weekday])
    clock = TimePickerElement(action_id=time, initial_time=f"{now.time:%H:%M}")
    return [
        _input(day, f"{label}: day", menu, optional=False),
        _input(time, f"{label}: time", clock, optional=False),
    ]


def _time(view: Mapping[str, Any], kind: Kind) -> WeekTime | None:
    weekday = chosen(view, _day_field(kind))
    try:
        return WeekTime.parse(f"{DAYS[int(weekday)]} {held(view, time_field(kind), 'selected_time')}")
    except (ValueError, IndexError):
        return None


def _day_field(kind: Kind) -> str:
    return f"{kind.field}_day"


def _users(view: Mapping[str, Any], field: str) -> tuple[UserId, ...]:
    return tuple(UserId(one) for one in held(view, field, "selected_users") or ())


def _several(field: str, users: Sequence[UserId]) -> UserMultiSelectElement:
    return UserMultiSelectElement(action_id=field, initial_users=list(users) or None)


def _input(
    field: str, label: str, element: InputInteractiveElement, *, hint: str = "", optional: bool = True
) -> InputBlock:
    return InputBlock(block_id=field, label=label, element=element, hint=hint or None, optional=optional)


def _metadata(view: Mapping[str, Any]) -> dict[str, Any]:
    try:
        read = json.loads(view["private_metadata"])
    except (KeyError, TypeError, ValueError):
        read = None
    if not isinstance(read, dict):
        raise Refusal("I do not know this form any more. Type /social setup to open it again.")
    return read
