"""People: a stranger asks to be added, an admin adds them, they are welcomed."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, StaticSelectElement

from blocks.elements import section
from blocks.fields import LABEL_LIMIT, OPTIONS_LIMIT, option
from blocks.messages import Message, said
from blocks.seats import department_name
from blocks.text import escape, inline, listed, mention
from domain.people import ChannelId, UserId
from domain.refusals import Refusal
from domain.workspaces import Workspace

GRANT_ACCESS = "grant_access"
"""Action id of the department select; its block id carries the person."""
_PERSON = "access:"
NAME_SHOWN = 60


def access_request(user: UserId, *, workspace: Workspace) -> Message:
    """Asks an admin to choose a department for somebody; says where they are once they have one."""
    own = [department_name(one.key, workspace=workspace) for one in workspace.departments_of(user)]
    if own:
        return said(f"✅ {mention(user)} is in {listed(own)}.")
    ask = f"{mention(user)} asks to be added"
    return Message(
        ask,
        (
            section(f"👋 {ask}. Choose their department; they can propose posts from then on."),
            ActionsBlock(
                block_id=f"{_PERSON}{user}",
                elements=[
                    StaticSelectElement(
                        action_id=GRANT_ACCESS,
                        placeholder="Add to a department",
                        options=[
                            option(one.key, inline(one.name, limit=LABEL_LIMIT))
                            for one in workspace.departments[:OPTIONS_LIMIT]
                        ],
                    )
                ],
            ),
        ),
    )


def read_access_grant(action: Mapping[str, Any]) -> tuple[UserId, str]:
    """The person and the key of the department that an admin chose for them.

    Raises:
        Refusal: no request of ours looks like this.
    """
    person = str(action.get("block_id", ""))
    chosen = (action.get("selected_option") or {}).get("value", "")
    if not (person.startswith(_PERSON) and chosen):
        raise Refusal("I do not know this request any more. Ask the person to type /social again.")
    return UserId(person.removeprefix(_PERSON)), chosen


def access_asked(workspace: Workspace, *, again: bool = False) -> Message:
    """Tells the stranger that the admins have been asked.

    Args:
        again: whether they had been asked before.
    """
    admins = listed([mention(one) for one in workspace.admins])
    asked = f"I have asked {admins}{' already' if again else ''}."
    return said(f"{asked} I will write to you in my messages as soon as you are in.")


def access_granted(user: UserId, department: str) -> Message:
    """Replaces the admin's request once it is done.

    Args:
        department: its name.
    """
    return said(f"✅ {mention(user)} is in {_name(department)} now.")


def welcome(department: str, *, desk: ChannelId | None) -> Message:
    """Greets somebody who has just been added.

    Args:
        department: its name.
    """
    where = f" Posts and their approvals are in <#{desk}>." if desk else ""
    return said(
        f"👋 Welcome! You are in {_name(department)} now. Type `/social propose` to propose a post, or "
        f"`/social help` to see what else you can do.{where}"
    )


def _name(department: str) -> str:
    return escape(inline(department, limit=NAME_SHOWN))
