"""A department's form: its name and its people."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    StaticSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from blocks.elements import plain
from blocks.fields import field_input, option, text_field
from blocks.metadata import FROM_SETUP, read_metadata
from blocks.setup import SlackGroup
from blocks.setup_fields import fingerprint, user_menu
from blocks.state import chosen, chosen_people, chosen_person, typed
from blocks.text import inline
from domain.departments import NAME_LIMIT
from domain.people import Department, UserId
from domain.workspaces import Workspace

DEPARTMENT_FORM = "setup_department_form"
REMOVE_DEPARTMENT = "setup_remove_department"
NAME, LEAD, APPROVERS, GROUP, MEMBERS = "name", "lead", "approvers", "group", "members"
"""Block and action ids: the names of the fields in `InvalidForm`."""

GROUPS_LIMIT = 98
"""A menu takes 100 options; one says "one by one", and one may be a group that Slack no longer names."""
ONE_BY_ONE = "none"


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
        text_field(NAME, "Name", of.name, limit=NAME_LIMIT, optional=False),
        field_input(
            APPROVERS,
            "Approvers",
            user_menu(APPROVERS, there),
            hint="They sign for the department. Their posts are signed by the others.",
        ),
        *_group_menu(of.approver_group, groups),
        field_input(
            LEAD, "Lead", UserSelectElement(action_id=LEAD, initial_user=lead), hint="Answers check-ins."
        ),
        field_input(MEMBERS, "Members", user_menu(MEMBERS, members), hint="They propose posts."),
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
    options = {ONE_BY_ONE: option(ONE_BY_ONE, "No: the approvers above")}
    for one in groups[:GROUPS_LIMIT]:
        options[one.id] = option(one.id, f"@{one.handle} · {inline(one.name)}")
    if now and now not in options:
        options[now] = option(now, "The group chosen before, which Slack does not name now")
    if len(options) == 1:
        return []
    menu = StaticSelectElement(
        action_id=GROUP, options=list(options.values()), initial_option=options[now or ONE_BY_ONE]
    )
    hint = "Then whoever is in the group approves, as it changes; the approvers above do not count."
    return [
        field_input(GROUP, "A Slack user group stands for the approvers", menu, hint=hint, optional=False)
    ]


def read_department(view: Mapping[str, Any]) -> DepartmentEntry:
    """The department in a submitted form.

    Raises:
        Refusal: no form of ours looks like this.
    """
    about = read_metadata(view, again=FROM_SETUP)
    group = chosen(view, GROUP)
    return DepartmentEntry(
        key=about.text("key", ""),
        seen=about.text("seen", ""),
        name=typed(view, NAME),
        lead=chosen_person(view, LEAD),
        approvers=chosen_people(view, APPROVERS),
        group="" if group == ONE_BY_ONE else group,
        members=chosen_people(view, MEMBERS),
    )
